import { bookEvent } from './book-event.js';
import { chooseLines, splitOff, type LinePart } from './choose-lines.js';
import type { PixiCommandOf, PixiResult } from './commands.js';
import { documentsOf, orderOf } from './lookup.js';
import type { Invoice, Order } from './model.js';
import { refuse } from './refusal.js';
import { addDocument } from './ship-order.js';
import { touch, type PixiState } from './state.js';
import { lineTotal } from './totals.js';
import type { Units } from './units.js';

/**
 * The returns wizard: shipped lines become RET and a credit note (negative total) corrects their invoice. It never
 * credits more than the order's invoices still carry, so a voucher is taken off the credit.
 */
export function returnLines(state: PixiState, command: PixiCommandOf<'return'>): PixiResult {
  const { at, orderNr, shipCost } = command;
  const order = orderOf(state, orderNr);
  if (shipCost < 0) refuse('invalid', 'The shipping cost to give back must not be negative');
  const parts = chooseLines(order, command.lines, {
    accepts: (line) => line.status === 'AUS',
    action: 'returned',
  });
  const asked = sumOfParts(parts) + shipCost;
  const total = Math.min(asked, creditable(state, order));
  if (total <= 0) refuse('state', `Order ${orderNr} has nothing left to credit`);
  const lines = parts.map((part) => splitOff(state, order, { ...part, keepsKey: 'rest' }));
  const credit = addDocument(state, order, {
    kind: 'credit-note',
    ref: lines[0]?.invoiceKey ?? null,
    lines,
    at,
    total: -total,
    shipCost: -shipCost,
    discount: asked - total,
  });
  for (const line of lines) {
    line.status = 'RET';
    line.changedAt = at;
  }
  if (command.alreadySettled) settleByPerson(state, { order, document: credit, at });
  touch(state, order, at);
  return { changed: true, orderNr, invoiceNr: credit.invoiceNr, total: credit.total };
}

const sumOfParts = (parts: readonly LinePart[]): Units =>
  parts.reduce((sum, { line, qty }) => sum + lineTotal({ qty, price: line.price }), 0);

/** Invoices less earlier credit notes. */
const creditable = (state: PixiState, order: Order): Units =>
  documentsOf(state, order).reduce((sum, document) => sum + document.total, 0);

/** Somebody in pixi settles an invoice or a credit note by hand. */
export function settleByHand(
  state: PixiState,
  { at, orderNr, invoiceNr }: PixiCommandOf<'settle-by-hand'>,
): PixiResult {
  const order = orderOf(state, orderNr);
  const document = documentsOf(state, order).find(
    (one) => one.invoiceNr.toLowerCase() === invoiceNr.trim().toLowerCase(),
  );
  if (!document) return refuse('unknown', `Order ${orderNr} has no invoice ${invoiceNr}`);
  if (document.paidSum === document.total && document.total !== 0)
    refuse('already', `Invoice ${document.invoiceNr} is already set to paid`);
  settleByPerson(state, { order, document, at });
  touch(state, order, at);
  return { changed: true, orderNr, invoiceNr: document.invoiceNr };
}

function settleByPerson(
  state: PixiState,
  { order, document, at }: { order: Order; document: Invoice; at: number },
): void {
  const amount = document.total - document.paidSum;
  const event = state.master.bookingEvents.find((one) => one.sign === (amount < 0 ? -1 : 1));
  bookEvent(state, {
    custKey: order.custKey,
    eventId: event?.eventId ?? '',
    amount,
    at,
    comment: 'Manuell ausgeglichen',
    document,
    source: 'person',
  });
}
