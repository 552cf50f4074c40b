import { headerStatus } from '../pixi/ledger/line-status.js';
import { documentsOf, eventsOf } from '../pixi/ledger/lookup.js';
import type { AccountEvent, Invoice, Order } from '../pixi/ledger/model.js';
import type { PixiState } from '../pixi/ledger/state.js';
import { isSettled, orderTotal } from '../pixi/ledger/totals.js';
import { printCents } from '../pixi/ledger/units.js';

/** pixi's ledger of one order as the control interface shows it. Credit notes have negative totals, as in pixi. */
export function orderView(state: PixiState, order: Order) {
  const documents = documentsOf(state, order);
  const events = eventsOf(state, order);
  const numberOf = (invoiceKey: number | null) =>
    documents.find((one) => one.invoiceKey === invoiceKey)?.invoiceNr ?? null;
  return {
    orderNr: String(order.orderNr),
    orderNrExternal: order.orderNrExternal,
    shopId: order.shopId,
    status: headerStatus(order),
    locked: order.locked,
    lockReason: order.lockReason,
    paymentCode: order.paymentCode,
    kkId: order.kkId,
    currency: order.currency,
    total: printCents(orderTotal(order)),
    shipCost: printCents(order.shipCost),
    discount: printCents(order.discount),
    custKey: String(order.custKey),
    failTries: order.failTries,
    lines: order.lines.map((line) => ({
      orderlineKey: line.lineKey,
      itemNr: state.items.get(line.itemKey)?.itemNr ?? '',
      name: state.items.get(line.itemKey)?.name ?? '',
      qty: line.qty,
      price: printCents(line.price),
      status: line.status,
      invoiceNr: numberOf(line.invoiceKey),
    })),
    invoices: documents.filter(({ kind }) => kind === 'invoice').map(invoiceView),
    creditNotes: documents
      .filter(({ kind }) => kind === 'credit-note')
      .map((credit) => ({
        creditNoteNr: credit.invoiceNr,
        total: printCents(credit.total),
        settled: isSettled(credit),
        corrects: numberOf(credit.refInvoiceKey),
      })),
    bookings: events.map((event) => bookingView(event, numberOf(event.invoiceKey))),
    accountBalance: printCents(balance(documents, events)),
    comments: order.comments.map(({ at, text, user }) => ({ at: iso(at), text, user })),
  };
}
export type OrderView = ReturnType<typeof orderView>;

const iso = (at: number): string => new Date(at).toISOString();

const invoiceView = (invoice: Invoice) => ({
  invoiceNr: invoice.invoiceNr,
  total: printCents(invoice.total),
  settled: isSettled(invoice),
  captureSum: invoice.captureSum === null ? null : printCents(invoice.captureSum),
  eventId: invoice.captureEventId,
  payId: invoice.capturePayId,
  failTries: invoice.failTries,
});

const bookingView = (event: AccountEvent, matchedTo: string | null) => ({
  eventId: event.eventId,
  amount: printCents(event.amount),
  matchedTo,
  comment: event.comment,
  source: event.source,
  at: iso(event.at),
});

/** The customer's account over this order: invoices count against the customer, payments and credit notes for. */
function balance(documents: readonly Invoice[], events: readonly AccountEvent[]): number {
  const invoiced = documents.reduce((sum, { total }) => sum + total, 0);
  return events.reduce((sum, { amount }) => sum + amount, 0) - invoiced;
}
