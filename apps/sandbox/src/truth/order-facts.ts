import type { PixiState } from '../pixi/ledger/state.js';
import type { AccountEvent, Invoice, Order, OrderLine } from '../pixi/ledger/model.js';
import type { LedgerPayment, LedgerTransaction } from '../unzer/ledger-state.js';

/** What the judge adds up of one order, from both ledgers. Amounts in ten-thousandths. */
export type OrderFacts = {
  readonly order: Order;
  readonly payment: LedgerPayment | null;
  readonly invoices: readonly Invoice[];
  readonly creditNotes: readonly Invoice[];
  readonly bookings: readonly AccountEvent[];
  readonly invoiced: number;
  /** What the customer ordered at first, cancelled lines included. */
  readonly ordered: number;
  /** Positive. */
  readonly credited: number;
  /** What the invoices and the lines that can still be shipped come to: what may be kept of the customer's money. */
  readonly deliverable: number;
  /** Money that came in, refunds not deducted. */
  readonly captured: number;
  /** The part of it that the app charged: the shop's own charges and bank transfers carry no reference of the app. */
  readonly chargedByApp: number;
  readonly refunded: number;
  readonly refundedByPeople: number;
  readonly chargedBack: number;
  /** Requests to pay that were given back. */
  readonly reversed: number;
  /** What the app booked, people's own bookings left out: on invoices, and (positive) on credit notes. */
  readonly bookedOnInvoices: number;
  readonly bookedOnCreditNotes: number;
  readonly isClosed: boolean;
  readonly hasCancelledLines: boolean;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
const isGone = ({ status }: OrderLine): boolean => status === 'STO' || status === 'NLB';
const isDone = ({ status }: OrderLine): boolean =>
  ['AUS', 'RET', 'MIN', 'STO', 'NLB'].includes(status);

/** Adds up one order. Own arithmetic over the raw entries: nothing that the ledgers themselves conclude is taken over. */
export function orderFacts(
  state: PixiState,
  order: Order,
  payment: LedgerPayment | null,
): OrderFacts {
  const documents = order.invoiceKeys.flatMap((key) => state.invoices.get(key) ?? []);
  const invoices = documents.filter(({ total, kind }) => kind === 'invoice' && total >= 0);
  const creditNotes = documents.filter(({ kind }) => kind === 'credit-note');
  const bookings = (state.index.eventsOfCustomer.get(order.custKey) ?? [])
    .flatMap((key) => state.events.get(key) ?? [])
    .filter((event) => !event.deleted && order.invoiceKeys.includes(event.invoiceKey ?? -1));
  const byApp = bookings.filter(({ source }) => source !== 'person');
  const on = (some: readonly Invoice[]): number =>
    sum(
      byApp
        .filter(({ invoiceKey }) => some.some((one) => one.invoiceKey === invoiceKey))
        .map(({ amount }) => amount),
    );
  const invoiced = sum(invoices.map(({ total }) => total));
  const moved = movedMoney(payment);
  return {
    order,
    payment,
    invoices,
    creditNotes,
    bookings,
    invoiced,
    ordered: Math.max(0, goodsOf(order.lines) + order.shipCost - order.discount),
    credited: -sum(creditNotes.map(({ total }) => total)),
    deliverable: invoiced + stillToShip(order),
    ...moved,
    bookedOnInvoices: on(invoices),
    bookedOnCreditNotes: -on(creditNotes),
    isClosed: order.lines.every(isDone),
    hasCancelledLines: order.lines.some(isGone),
  };
}

const goodsOf = (lines: readonly OrderLine[]): number =>
  sum(lines.map(({ qty, price }) => qty * price));

/** Open lines with what of shipping cost and voucher no invoice has carried yet; nothing when no line is open. */
function stillToShip(order: Order): number {
  const open = order.lines.filter((line) => !isDone(line));
  if (open.length === 0) return 0;
  const goods = goodsOf(open);
  const shipping = order.shipCost - order.shipCostInvoiced;
  return Math.max(0, goods + shipping - (order.discount - order.discountInvoiced));
}

/** People in Unzer's back office leave no reference of the app behind. */
const isByPerson = (entry: LedgerTransaction): boolean =>
  entry.paymentReference === '' && entry.invoiceId === '' && entry.reasonCode === 'CREDIT';

const isByApp = (payment: LedgerPayment | null, entry: LedgerTransaction): boolean =>
  entry !== payment?.transactions[0] && (entry.invoiceId !== '' || entry.paymentReference !== '');

function movedMoney(payment: LedgerPayment | null) {
  const done = (payment?.transactions ?? []).filter(({ status }) => status === 'success');
  const of = (effect: LedgerTransaction['effect']) =>
    done.filter((entry) => entry.effect === effect);
  const amounts = (entries: readonly LedgerTransaction[]) => sum(entries.map((one) => one.amount));
  return {
    captured: amounts(of('payment')),
    chargedByApp: amounts(of('payment').filter((entry) => isByApp(payment, entry))),
    refunded: amounts(of('refund')),
    refundedByPeople: amounts(of('refund').filter(isByPerson)),
    chargedBack: amounts(of('chargeback')),
    reversed: amounts(of('reversal')),
  };
}
