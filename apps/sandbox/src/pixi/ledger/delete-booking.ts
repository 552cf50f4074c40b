import type { PixiCommandOf, PixiResult } from './commands.js';
import { documentsOf, orderOf } from './lookup.js';
import type { AccountEvent, Invoice } from './model.js';
import { refuse } from './refusal.js';
import { indexInvoice, touch, type PixiState } from './state.js';

/**
 * A person deletes the latest booking of a document from the customer account. What it had paid is open again, and the mark of the
 * capture call goes with it, so the document stands in the queue once more: the harder case for whoever must not book twice.
 */
export function deleteBooking(
  state: PixiState,
  { at, orderNr, invoiceNr }: PixiCommandOf<'delete-booking'>,
): PixiResult {
  const order = orderOf(state, orderNr);
  const document = documentsOf(state, order).find(
    (one) => one.invoiceNr.toLowerCase() === invoiceNr.trim().toLowerCase(),
  );
  if (!document) return refuse('unknown', `Order ${orderNr} has no invoice ${invoiceNr}`);
  const booking = latestBooking(state, order.custKey, document);
  if (!booking) return refuse('state', `Invoice ${document.invoiceNr} has no booking`);
  booking.deleted = true;
  document.paidSum -= booking.amount;
  document.paidAt = null;
  document.captureMarked = false;
  document.captureSum = null;
  document.captureEventId = null;
  document.capturePayId = null;
  indexInvoice(state, document);
  touch(state, order, at);
  return { changed: true, orderNr, invoiceNr: document.invoiceNr };
}

function latestBooking(
  state: PixiState,
  custKey: number,
  { invoiceKey }: Invoice,
): AccountEvent | undefined {
  return (state.index.eventsOfCustomer.get(custKey) ?? [])
    .flatMap((key) => state.events.get(key) ?? [])
    .filter((event) => !event.deleted && event.invoiceKey === invoiceKey)
    .at(-1);
}
