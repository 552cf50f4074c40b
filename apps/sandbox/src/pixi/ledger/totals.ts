import { isCancelled } from './line-status.js';
import type { Invoice, Order, OrderLine } from './model.js';
import type { Units } from './units.js';

export const lineTotal = (line: { qty: number; price: Units }): Units => line.qty * line.price;
export const sumOfLines = (lines: readonly { qty: number; price: Units }[]): Units =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0);

/** The lines that count for the order's total: cancelled ones do not. */
export const countedLines = (order: Order): readonly OrderLine[] =>
  order.lines.filter((line) => !isCancelled(line));

/** Gross, shipping included, voucher deducted, cancelled lines left out; 0 when everything was cancelled. */
export function orderTotal(order: Order): Units {
  const lines = countedLines(order);
  if (lines.length === 0) return 0;
  return Math.max(0, sumOfLines(lines) + order.shipCost - order.discount);
}

/** What is still to pay (of a credit note, negative: still to give back). */
export const openAmount = (invoice: Invoice): Units => invoice.total - invoice.paidSum;

/** Nothing is left to do for a payment app: marked by the capture call, or paid in full by bookings. */
export const isSettled = (invoice: Invoice): boolean =>
  invoice.captureMarked || (invoice.total !== 0 && openAmount(invoice) === 0);
