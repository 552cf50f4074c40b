import { momentText } from '../amount-text.js';
import { assertNever } from '../assert.js';
import { isManualOrder } from '../erp.js';
import type { CaptureFacts } from '../facts.js';
import { isNegative, isPositive, isZero } from '../money.js';
import { latestOperation, nextLookAfter } from '../operation-history.js';
import type { Operation } from '../operation.js';
import { samePaymentId, withOwnOperations } from '../own-money.js';
import { traitsOf, type PaymentFamily, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import { hasLapsed, standingOf, type PaymentStanding } from '../payment-standing.js';
import { nextPatientLook } from '../patience.js';
import { HOUR, plusMs } from '../time.js';
import { chargedMoney, unassignedMoney } from './available-money.js';
import {
  captureComment,
  captureProblem,
  decisionOf,
  settle,
  stateOf,
  stuck,
  waitForCapture,
} from './capture-effects.js';
import type { CaptureDecision } from './capture-effects.js';
import { judgeAuthorized, judgeCharged } from './judge-money.js';
import { creditedMoney, judgeTransferred } from './judge-transfer.js';

/**
 * What a shipped invoice asks for: capture it, settle it, wait, or tell a person. Every
 * family: `docs/reference/rules.md`. Facts are about one invoice; with reason `needs-other-invoices` or `needs-order-status` the caller fetches them and asks
 * again.
 * With `pauseConfiguration` nothing may be written about the order.
 */
export function decideCapture(facts: CaptureFacts): CaptureDecision {
  const { invoice, memory, payment } = facts;
  if (invoice.kind === 'credit-note' || isNegative(invoice.total)) return creditNote(facts);
  if (isManualInvoice(facts)) return decisionOf('manual-order', { state: 'ignored' });
  const settled = whenSettled(facts);
  if (settled !== null) return settled;
  if (!invoice.shipped)
    return decisionOf('not-shipped', { state: stateOf(facts, { settlesThis: false }) });
  if (isZero(invoice.total)) return settle(facts, 'settle-nothing-to-pay');
  const capture = latestOperation(memory.operations, 'capture', invoice.invoiceNumber);
  if (capture?.status === 'done' && isWhole(facts, capture))
    return settle(facts, 'settle-captured');
  if (payment.kind === 'keys-rejected')
    return decisionOf('keys-rejected', { state: 'waiting', pauseConfiguration: true });
  if (capture?.status === 'open' || capture?.status === 'pending') return inFlight(facts, capture);
  switch (payment.kind) {
    case 'no-payment-id':
      return stuck(facts, 'payment-id-missing', { code: 'capture.payment-id-missing' });
    case 'unknown-to-keys':
      return stuck(facts, 'payment-unknown', { code: 'capture.payment-unknown' });
    case 'found':
      return judgePayment(facts, payment.payment);
    default:
      return assertNever(payment);
  }
}

/** Our capture is the invoice's amount; a difference within the tolerance is what clamping to the authorisation left. */
function isWhole({ invoice, policy }: CaptureFacts, { amount }: Operation): boolean {
  if (amount === null) return true;
  if (amount.currency !== invoice.total.currency) return false;
  return Math.abs(amount.minor - invoice.total.minor) <= policy.toleranceMinor;
}

function isManualInvoice({ invoice }: CaptureFacts): boolean {
  const { shopOrderNumber } = invoice;
  return shopOrderNumber !== null && isManualOrder({ ...invoice, shopOrderNumber });
}

/** Credit notes are the business of `decideCancelReturn`. */
function creditNote(facts: CaptureFacts): CaptureDecision {
  return decisionOf('credit-note', { state: stateOf(facts, { settlesThis: false }) });
}

/** Settled already, by us or by somebody else, or just being settled: the money must not be booked twice. */
function whenSettled(facts: CaptureFacts): CaptureDecision | null {
  const { invoice, memory, now } = facts;
  const { operations } = memory;
  const settlement = latestOperation(operations, 'settlement', invoice.invoiceNumber);
  const state = stateOf(facts, { settlesThis: true });
  if (settlement?.status === 'done') return decisionOf('already-settled', { state });
  if (invoice.settled) {
    const capture = latestOperation(operations, 'capture', invoice.invoiceNumber);
    const begun = capture !== null || settlement?.status === 'refused';
    const perhapsOurs = settlement !== null && settlement.status !== 'refused';
    if (!begun || perhapsOurs) return decisionOf('already-settled', { state });
    const problems = [captureProblem(facts, 'capture.settled-by-hand')];
    return decisionOf('settled-by-hand', { state, problems });
  }
  if (settlement?.status !== 'open' && settlement?.status !== 'pending') return null;
  return decisionOf('settlement-uncertain', {
    state: 'waiting',
    lookAgain: nextLookAfter(settlement, now),
  });
}

function inFlight(facts: CaptureFacts, capture: Operation): CaptureDecision {
  const open = capture.amount ?? facts.invoice.total;
  if (capture.status === 'pending') return waitForCapture(facts, capture, open);
  const problem = captureProblem(facts, 'operation.uncertain', { amounts: { open } });
  return decisionOf('capture-uncertain', {
    state: 'waiting',
    problems: capture.lookUps > 0 ? [problem] : [],
    lookAgain: nextLookAfter(capture, facts.now),
  });
}

function judgePayment(facts: CaptureFacts, found: PaymentSnapshot): CaptureDecision {
  const { invoice } = facts;
  if (invoice.paymentId === null)
    return stuck(facts, 'payment-id-missing', { code: 'capture.payment-id-missing' });
  // The provider also finds payments by the shop's order number; that is not the id we were asked to trust.
  if (!samePaymentId(found.paymentId, invoice.paymentId))
    return stuck(facts, 'payment-unknown', { code: 'capture.payment-unknown' });
  const params = { method: found.methodName };
  if (found.method === null)
    return stuck(facts, 'method-unsupported', { code: 'capture.method-unsupported', params });
  const { authorizes } = traitsOf(found.method);
  const payment = withOwnOperations(found, facts.memory.operations);
  const standing = standingOf(payment);
  // A method that cannot authorise shows an authorisation: not a picture to act on.
  if (standing.kind === 'authorized' && !authorizes)
    return stuck(facts, 'payment-not-usable', { code: 'capture.payment-not-usable' });
  return judgeStanding(facts, { payment, standing, method: found.method });
}

type Judged<Standing = PaymentStanding> = {
  readonly payment: PaymentSnapshot;
  readonly standing: Standing;
  readonly method: PaymentMethodCode;
};

function judgeStanding(
  facts: CaptureFacts,
  { payment, standing, method }: Judged,
): CaptureDecision {
  switch (standing.kind) {
    case 'nothing':
    case 'not-finished':
    case 'in-review':
      return unfinished(facts);
    case 'failed':
      return stuck(facts, 'payment-failed', { code: 'capture.payment-failed' });
    case 'charged-back':
      return chargedBack(facts);
    case 'unclear':
      return stuck(facts, 'payment-not-usable', { code: 'capture.payment-not-usable' });
    case 'awaiting-transfer':
    case 'transfer-received':
    case 'overpaid':
    case 'cancelled':
    case 'charged-in-shop':
    case 'authorized':
      return judgeMoney(facts, { payment, standing, method });
    default:
      return assertNever(standing);
  }
}

/** One cause, one problem: while the order is open the release rules lock it and tell. The invoice rests either way. */
function chargedBack(facts: CaptureFacts): CaptureDecision {
  const { orderStatus = null, memory, now } = facts;
  if (orderStatus === null)
    return decisionOf('needs-order-status', { state: stateOf(facts, { settlesThis: false }) });
  if (orderStatus === 'closed')
    return stuck(facts, 'payment-charged-back', { code: 'capture.payment-charged-back' });
  return decisionOf('payment-charged-back', {
    state: 'stuck',
    lookAgain: nextPatientLook(memory.firstSeenAt, now),
  });
}

type MoneyStanding = Exclude<
  PaymentStanding,
  { kind: 'nothing' | 'not-finished' | 'in-review' | 'failed' | 'charged-back' | 'unclear' }
>;

function judgeMoney(
  facts: CaptureFacts,
  { payment, standing, method }: Judged<MoneyStanding>,
): CaptureDecision {
  if (mixesCurrencies(facts, payment))
    return stuck(facts, 'currency-differs', {
      code: 'capture.currency-differs',
      params: { paymentCurrency: payment.currency },
    });
  const { family, modeMatters } = traitsOf(method);
  if (standing.kind === 'cancelled') return judgeCancelled(facts, payment, family);
  if (family === 'prepayment' || family === 'invoice' || family === 'invoice-secured')
    return judgeTransferred(facts, payment, family);
  if (standing.kind !== 'authorized') return judgeCharged(facts, payment);
  // Judged by the money, not by the mode's name: a Standard order that nobody ever charged (released by hand, met first here)
  // is captured invoice by invoice like an Experten one.
  const charged = unassignedMoney(payment, facts.memory.operations);
  return modeMatters && facts.policy.mode === 'standard' && isPositive(charged)
    ? judgeCharged(facts, payment)
    : judgeAuthorized(facts, payment, standing.capturable);
}

/** What we gave back for returned goods was taken (or asked for) all the same, and its invoice is to be settled. */
function judgeCancelled(
  facts: CaptureFacts,
  payment: PaymentSnapshot,
  family: PaymentFamily,
): CaptureDecision {
  if (hasLapsed(payment))
    return stuck(facts, 'authorization-expired', { code: 'capture.authorization-expired' });
  const charged = chargedMoney(facts, payment);
  if (family === 'prepayment' || family === 'invoice' || family === 'invoice-secured') {
    // Unpaid and returned: its request was taken back. Whether it was, only the credit notes tell.
    if (facts.otherInvoices === null || isPositive(creditedMoney(facts, payment)))
      return judgeTransferred(facts, payment, family);
    if (isPositive(charged)) return judgeTransferred(facts, payment, family);
  }
  return isPositive(charged)
    ? judgeCharged(facts, payment)
    : stuck(facts, 'payment-cancelled', { code: 'capture.payment-cancelled' });
}

function mixesCurrencies(
  { invoice, otherInvoices }: CaptureFacts,
  payment: PaymentSnapshot,
): boolean {
  return [invoice, ...(otherInvoices ?? [])].some(
    ({ total }) => total.currency !== payment.currency,
  );
}

function unfinished(facts: CaptureFacts): CaptureDecision {
  const { memory, policy, now } = facts;
  const graceEnd = plusMs(memory.firstSeenAt, policy.graceHours * HOUR);
  if (now >= graceEnd)
    return stuck(facts, 'payment-never-finished', {
      code: 'capture.payment-never-finished',
      params: { hours: String(policy.graceHours) },
    });
  const params = { until: momentText(graceEnd) };
  return decisionOf('payment-not-finished', {
    state: 'waiting',
    problems: [captureProblem(facts, 'capture.payment-not-finished', { params })],
    comment: captureComment(facts, 'capture.payment-not-finished', {
      problem: 'capture.payment-not-finished',
    }),
    lookAgain: graceEnd,
  });
}
