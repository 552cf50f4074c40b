import { momentText } from '../amount-text.js';
import { assertNever } from '../assert.js';
import { isManualOrder } from '../erp.js';
import type { ReleaseFacts } from '../facts.js';
import { atMost, smallerOf, type Money } from '../money.js';
import { latestOperation } from '../operation-history.js';
import { coveringMoney, samePaymentId, withOwnOperations } from '../own-money.js';
import { traitsOf } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import { hasLapsed, standingOf, type PaymentStanding } from '../payment-standing.js';
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
} from './release-effects.js';
import { remarksOn, withTransferDetails } from './release-remarks.js';
import { judgeTransfer, type TransferStanding } from './release-transfer.js';

/**
 * May the order leave HOLD, and what has to happen first? Every family: the rows of `docs/reference/rules.md`.
 * Judges the present facts alone, so it serves the queue, a webhook and "Erneut prüfen"
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
  const { modeMatters, authorizes } = traitsOf(found.method);
  const payment = withOwnOperations(found, facts.memory.operations);
  const standing = standingOf(payment);
  // A method that cannot authorise shows an authorisation: not a picture to act on.
  if (standing.kind === 'authorized' && !authorizes) return leaveAlone(facts);
  return judgeStanding(facts, { payment, standing, modeMatters });
}

type Judged = {
  readonly payment: PaymentSnapshot;
  readonly standing: PaymentStanding;
  /** Standard and Experten differ for the method. */
  readonly modeMatters: boolean;
};

function judgeStanding(
  facts: ReleaseFacts,
  { payment, standing, modeMatters }: Judged,
): ReleaseDecision {
  switch (standing.kind) {
    case 'nothing':
    case 'not-finished':
    case 'in-review':
      return unfinished(facts);
    case 'failed':
      return lockAndRelease(facts, 'payment-failed');
    case 'cancelled':
      return lockAndRelease(
        facts,
        hasLapsed(payment) ? 'authorization-expired' : 'payment-cancelled',
      );
    case 'charged-back':
      return lockAndRelease(facts, 'payment-charged-back');
    case 'unclear':
      return leaveAlone(facts);
    case 'awaiting-transfer':
    case 'transfer-received':
    case 'overpaid':
    case 'authorized':
    case 'charged-in-shop':
      return judgeAmount(facts, { payment, standing, modeMatters });
    default:
      return assertNever(standing);
  }
}

type UsableStanding = Extract<PaymentStanding, { kind: 'authorized' | 'charged-in-shop' }>;

function judgeAmount(
  facts: ReleaseFacts,
  { payment, standing, modeMatters }: Judged & { standing: UsableStanding | TransferStanding },
): ReleaseDecision {
  const { order, policy } = facts;
  if (order.total.currency !== payment.currency)
    return lockAndRelease(facts, 'currency-differs', {
      params: { orderCurrency: order.total.currency, paymentCurrency: payment.currency },
    });
  if (standing.kind !== 'authorized' && standing.kind !== 'charged-in-shop')
    return judgeTransfer(facts, payment, standing);
  const available = availableOf(payment, standing, facts);
  if (!atMost(order.total, available, policy.toleranceMinor))
    return lockAndRelease(facts, 'amount-too-low', { amounts: { available } });
  const remarks = remarksOn(facts, payment, standing);
  if (standing.kind === 'charged-in-shop') return releaseGood(facts, 'charged', remarks);
  if (modeMatters && policy.mode === 'standard')
    return captureBeforeRelease(facts, payment, standing.capturable);
  return withTransferDetails(facts, releaseGood(facts, 'authorized', remarks));
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

/** Nobody may guess here: the order stays as it is until a person or a later look knows more. */
function leaveAlone(facts: ReleaseFacts): ReleaseDecision {
  const code = 'release.payment-state-unclear';
  return decisionOf('payment-state-unclear', {
    state: 'stuck',
    problems: [releaseProblem(facts, code)],
    comment: releaseComment(facts, code, { problem: code }),
  });
}
