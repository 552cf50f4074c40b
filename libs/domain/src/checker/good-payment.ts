import type { AppMode } from '../configuration.js';
import { entriesOf, moved, type EntryFilter, type Figures } from './figures.js';
import type { ProviderLedger } from './ledgers.js';
import { kindOf } from './money-kinds.js';

/** Does any payment of the order cover what can still be delivered, as things stand now? Where the mode is not sure, only money that came in counts. */
export function isCoveredNow(figures: Figures): boolean {
  const mode = figures.order.agreement.mode ?? 'standard';
  return isCovered(figures, { until: Number.POSITIVE_INFINITY, mode });
}

/**
 * Did one cover it at some moment since `from`? What became of a payment after a good release is nobody's fault here. Where the
 * mode is not sure, a reservation counts.
 */
export function wasCoveredSince(figures: Figures, from: number): boolean {
  const mode = figures.order.agreement.mode ?? 'expert';
  const moments = figures.entries.map(({ at }) => at).filter((at) => at > from);
  return [from, ...moments].some((until) => isCovered(figures, { until, mode }));
}

type Look = { readonly until: number; readonly mode: AppMode };

function isCovered(figures: Figures, look: Look): boolean {
  const { order, deliverable } = figures;
  return order.payments.some(
    (payment) =>
      payment.currency === order.erp.total.currency &&
      deliverable <= coverOf(figures, payment, look) + order.agreement.toleranceMinor,
  );
}

/** Promised or paid up to a moment. A request to transfer is a promise where the customer may pay later. */
function coverOf({ credited }: Figures, payment: ProviderLedger, { until, mode }: Look): number {
  const kind = kindOf(payment);
  if (kind === null) return 0;
  const { transactions } = payment;
  const of = (effect: EntryFilter['effect'], pendingToo = false): number =>
    moved(transactions, { effect, until, pendingToo });
  if (entriesOf(transactions, { effect: 'chargeback', until }).length > 0) return 0;
  // What went back for returned goods had covered them all the same.
  const given = Math.max(0, of('refund') + of('reversal') - credited);
  const paid = of('payment') - Math.max(0, of('refund') - credited);
  const onlyMoney = kind === 'charged' || kind === 'prepaid';
  if (onlyMoney || (kind === 'reserved' && mode === 'standard')) return paid;
  return Math.max(paid, of('reservation') + of('request', true) - given);
}
