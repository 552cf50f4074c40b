import type { Instant } from '@abgleich/domain';
import type { SandboxWorld } from '@abgleich/sandbox';
import type { HistoryLog } from './history-log.js';
import {
  type LedgerOrder,
  type LedgerPayment,
  type LedgerTransaction,
  figuresOf,
  minorOf,
  orderedOf,
  totalOf,
} from './ledgers.js';

/** What somebody did before a request left may have been overlooked for so long: the slowest read, decision and intent. */
const OVERSIGHT_MS = 90_000;

export type JudgeParts = {
  readonly world: SandboxWorld;
  readonly log: HistoryLog;
  readonly toleranceMinor: number;
};

/**
 * Watches both ledgers at the moment that an effect happens there. Knows nothing of the product's rules or its journal: what
 * was ordered, invoiced, reserved and taken is added up here from the raw entries.
 */
export class Judge {
  /** Orders whose lock a person lifted: from then on it was that person's decision. */
  readonly unlockedByPerson = new Set<number>();
  /** When somebody else last changed a payment. */
  readonly touchedAt = new Map<string, number>();

  constructor(readonly parts: JudgeParts) {}

  invoicesOf = (order: LedgerOrder) =>
    order.invoiceKeys
      .flatMap((key) => this.parts.world.pixi.state().invoices.get(key) ?? [])
      .filter(({ kind }) => kind === 'invoice');

  orderOfReference(reference: string): LedgerOrder | undefined {
    const { orders, invoices } = this.parts.world.pixi.state();
    if (reference.startsWith('ORDER-')) return orders.get(Number(reference.slice(6)));
    const invoice = [...invoices.values()].find(({ invoiceNr }) => invoiceNr === reference);
    return invoice && orders.get(invoice.orderNr);
  }

  /** Captures that carry a reference of the app, refused ones left out. */
  ownCaptures = (payment: LedgerPayment): readonly LedgerTransaction[] =>
    payment.transactions.filter(
      (entry) =>
        entry.effect === 'payment' &&
        entry.status !== 'error' &&
        this.orderOfReference(entry.paymentReference) !== undefined,
    );

  /** Right after a capture of the app was executed. */
  onCapture(payment: LedgerPayment, entry: LedgerTransaction, sentAt: Instant): void {
    const { log, toleranceMinor } = this.parts;
    const order = this.orderOfReference(entry.paymentReference);
    if (order === undefined) return log.violate('a capture has a document', entry.paymentReference);
    const own = this.ownCaptures(payment);
    const twins = own.filter(({ paymentReference }) => paymentReference === entry.paymentReference);
    if (twins.length > 1)
      log.violate('a document is captured once', `${entry.paymentReference} ${twins.length} times`);
    const overlooked = sentAt - OVERSIGHT_MS;
    const foreign = payment.transactions.filter(
      (one) =>
        one.effect === 'payment' &&
        one.status !== 'error' &&
        !own.includes(one) &&
        Date.parse(one.at) < overlooked,
    );
    const sum = (entries: readonly LedgerTransaction[]): number =>
      entries.reduce((total, one) => total + one.amount, 0);
    const taken = sum(own) + Math.max(0, sum(foreign) - figuresOf(payment).refunded);
    const invoiced = this.invoicesOf(order).reduce((total, one) => total + one.total, 0);
    const wholeOrder = own.some(({ paymentReference }) => paymentReference.startsWith('ORDER-'));
    const allowed = wholeOrder ? Math.max(invoiced, orderedOf(order)) : invoiced;
    if (minorOf(taken) > minorOf(allowed) + toleranceMinor)
      log.violate(
        'captured <= invoiced',
        `order ${order.orderNr}: ${minorOf(taken)} of ${minorOf(allowed)}`,
      );
  }

  /** Right after the app released an order. */
  onRelease(order: LedgerOrder, sentAt: Instant): void {
    if (order.locked || this.unlockedByPerson.has(order.orderNr)) return;
    const why = this.whyNotGood(order);
    const touched = this.touchedAt.get(order.kkId) ?? Number.NEGATIVE_INFINITY;
    if (why !== null && touched < sentAt - OVERSIGHT_MS)
      this.parts.log.violate(
        'released unlocked only with a good payment',
        `${order.orderNr} ${why}`,
      );
  }

  onUnlock = (order: LedgerOrder, sentAt: Instant): void => this.onRelease(order, sentAt);

  /** Why the payment does not cover the order; `null` when it does. */
  whyNotGood(order: LedgerOrder): string | null {
    const payment = this.parts.world.unzer.ledger.payment(order.kkId);
    if (payment === null) return 'no payment';
    if (payment.currency !== order.currency) return 'another currency';
    if (payment.transactions.some(({ effect }) => effect === 'chargeback')) return 'charged back';
    const { total, gross, refunded } = figuresOf(payment);
    const reserved = payment.transactions[0]?.effect === 'reservation';
    const started = payment.transactions[0]?.status === 'success';
    if (!started) return `first transaction ${payment.transactions[0]?.status ?? 'missing'}`;
    // Standard: the money must be there; otherwise a reservation does.
    const cover = reserved && order.paymentCode !== 'S' ? total - refunded : gross - refunded;
    const short = minorOf(totalOf(order)) - minorOf(cover);
    return short > this.parts.toleranceMinor ? `${short} short` : null;
  }
}
