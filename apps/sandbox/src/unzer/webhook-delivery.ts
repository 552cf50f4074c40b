import type { CallLog } from '../kernel/calls.js';
import type { FaultRegistry, InjectedFault } from '../kernel/faults.js';
import type { LedgerWebhook, UnzerEvent } from './ledger-state.js';
import { hears } from './unzer-events.js';

export type WebhookDeliveryOptions = {
  /** The registrations of a key pair at this moment. */
  readonly webhooksOf: (publicKey: string) => readonly LedgerWebhook[];
  readonly faults: Pick<FaultRegistry, 'take'>;
  readonly calls: Pick<CallLog, 'record'>;
  readonly now: () => number;
  /** Absolute, with version; what `retrieveUrl` begins with. */
  readonly base: () => string;
  /** How much faster than the real one: 60 makes a minute a second. */
  readonly speed: number;
  /** Hosts that may be called; everything else is dropped, so that a sandbox never knocks at a stranger's door. */
  readonly hosts?: readonly string[];
};
export type WebhookDelivery = {
  deliver(event: UnzerEvent): void;
  /** Forgets what has not been delivered. */
  close(): void;
};

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
/** Unzer waits this long for a 200. */
const ANSWER_TIMEOUT_MS = 20_000;
const MINUTE = 60_000;
/** The first three waits are documented, the others are our guess; then Unzer gives up. */
const RETRY_AFTER_MS = [1, 5, 10, 30, 60, 360, 1_440].map((minutes) => minutes * MINUTE);
/** A notification held back by `reorder` leaves after the next one, or after this long when none comes. */
const HELD_BACK_MS = 2_000;

type Notification = {
  readonly hook: LedgerWebhook;
  readonly event: UnzerEvent;
  readonly body: string;
  readonly attempt: number;
};

/** Tells registered webhooks what happened: unsigned, as text/plain, at least once, in no guaranteed order. */
export function createWebhookDelivery(options: WebhookDeliveryOptions): WebhookDelivery {
  const { webhooksOf, faults, calls, now, base, speed, hosts = LOOPBACK } = options;
  const timers = new Set<NodeJS.Timeout>();
  let heldBack: Notification[] = [];

  function later(ms: number, task: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  /** Resolves when it was answered or not, never rejects; a failed one comes again by itself. */
  function send(notification: Notification): Promise<void> {
    const { hook, event } = notification;
    const startedMs = now();
    return post(notification).then((status) => {
      calls.record({
        at: new Date(startedMs).toISOString(),
        target: 'webhook',
        name: event.event,
        status,
        ms: now() - startedMs,
        paymentId: event.paymentId,
      });
      const wait = RETRY_AFTER_MS[notification.attempt];
      const stillWanted = webhooksOf(event.publicKey).some(({ id }) => id === hook.id);
      if (status !== 200 && wait !== undefined && stillWanted)
        later(
          wait / speed,
          () => void send({ ...notification, attempt: notification.attempt + 1 }),
        );
    });
  }

  function releaseHeldBack(): void {
    const waiting = heldBack;
    heldBack = [];
    waiting.forEach((notification) => void send(notification));
  }

  function dispatch(notification: Notification, fault: InjectedFault | null): void {
    if (fault?.kind === 'drop') return;
    if (fault?.kind === 'reorder') {
      heldBack.push(notification);
      later(fault.delayMs || HELD_BACK_MS, releaseHeldBack);
      return;
    }
    if (fault?.kind === 'slow') {
      later(fault.delayMs, () => void send(notification));
      return;
    }
    void send(notification).then(releaseHeldBack);
    if (fault?.kind === 'duplicate') void send(notification);
  }

  return {
    deliver(event) {
      for (const hook of webhooksOf(event.publicKey)) {
        if (!hears(hook.event, event.event) || !hosts.includes(new URL(hook.url).hostname))
          continue;
        const body = JSON.stringify({
          event: event.event,
          publicKey: event.publicKey,
          retrieveUrl: `${base()}/${event.retrievePath}`,
          paymentId: event.paymentId,
        });
        const fault = faults.take('webhook', event.event);
        dispatch({ hook, event, body, attempt: 0 }, fault);
      }
    },
    close() {
      timers.forEach(clearTimeout);
      timers.clear();
      heldBack = [];
    },
  };
}

/** The status of the answer; 0 when there was none. */
async function post({ hook, body }: Notification): Promise<number> {
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0; // no answer is all there is to know; the call log shows it and the retry follows
  }
}
