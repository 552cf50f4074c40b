import type { PaymentPolicy } from '../configuration.js';
import type { ErpInvoice } from '../erp.js';
import { isNegative, isPositive, isZero } from '../money.js';
import { latestOperation } from '../operation-history.js';
import type { Operation } from '../operation.js';
import { withOwnOperations } from '../own-money.js';
import { traitsOf } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import { standingOf } from '../payment-standing.js';
import { unassignedMoney } from './available-money.js';

export type FreshnessFacts = {
  readonly invoice: ErpInvoice;
  /** The payment as remembered; `null` when it was never read. */
  readonly payment: PaymentSnapshot | null;
  readonly operations: readonly Operation[];
  readonly policy: PaymentPolicy;
};

/**
 * Must the payment be read again before `decideCapture` may be trusted? Capturing the whole remaining authorisation needs no fresh
 * read: if anybody captured or reversed in between, or the authorisation lapsed, the provider refuses, because it never takes more
 * than is authorised; the refusal then makes the rule look again. Anything less would succeed on top of what somebody else has
 * captured meanwhile, so it must be decided on a fresh snapshot; so must everything that is not plainly authorised.
 */
export function captureNeedsFreshPayment(facts: FreshnessFacts): boolean {
  const { invoice, operations, policy } = facts;
  if (facts.payment === null) return true;
  if (asksForNoMoney(invoice)) return false;
  const capture = latestOperation(operations, 'capture', invoice.invoiceNumber);
  if (capture !== null) return !isDoneInFull(facts, capture);
  const payment = withOwnOperations(facts.payment, operations);
  const standing = standingOf(payment);
  if (policy.mode !== 'expert' || standing.kind !== 'authorized') return true;
  if (payment.method === null || traitsOf(payment.method).family !== 'direct') return true;
  if (payment.currency !== invoice.total.currency) return true;
  if (isPositive(unassignedMoney(payment, operations))) return true;
  const difference = Math.abs(invoice.total.minor - standing.capturable.minor);
  return difference > policy.toleranceMinor;
}

const isDoneInFull = ({ invoice, policy }: FreshnessFacts, capture: Operation): boolean =>
  capture.status === 'done' &&
  (capture.amount === null ||
    Math.abs(capture.amount.minor - invoice.total.minor) <= policy.toleranceMinor);

const asksForNoMoney = ({ kind, settled, total }: ErpInvoice): boolean =>
  kind === 'credit-note' || settled || isZero(total) || isNegative(total);
