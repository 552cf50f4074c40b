import type {
  CheckedDocument,
  CheckedOrder,
  CheckedTransaction,
  Doer,
  ProviderEffect,
} from './ledgers.js';
import { comesByTransfer, kindOf, type MoneyKind } from './money-kinds.js';

/** What the checker adds up of one order, in minor units of one currency. Own arithmetic over the raw entries. */
export type Figures = {
  readonly order: CheckedOrder;
  readonly kind: MoneyKind | null;
  /** Of all payments, in the order in which they happened; failed ones left out. */
  readonly entries: readonly CheckedTransaction[];
  readonly invoiced: number;
  readonly credited: number;
  /** What was invoiced or may still be: what may be kept of the customer's money, credit notes not deducted. */
  readonly deliverable: number;
  readonly ordered: number | null;
  /** Money that came in, nothing deducted. */
  readonly captured: number;
  readonly requested: number;
  readonly reserved: number;
  readonly refunded: number;
  readonly chargedBack: number;
  readonly reversed: number;
  readonly bookedByUsOnInvoices: number;
  readonly bookedByUsOnCreditNotes: number;
};

export type EntryFilter = {
  readonly effect: ProviderEffect;
  readonly by?: Doer;
  /** `true`: also what the provider has taken and not finished. */
  readonly pendingToo?: boolean;
  readonly until?: number;
};

export const minorOf = ({ total }: Pick<CheckedDocument, 'total'>): number => Math.abs(total.minor);
export const sumOf = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

export const entriesOf = (
  entries: readonly CheckedTransaction[],
  { effect, by, pendingToo = false, until = Number.POSITIVE_INFINITY }: EntryFilter,
): readonly CheckedTransaction[] =>
  entries.filter(
    (one) =>
      one.effect === effect &&
      one.at <= until &&
      (by === undefined || one.by === by) &&
      (one.status === 'success' || (pendingToo && one.status === 'pending')),
  );

export const moved = (entries: readonly CheckedTransaction[], filter: EntryFilter): number =>
  sumOf(entriesOf(entries, filter).map(({ amount }) => amount.minor));

/** The order with nothing but amounts in its own currency: what is in another one cannot be added up and covers nothing. */
export function inOwnCurrency(order: CheckedOrder): CheckedOrder {
  const { currency } = order.erp.total;
  const documents = (some: readonly CheckedDocument[]): readonly CheckedDocument[] =>
    some.filter(({ total }) => total.currency === currency);
  const payments = order.payments
    .filter((payment) => payment.currency === currency)
    .map((payment) => ({
      ...payment,
      transactions: payment.transactions.filter(({ amount }) => amount.currency === currency),
    }));
  const { invoices, creditNotes } = order.erp;
  const erp = {
    ...order.erp,
    invoices: documents(invoices),
    creditNotes: documents(creditNotes),
  };
  return { ...order, erp, payments };
}

/** What we booked on a document, as far as it is still there. */
export function bookedByUs({ bookings, booked, recordedByUs }: CheckedDocument): number {
  if (bookings !== null)
    return sumOf(
      bookings.filter(({ by }) => by !== 'others').map(({ amount }) => Math.abs(amount.minor)),
    );
  if (recordedByUs === null) return 0;
  const recorded = Math.abs(recordedByUs.minor);
  return booked === null ? recorded : Math.min(recorded, Math.abs(booked.minor));
}

/** Adds one order up. All amounts must be in one currency, see `inOwnCurrency`. */
export function figuresOf(order: CheckedOrder): Figures {
  const { erp, payments } = order;
  const entries = payments
    .flatMap(({ transactions }) => transactions)
    .filter(({ status }) => status !== 'error')
    .toSorted((a, b) => a.at - b.at);
  const invoiced = sumOf(erp.invoices.map(minorOf));
  const of = (effect: ProviderEffect): number => moved(entries, { effect });
  return {
    order,
    kind: kindOf(payments[0]),
    entries,
    invoiced,
    credited: sumOf(erp.creditNotes.map(minorOf)),
    deliverable: Math.max(invoiced, erp.total.minor),
    ordered: erp.ordered?.minor ?? null,
    captured: of('payment'),
    requested: moved(entries, { effect: 'request', pendingToo: true }),
    reserved: of('reservation'),
    refunded: of('refund'),
    chargedBack: of('chargeback'),
    reversed: of('reversal'),
    bookedByUsOnInvoices: sumOf(erp.invoices.map(bookedByUs)),
    bookedByUsOnCreditNotes: sumOf(erp.creditNotes.map(bookedByUs)),
  };
}

/** What remains of the customer's money. What the shop took beyond the order is the shop's affair. */
export function keptOf(figures: Figures): number {
  const { captured, refunded, chargedBack, ordered, requested, kind } = figures;
  const asked = comesByTransfer(kind) ? requested : captured;
  const bound = Math.min(asked, ordered ?? asked);
  return Math.min(captured, bound) - refunded - chargedBack;
}

/** What may have been given back by now: for credit notes, and for what cannot be delivered any more. */
export function mayBeGivenBack({ credited, captured, requested, deliverable }: Figures): number {
  return credited + Math.max(0, Math.max(captured, requested) - deliverable);
}

/** We booked it, and the ERP adds up less: its state is explained by that one thing. */
export const lostBooking = ({ booked, recordedByUs }: CheckedDocument): boolean =>
  booked !== null && recordedByUs !== null && Math.abs(booked.minor) < Math.abs(recordedByUs.minor);
