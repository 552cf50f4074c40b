import type { AppMode } from '../configuration.js';
import { entriesOf, moved, type EntryFilter, type Figures } from './figures.js';
import type { CheckedTransaction, ProviderLedger } from './ledgers.js';
import { kindOf } from './money-kinds.js';

/** Does any payment of the order cover what can still be delivered, as things stand now? Where the mode is not sure, only money that came in counts. */
export function isCoveredNow(figures: Figures): boolean {
  const mode = figures.order.agreement.mode ?? 'standard';
  return usablePayments(figures).some((payment) =>
    suffices(
      figures,
      coverOf(figures, payment, { entries: payment.transactions, mode, isNow: true }),
    ),
  );
}

/**
 * Did one cover it at some moment since `from`? What became of a payment after a good release is nobody's fault here. Where the
 * mode is not sure, a reservation counts. Entry by entry and not by the clock: the provider's has only whole seconds.
 */
export function wasCoveredSince(figures: Figures, from: number): boolean {
  const mode = figures.order.agreement.mode ?? 'expert';
  return usablePayments(figures).some((payment) => {
    const all = payment.transactions.toSorted((a, b) => a.at - b.at);
    const before = all.filter(({ at }) => at <= from).length;
    const lengths = Array.from(
      { length: all.length - before + 1 },
      (_none, index) => before + index,
    );
    return lengths.some((length) =>
      suffices(
        figures,
        coverOf(figures, payment, { entries: all.slice(0, length), mode, isNow: false }),
      ),
    );
  });
}

const usablePayments = ({ order }: Figures): readonly ProviderLedger[] =>
  order.payments.filter(({ currency }) => currency === order.erp.total.currency);

const suffices = ({ order, deliverable }: Figures, cover: number): boolean =>
  deliverable <= cover + order.agreement.toleranceMinor;

type Look = {
  readonly entries: readonly CheckedTransaction[];
  readonly mode: AppMode;
  /** All entries there are: then what the provider says is left counts, too. */
  readonly isNow: boolean;
};

/** Promised or paid by these entries. A request to transfer is a promise where the customer may pay later. */
function coverOf(
  { credited }: Figures,
  payment: ProviderLedger,
  { entries, mode, isNow }: Look,
): number {
  const kind = kindOf(payment);
  if (kind === null) return 0;
  const of = (effect: EntryFilter['effect'], pendingToo = false): number =>
    moved(entries, { effect, pendingToo });
  if (entriesOf(entries, { effect: 'chargeback' }).length > 0) return 0;
  // What went back for returned goods had covered them all the same.
  const given = Math.max(0, of('refund') + of('reversal') - credited);
  const paid = of('payment') - Math.max(0, of('refund') - credited);
  const onlyMoney = kind === 'charged' || kind === 'prepaid';
  if (onlyMoney || (kind === 'reserved' && mode === 'standard')) return paid;
  const promised = of('reservation') + of('request', true) - given;
  // A reservation that lapsed leaves no entry behind; what is left of it the provider tells only as of now.
  return Math.max(paid, isNow ? Math.min(promised, paid + payment.remaining.minor) : promised);
}
