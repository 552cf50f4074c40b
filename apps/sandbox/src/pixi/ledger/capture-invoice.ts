import { bookEvent } from './book-event.js';
import type { PixiCommandOf, PixiResult } from './commands.js';
import { bookingEventOf, invoiceOf } from './lookup.js';
import type { Invoice, Order } from './model.js';
import { refuse } from './refusal.js';
import { moveLines } from './release-order.js';
import { indexInvoice, touch, type PixiState } from './state.js';
import { isSettled } from './totals.js';

/**
 * pixiPaySetInvoiceCapture. Success books the event itself, records the sum and takes the invoice out of the queue; a
 * second time is refused. Failure sets the invoice back to unpaid, deletes its bookings and costs a try.
 */
export function captureInvoice(state: PixiState, command: PixiCommandOf<'capture'>): PixiResult {
  const invoice = invoiceOf(state, command.invoiceNr);
  const order = state.orders.get(invoice.orderNr);
  if (!order) return refuse('unknown', `Order ${invoice.orderNr} does not exist`);
  if (command.success) recordCapture(state, invoice, { command, order });
  else recordFailure(state, invoice);
  const { at, success, payId, message } = command;
  order.paymentLog.push({ at, call: 'capture', success, payId, message });
  if (command.holdRemaining) moveLines(order, 'hold-remaining', at);
  indexInvoice(state, invoice);
  touch(state, order, at);
  return { changed: true, orderNr: order.orderNr, invoiceNr: invoice.invoiceNr };
}

function recordCapture(
  state: PixiState,
  invoice: Invoice,
  { command, order }: { command: PixiCommandOf<'capture'>; order: Order },
): void {
  const { at, amount, payId, eventId, message } = command;
  const { invoiceNr } = invoice;
  if (isSettled(invoice)) refuse('already', `Invoice ${invoiceNr} is already set to paid`);
  if (eventId === null) return refuse('invalid', 'EventID is required when Success is 1');
  const event = bookingEventOf(state, eventId);
  if (invoice.kind === 'credit-note') refuse('state', `Invoice ${invoiceNr} is a credit note`);
  if (amount !== 0 && Math.sign(amount) !== event.sign)
    refuse('invalid', `CaptureSum does not fit event ${event.eventId}`);
  if (amount === 0 && invoice.total !== 0) refuse('invalid', 'CaptureSum must not be 0');
  if (amount !== 0) {
    const booking = { custKey: order.custKey, eventId: event.eventId, amount, at };
    bookEvent(state, { ...booking, comment: message, document: invoice, source: 'capture' });
  }
  invoice.captureMarked = true;
  invoice.captureSum = amount;
  invoice.captureEventId = event.eventId;
  invoice.capturePayId = payId;
  invoice.paidAt = at;
}

function recordFailure(state: PixiState, invoice: Invoice): void {
  const order = state.orders.get(invoice.orderNr);
  const keys = state.index.eventsOfCustomer.get(order?.custKey ?? -1) ?? [];
  for (const key of keys) {
    const event = state.events.get(key);
    if (event?.invoiceKey === invoice.invoiceKey) event.deleted = true;
  }
  invoice.paidSum = 0;
  invoice.paidAt = null;
  invoice.captureMarked = false;
  invoice.captureSum = null;
  invoice.captureEventId = null;
  invoice.capturePayId = null;
  invoice.failTries += 1;
}
