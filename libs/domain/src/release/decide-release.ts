import { momentText } from '../amount-text.js';
import { assertNever } from '../assert.js';
import { isManualOrder } from '../erp.js';
import type { ReleaseFacts } from '../facts.js';
import { atMost, smallerOf, type Money } from '../money.js';
import { latestOperation } from '../operation-history.js';
import { coveringMoney, samePaymentId, withOwnOperations } from '../own-money.js';
import { traitsOf } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import { standingOf, type PaymentStanding } from '../payment-standing.js';
import { HOUR, plusMs } from '../time.js';
import { captureBeforeRelease } from './capture-before-release.js';
import {
  decisionOf,
  lockAndRelease,
  releaseComment,
  releaseGood,
  releaseProblem,
  stateOfReleased,
  type ReleaseDecision,
  type ReleaseDetails,
} from './release-effects.js';

/**
 * May the order leave HOLD, and what has to happen first? Product rules 4.1 for the families `direct` and `shop-charged`; the
 * others are left on HOLD with a problem. Judges the present facts alone, so it serves the queue, a webhook and "Erneut prüfen"
 * alike, and an order met later than on HOLD too. With `pauseConfiguration` nothing may be written about the order.
 */
export function decideRelease(facts: ReleaseFacts): ReleaseDecision {
  if (isManualOrder(facts.order)) return decisionOf('manual-order', { state: 'ignored' });
  if (facts.payment.kind === 'keys-rejected')
    return decisionOf('keys-rejected', { state: 'waiting', pauseConfiguration: true });
  if (facts.order.status === 'closed')
    return decisionOf('order-closed', { state: stateOfReleased(facts) });
  switch (facts.payment.kind) {
    case 'no-payment-id':
      return lockAndRelease(facts, 'payment-id-missing');
    case 'unknown-to-keys':
      return lockAndRelease(facts, 'payment-unknown');
    case 'found':
      return judgePayment(facts, facts.payment.payment);
    default:
      return assertNever(facts.payment);
  }
}

function judgePayment(facts: ReleaseFacts, found: PaymentSnapshot): ReleaseDecision {
  if (facts.order.paymentId === null) return lockAndRelease(facts, 'payment-id-missing');
  // The provider also finds payments by the shop's order number; that is not the id we were asked to trust.
  if (!samePaymentId(found.paymentId, facts.order.paymentId))
    return lockAndRelease(facts, 'payment-unknown');
  const details = { params: { method: found.methodName } };
  if (found.method === null) return lockAndRelease(facts, 'method-unsupported', details);
  const { family, authorizes } = traitsOf(found.method);
  if (family !== 'direct' && family !== 'shop-charged')
    return leaveAlone(facts, 'family-not-yet-supported', details);
  const payment = withOwnOperations(found, facts.memory.operations);
  const standing = standingOf(payment);
  // A method that cannot authorise shows an authorisation: not a picture to act on.
  if (standing.kind === 'authorized' && !authorizes)
    return leaveAlone(facts, 'payment-state-unclear');
  return judgeStanding(facts, payment, standing);
}

function judgeStanding(
  facts: ReleaseFacts,
  payment: PaymentSnapshot,
  standing: PaymentStanding,
): ReleaseDecision {
  switch (standing.kind) {
    case 'nothing':
    case 'not-finished':
    case 'in-review':
      return unfinished(facts);
    case 'failed':
      return lockAndRelease(facts, 'payment-failed');
    case 'cancelled':
      return lockAndRelease(facts, 'payment-cancelled');
    case 'charged-back':
      return lockAndRelease(facts, 'payment-charged-back');
    case 'unclear':
    case 'awaiting-transfer':
    case 'transfer-received':
    case 'overpaid':
      return leaveAlone(facts, 'payment-state-unclear');
    case 'authorized':
    case 'charged-in-shop':
      return judgeAmount(facts, payment, standing);
    default:
      return assertNever(standing);
  }
}

type UsableStanding = Extract<PaymentStanding, { kind: 'authorized' | 'charged-in-shop' }>;

function judgeAmount(
  facts: ReleaseFacts,
  payment: PaymentSnapshot,
  standing: UsableStanding,
): ReleaseDecision {
  const { order, policy } = facts;
  if (order.total.currency !== payment.currency)
    return lockAndRelease(facts, 'currency-differs', {
      params: { orderCurrency: order.total.currency, paymentCurrency: payment.currency },
    });
  const available = availableOf(payment, standing, facts);
  if (!atMost(order.total, available, policy.toleranceMinor))
    return lockAndRelease(facts, 'amount-too-low', { amounts: { available } });
  if (standing.kind === 'charged-in-shop') return releaseGood(facts, 'charged');
  if (policy.mode === 'expert') return releaseGood(facts, 'authorized');
  return captureBeforeRelease(facts, payment, standing.capturable);
}

/** The first good amount, less what somebody else took away from it since. */
function availableOf(
  payment: PaymentSnapshot,
  standing: UsableStanding,
  { memory }: ReleaseFacts,
): Money {
  return smallerOf(standing.initial, coveringMoney(payment, memory.operations));
}

function unfinished(facts: ReleaseFacts): ReleaseDecision {
  const { order, memory, policy, now } = facts;
  const graceEnd = plusMs(memory.firstSeenAt, policy.graceHours * HOUR);
  if (now >= graceEnd)
    return lockAndRelease(facts, 'payment-never-finished', {
      params: { hours: String(policy.graceHours) },
    });
  const details = { params: { until: momentText(graceEnd) } };
  const releasedByUs = latestOperation(memory.operations, 'release') !== null;
  const byHand = order.status === 'open' && !releasedByUs;
  return decisionOf('payment-not-finished', {
    state: 'waiting',
    problems: [
      releaseProblem(facts, 'release.payment-not-finished', details),
      ...(byHand ? [releaseProblem(facts, 'release.released-by-hand')] : []),
    ],
    comment: releaseComment(facts, 'release.payment-not-finished', details),
    lookAgain: graceEnd,
  });
}

/** Nobody may guess here: the order stays as it is until a person or a later version knows more. */
function leaveAlone(
  facts: ReleaseFacts,
  reason: 'payment-state-unclear' | 'family-not-yet-supported',
  details: ReleaseDetails = {},
): ReleaseDecision {
  const code = `release.${reason}` as const;
  return decisionOf(reason, {
    state: 'stuck',
    problems: [releaseProblem(facts, code, details)],
    comment: releaseComment(facts, code, { ...details, problem: code }),
  });
}
