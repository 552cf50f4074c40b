import type { ErpInvoice } from '../erp.js';
import type { CaptureFacts } from '../facts.js';
import { add, money, subtract, sum, type Currency, type Money } from '../money.js';
import type { Operation } from '../operation.js';
import {
  captureDone,
  chargedBeforeOwnRefunds,
  movedBy,
  operationsOn,
  refundedForReturns,
} from '../own-money.js';
import type { PaymentSnapshot } from '../payment.js';

const notNegative = (amount: Money): Money => money(Math.max(0, amount.minor), amount.currency);
const isOwnInvoiceCapture = ({ kind, document }: Operation): boolean =>
  kind === 'capture' && document !== 'order';

/**
 * Captured at the provider, but by none of our captures for a single invoice: the charge of a whole order (ours or the shop's) and
 * what somebody captured by hand. A transaction is ours when an operation of ours names its path. `payment` must already contain
 * our own operations.
 */
export function unassignedMoney(payment: PaymentSnapshot, operations: readonly Operation[]): Money {
  const own = operationsOn(payment, operations).filter(isOwnInvoiceCapture);
  const pathOf = (one: Operation): string => one.transactionPath ?? `own/${one.key}`;
  const ownPaths = new Set<string>(own.map(pathOf));
  const listed = payment.transactions.filter((entry) => entry.kind === 'capture');
  const others = listed
    .filter((entry) => entry.status === 'success' && !ownPaths.has(entry.path))
    .map((entry) => entry.amount);
  // Ours, without a path, and in the list under a path that we cannot know: it is not unassigned either.
  const listedPaths = new Set<string>(listed.map((entry) => entry.path));
  const unnamed = own.filter((one) => captureDone(one) && !listedPaths.has(pathOf(one)));
  const { currency } = payment;
  return notNegative(subtract(sum(others, currency), movedBy(unnamed, 'capture', currency)));
}

/** Part of `unassignedMoney` that is not even our own charge of the order: somebody else captured. */
export function foreignMoney(payment: PaymentSnapshot, operations: readonly Operation[]): Money {
  const ownOrder = operationsOn(payment, operations).filter((one) => one.document === 'order');
  const charged = movedBy(ownOrder, 'capture', payment.currency);
  return notNegative(subtract(unassignedMoney(payment, operations), charged));
}

/** What was charged for the order: net of what others gave back for no credit note, our own refunds not deducted. */
export function chargedMoney(facts: CaptureFacts, payment: PaymentSnapshot): Money {
  const { operations } = facts.memory;
  return add(
    chargedBeforeOwnRefunds(payment, operations),
    refundsByOthers(facts, payment).forGoods,
  );
}

/**
 * Of the unassigned money, what is left for this invoice: other settled invoices that our captures do not cover have used theirs,
 * and a capture that nobody could find out about keeps its place. Needs the other invoices.
 */
export function moneyForInvoice(facts: CaptureFacts, payment: PaymentSnapshot): Money {
  const { operations } = facts.memory;
  const free = subtract(
    unassignedMoney(payment, operations),
    refundsByOthers(facts, payment).withoutGoods,
  );
  return notNegative(subtract(free, usedByOthers(facts, payment)));
}

/** Sum of all invoices of the order, this one included; credit notes are given back, not invoiced less. */
export function invoicedMoney({ invoice, otherInvoices }: CaptureFacts): Money {
  const others = (otherInvoices ?? []).filter(
    (other) => other.kind === 'invoice' && other.invoiceNumber !== invoice.invoiceNumber,
  );
  return sum([invoice.total, ...others.map((other) => other.total)], invoice.total.currency);
}

/** Refunds that are not ours: as far as credit notes ask for them they are returns, the rest took money away from the goods. */
function refundsByOthers(
  { otherInvoices, memory }: CaptureFacts,
  payment: PaymentSnapshot,
): { readonly forGoods: Money; readonly withoutGoods: Money } {
  const { currency } = payment;
  const ours = operationsOn(payment, memory.operations);
  const own = movedBy(ours, 'refund', currency);
  const foreign = notNegative(subtract(payment.refunded, own));
  const credited = sum(
    (otherInvoices ?? []).filter((other) => other.kind === 'credit-note').map(magnitude),
    currency,
  );
  const open = notNegative(subtract(credited, refundedForReturns(ours, currency)));
  const forGoods = money(Math.min(foreign.minor, open.minor), currency);
  return { forGoods, withoutGoods: subtract(foreign, forGoods) };
}

const magnitude = ({ total }: ErpInvoice): Money => money(Math.abs(total.minor), total.currency);

function usedByOthers(facts: CaptureFacts, payment: PaymentSnapshot): Money {
  const { invoice, otherInvoices, memory } = facts;
  const { currency } = payment;
  const own = operationsOn(payment, memory.operations);
  const settled = (otherInvoices ?? []).filter(
    (other) =>
      other.kind === 'invoice' &&
      other.invoiceNumber !== invoice.invoiceNumber &&
      (other.settled || isBeingSettled(other, memory.operations)),
  );
  const uncovered = settled.map((other) =>
    notNegative(subtract(other.total, ownFor(other, own, currency))),
  );
  const counted = new Set<string>([
    invoice.invoiceNumber,
    'order',
    ...settled.map((one) => one.invoiceNumber),
  ]);
  const lost = own
    .filter((one) => one.kind === 'capture' && one.status === 'abandoned')
    .filter((one) => !counted.has(one.document))
    .flatMap((one) => (one.amount?.currency === currency ? [one.amount] : []));
  return sum([...uncovered, ...lost], currency);
}

const ownFor = (
  { invoiceNumber }: ErpInvoice,
  own: readonly Operation[],
  currency: Currency,
): Money =>
  movedBy(
    own.filter((one) => one.document === invoiceNumber),
    'capture',
    currency,
  );

const isBeingSettled = ({ invoiceNumber }: ErpInvoice, operations: readonly Operation[]): boolean =>
  operations.some(
    ({ kind, document, status }) =>
      kind === 'settlement' &&
      document === invoiceNumber &&
      (status === 'done' || status === 'open'),
  );
