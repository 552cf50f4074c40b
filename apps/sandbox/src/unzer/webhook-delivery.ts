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
  const { webhooksOf, faults, base, hosts = LOOPBACK } = options;
  const timers = createTimers();
  const send = createSender(options, timers);
  let heldBack: Notification[] = [];

  function releaseHeldBack(): void {
    const waiting = heldBack;
    heldBack = [];
    waiting.forEach((notification) => void send(notification));
  }

  function dispatch(notification: Notification, fault: InjectedFault | null): void {
    if (fault?.kind === 'drop') return;
    if (fault?.kind === 'reorder') {
      heldBack.push(notification);
      timers.later(fault.delayMs || HELD_BACK_MS, releaseHeldBack);
      return;
    }
    if (fault?.kind === 'slow') {
      timers.later(fault.delayMs, () => void send(notification));
      return;
    }
    void send(notification, outcomeUnder(fault, notification.body)).then(releaseHeldBack);
    if (fault?.kind === 'duplicate') void send(notification);
  }

  return {
    deliver(event) {
      for (const hook of webhooksOf(event.publicKey)) {
        if (!hears(hook.event, event.event) || !hosts.includes(new URL(hook.url).hostname))
          continue;
        const body = bodyOf(event, base());
        dispatch({ hook, event, body, attempt: 0 }, faults.take('webhook', event.event));
      }
    },
    close() {
      timers.clear();
      heldBack = [];
    },
  };
}

const bodyOf = ({ event, publicKey, retrievePath, paymentId }: UnzerEvent, base: string): string =>
  JSON.stringify({ event, publicKey, retrieveUrl: `${base}/${retrievePath}`, paymentId });

/** What a fault makes of the first try. What Unzer takes for a failure comes again by its schedule. */
type Outcome = {
  /** The receiver never sees it. */
  readonly unsent?: true;
  /** What Unzer takes for the answer, whatever was answered. */
  readonly status?: number;
  readonly body?: string;
};

function outcomeUnder(fault: InjectedFault | null, body: string): Outcome {
  switch (fault?.kind) {
    case 'error-500':
    case 'fault':
    case 'sql-message':
    case 'return-error':
      return { unsent: true, status: 500 };
    case 'unauthorized':
      return { unsent: true, status: 401 };
    case 'rate-limit':
      return { unsent: true, status: 429 };
    case 'business-code':
      return { unsent: true, status: Number(fault.code) || 400 };
    case 'timeout':
      return { unsent: true, status: 0 };
    case 'lost-answer':
      return { status: 0 };
    case 'malformed':
      return { body: body.slice(0, Math.floor(body.length / 2)) };
    default:
      return {};
  }
}

type Timers = ReturnType<typeof createTimers>;

/** Timers that do not keep the process alive and can all be stopped. */
function createTimers() {
  const running = new Set<NodeJS.Timeout>();
  return {
    later(ms: number, task: () => void): void {
      const timer = setTimeout(() => {
        running.delete(timer);
        task();
      }, ms);
      timer.unref();
      running.add(timer);
    },
    clear(): void {
      running.forEach(clearTimeout);
      running.clear();
    },
  };
}

/** Sends one notification; resolves when it was answered or not, never rejects. A failed one comes again by itself. */
function createSender(
  { webhooksOf, calls, now, speed }: WebhookDeliveryOptions,
  timers: Timers,
): (notification: Notification, outcome?: Outcome) => Promise<void> {
  return async function send(notification, outcome = {}) {
    const { hook, event, attempt } = notification;
    const startedMs = now();
    const answered =
      outcome.unsent === true ? 0 : await post(hook.url, outcome.body ?? notification.body);
    const status = outcome.status ?? answered;
    calls.record({
      at: new Date(startedMs).toISOString(),
      target: 'webhook',
      name: event.event,
      status,
      ms: now() - startedMs,
      paymentId: event.paymentId,
    });
    const wait = RETRY_AFTER_MS[attempt];
    const isStillWanted = webhooksOf(event.publicKey).some(({ id }) => id === hook.id);
    if (status !== 200 && wait !== undefined && isStillWanted)
      timers.later(wait / speed, () => void send({ ...notification, attempt: attempt + 1 }));
  };
}

/** The status of the answer; 0 when there was none. */
async function post(url: string, body: string): Promise<number> {
  try {
    const response = await fetch(url, {
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
