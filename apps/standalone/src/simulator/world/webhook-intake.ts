import { ASKED_BY_WEBHOOK } from '@abgleich/contracts';
import { MINUTE, type OrderFile, SECOND } from '@abgleich/domain';
import type { UnzerEvent } from '@abgleich/sandbox';
import type { Simulation } from '../simulation.js';

/** The same text within this time is a copy. */
const COPY_WINDOW_MS = 10 * MINUTE;
/** How long after an effect of ours Unzer's word about the payment as a whole is its echo. */
const ECHO_MS = 15 * SECOND;
const SOON_MS = { from: SECOND / 5, to: 20 * SECOND } as const;
const LATE_MS = { from: 10 * MINUTE, to: 26 * 60 * MINUTE } as const;
const MONEY_KINDS: readonly string[] = ['capture', 'reversal', 'refund', 'shipment-notice'];

type Seen = { readonly receivedAt: number; readonly lastReceivedAt: number };

/**
 * Unzer's notifications on their way to the portal, and what the portal makes of them: the same as the one statement in
 * libs/persistence (`webhook-inbox.ts`), over the journal in memory. Some get lost, some come twice, some a day late, and some are forged.
 */
export class WebhookIntake {
  readonly #seen = new Map<string, Seen>();

  constructor(readonly simulation: Simulation) {}

  notify(event: UnzerEvent): void {
    const { simulation } = this;
    if (!simulation.plan.webhooks || simulation.time === undefined) return;
    const id = simulation.nth(`webhook ${event.event} ${event.retrievePath}`);
    // What nobody would look for is sent until it is heard.
    if (!/chargeback/.test(event.event) && simulation.meets('webhook-lost', id)) return;
    this.#deliver(event, id);
    if (simulation.meets('webhook-twice', id)) this.#deliver(event, simulation.nth(id));
  }

  /** Also what Unzer never sent. */
  receive({ event, paymentId, retrievePath }: Omit<UnzerEvent, 'publicKey'>): void {
    const { time, journal } = this.simulation;
    const now = time.now();
    const transaction = /^payments\/[^/]+\/(.+)$/.exec(retrievePath)?.[1] ?? null;
    const fingerprint = `${event} ${retrievePath}`;
    const before = this.#seen.get(fingerprint);
    const isCopy = before !== undefined && before.receivedAt >= now - COPY_WINDOW_MS;
    const receivedAt = isCopy ? before.receivedAt : now;
    this.#seen.set(fingerprint, { receivedAt, lastReceivedAt: now });
    for (const file of journal.ordersPaidBy(paymentId)) {
      const readAt = file.order.payment?.readAt ?? 0;
      if (isCopy && readAt <= before.lastReceivedAt) continue;
      if (!/chargeback/.test(event) && isEcho(file, { paymentId, transaction, now })) continue;
      const { organisationId, connectionId, orderNumber } = file.order;
      void journal.write({
        ref: { organisationId, connectionId, orderNumber },
        now,
        traceId: 'webhook',
        events: [
          {
            type: 'recheck.requested',
            data: { requestedBy: 'webhook', why: `${ASKED_BY_WEBHOOK}${event}` },
          },
        ],
      });
    }
  }

  #deliver(event: UnzerEvent, id: string): void {
    const { simulation } = this;
    const dice = simulation.dice.of(id);
    const range = simulation.meets('webhook-late', id) ? LATE_MS : SOON_MS;
    simulation.time.after(dice.between(range.from, range.to), () => this.receive(event));
  }
}

/** Unzer tells us of our own effects, too: one under way, the very transaction, or the payment shortly after it. */
function isEcho(
  { operations }: OrderFile,
  told: { readonly paymentId: string; readonly transaction: string | null; readonly now: number },
): boolean {
  return operations.some(
    ({ kind, status, paymentId, transactionPath, finishedAt }) =>
      MONEY_KINDS.includes(kind) &&
      paymentId === told.paymentId &&
      (status === 'open' ||
        (status === 'done' &&
          (transactionPath === told.transaction && told.transaction !== null
            ? true
            : told.transaction === null &&
              finishedAt !== null &&
              finishedAt > told.now - ECHO_MS))),
  );
}
