import type { ErpInvoice } from '../erp.js';
import type { CancelReturnFacts } from '../facts.js';
import { add, isNegative, money, subtract, sum, zero, type Money } from '../money.js';
import { latestOperation } from '../operation-history.js';
import type { Operation } from '../operation.js';
import { operationsOn } from '../own-money.js';
import { traitsOf, type MethodTraits, type PaymentMethodCode } from '../payment-methods.js';
import { requestOf } from '../payment-standing.js';
import type { PaymentSnapshot } from '../payment.js';

export const notNegative = (amount: Money): Money =>
  money(Math.max(0, amount.minor), amount.currency);
export const magnitude = ({ total }: ErpInvoice): Money =>
  money(Math.abs(total.minor), total.currency);

/** One order and its payment as the figures of both sides show them. `payment` contains our own operations. */
export type ReturnCase = {
  readonly facts: CancelReturnFacts;
  readonly payment: PaymentSnapshot;
  readonly traits: MethodTraits;
  /** Our operations on this payment. */
  readonly own: readonly Operation[];
  readonly invoiced: Money;
  /** Taken from the customer at any time, refunds not deducted. */
  readonly charged: Money;
  /** Still authorised, or still asked for by a request to transfer: what a reversal can give back. */
  readonly open: Money;
  /** What the customer was first asked to transfer; zero for methods that do not work so. */
  readonly requested: Money;
  /** Every line is cancelled or undeliverable, and nothing was ever invoiced. */
  readonly whole: boolean;
  readonly someCancelled: boolean;
  readonly closed: boolean;
  /** Every invoice is settled in the ERP, or captured by us. */
  readonly invoicesSettled: boolean;
  /** Every invoice is settled, or what was charged covers them all. */
  readonly invoicesCovered: boolean;
};

/** Facts, the payment with our own operations, and its method. All amounts must be in the payment's currency. */
export function returnCase(
  facts: CancelReturnFacts,
  payment: PaymentSnapshot,
  method: PaymentMethodCode,
): ReturnCase {
  const traits = traitsOf(method);
  const { currency } = payment;
  const invoices = facts.documents.filter((one) => !isCreditNote(one));
  const invoiced = sum(
    invoices.map(({ total }) => total),
    currency,
  );
  const charged = add(payment.captured, payment.refunded);
  const requested = traits.paidByTransfer
    ? (requestOf(payment)?.amount ?? zero(currency))
    : zero(currency);
  const cancelled = facts.lines.filter(isCancelledLine);
  const settled = invoices.every((one) => isPaid(facts, one));
  return {
    facts,
    payment,
    traits,
    own: operationsOn(payment, facts.memory.operations),
    invoiced,
    charged,
    open: notNegative(traits.paidByTransfer ? subtract(payment.total, charged) : payment.remaining),
    requested,
    whole: cancelled.length > 0 && cancelled.length === facts.lines.length && invoiced.minor === 0,
    someCancelled: cancelled.length > 0,
    closed: facts.order.status === 'closed',
    invoicesSettled: settled,
    invoicesCovered: settled || charged.minor + facts.policy.toleranceMinor >= invoiced.minor,
  };
}

export const isCreditNote = ({ kind, total }: ErpInvoice): boolean =>
  kind === 'credit-note' || isNegative(total);

export const isCancelledLine = ({ status }: CancelReturnFacts['lines'][number]): boolean =>
  status === 'cancelled' || status === 'undeliverable';

/** Settled in the ERP, or captured by us for this very invoice. */
export function isPaid({ memory }: CancelReturnFacts, invoice: ErpInvoice): boolean {
  if (invoice.settled || invoice.total.minor === 0) return true;
  return latestOperation(memory.operations, 'capture', invoice.invoiceNumber)?.status === 'done';
}

/**
 * Are the order's documents all there? Goods that left stand on an invoice that we know; without it they would look cancelled, and
 * their money would be given back.
 */
export function documentsComplete({ facts, invoiced }: ReturnCase): boolean {
  const known = new Set<string>(facts.documents.map(({ invoiceNumber }) => invoiceNumber));
  const delivered = facts.lines.filter(
    ({ status }) => status === 'shipped' || status === 'returned',
  );
  if (delivered.some(({ price }) => price.minor > 0) && invoiced.minor === 0) return false;
  return delivered.every(({ invoiceNumber }) => invoiceNumber === null || known.has(invoiceNumber));
}

/**
 * Invoices of goods that will not leave any more: the order is closed, nobody shipped, paid or settled them, and no delivered line stands
 * on them. Nothing is captured for them, and only a person can take them back.
 */
export function neverShipped({ facts, closed }: ReturnCase): readonly ErpInvoice[] {
  if (!closed) return [];
  const delivered = facts.lines.filter(
    ({ status }) => status === 'shipped' || status === 'returned' || status === 'replaced',
  );
  return facts.documents.filter(
    (one) =>
      !isCreditNote(one) &&
      !one.shipped &&
      !isPaid(facts, one) &&
      !delivered.some(
        ({ invoiceNumber }) => invoiceNumber === null || invoiceNumber === one.invoiceNumber,
      ),
  );
}

/** The transfer arrived, in part at least. */
export const somethingReceived = ({ charged }: ReturnCase): boolean => charged.minor > 0;

/** The customer's payment period has started. */
export const shipmentAnnounced = ({ payment, own }: ReturnCase): boolean =>
  payment.transactions.some(
    ({ kind, status }) => kind === 'shipment-notice' && status === 'success',
  ) || own.some(({ kind, status }) => kind === 'shipment-notice' && status === 'done');
