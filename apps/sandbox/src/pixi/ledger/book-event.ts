import type { PixiCommandOf, PixiResult } from './commands.js';
import { bookingEventOf, customerOf, invoiceOf } from './lookup.js';
import type { AccountEvent, Invoice } from './model.js';
import { refuse } from './refusal.js';
import { indexEvent, indexInvoice, nextKey, touch, type PixiState } from './state.js';
import { openAmount } from './totals.js';
import { printUnits, type Units } from './units.js';

/**
 * pixiCACreateManualBooking: an event in the customer account, matched to a document when one is named. It has no key
 * of its own, so calling it twice books twice as long as the document's open amount allows.
 */
export function bookManually(state: PixiState, command: PixiCommandOf<'book'>): PixiResult {
  const { at, custKey, amount, comment, matchTo } = command;
  customerOf(state, custKey);
  const event = bookingEventOf(state, command.eventId);
  if (amount === 0) refuse('invalid', 'The amount must not be 0');
  if (Math.sign(amount) !== event.sign)
    refuse('invalid', `The amount ${printUnits(amount)} does not fit event ${event.eventId}`);
  const document = matchTo === null ? null : matchedDocument(state, { custKey, amount, matchTo });
  bookEvent(state, {
    custKey,
    eventId: event.eventId,
    amount,
    at: command.bookedAt ?? at,
    comment,
    document,
    source: 'manual',
  });
  const order = document === null ? undefined : state.orders.get(document.orderNr);
  if (order) touch(state, order, at);
  return { changed: true };
}

function matchedDocument(
  state: PixiState,
  { custKey, amount, matchTo }: { custKey: number; amount: Units; matchTo: string },
): Invoice {
  const document = invoiceOf(state, matchTo);
  if (state.orders.get(document.orderNr)?.custKey !== custKey)
    refuse('invalid', `Invoice ${document.invoiceNr} belongs to another customer`);
  const open = openAmount(document);
  if (Math.sign(open) !== Math.sign(amount) || Math.abs(amount) > Math.abs(open))
    refuse(
      'state',
      `The amount ${printUnits(amount)} exceeds the open amount ${printUnits(open)} of invoice ${document.invoiceNr}`,
    );
  return document;
}

type NewEvent = Pick<AccountEvent, 'custKey' | 'eventId' | 'amount' | 'at' | 'comment'> & {
  readonly document: Invoice | null;
  readonly source: AccountEvent['source'];
};

/** Adds the event and counts it as paid on its document. Checks nothing: the callers did. */
export function bookEvent(state: PixiState, { document, ...event }: NewEvent): void {
  const invoiceKey = document?.invoiceKey ?? null;
  indexEvent(state, { ...event, invoiceKey, eventKey: nextKey(state, 'event'), deleted: false });
  if (!document) return;
  document.paidSum += event.amount;
  if (openAmount(document) === 0) document.paidAt = event.at;
  indexInvoice(state, document);
}
