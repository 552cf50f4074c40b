import type { ReleaseFacts } from '../facts.js';
import { add, atMost, smallerOf, subtract, type Money } from '../money.js';
import {
  busyOperation,
  latestOperation,
  mayTryAgain,
  nextLookAfter,
} from '../operation-history.js';
import type { Operation } from '../operation.js';
import {
  chargedBeforeOwnRefunds,
  movedBy,
  operationsOn,
  pendingCapture,
  samePaymentId,
} from '../own-money.js';
import type { PaymentSnapshot } from '../payment.js';
import {
  decisionOf,
  lockAndRelease,
  refusalDetails,
  releaseComment,
  releaseGood,
  releaseProblem,
  type ReleaseDecision,
} from './release-effects.js';

/**
 * Standard mode, authorised and good: the order total is captured first. What was captured already, by us or by anybody else,
 * is never captured again; only the difference is.
 */
export function captureBeforeRelease(
  facts: ReleaseFacts,
  payment: PaymentSnapshot,
  capturable: Money,
): ReleaseDecision {
  const { order, memory, policy } = facts;
  const charged = chargedBeforeOwnRefunds(payment, memory.operations);
  if (atMost(order.total, charged, policy.toleranceMinor)) return releaseGood(facts, 'charged');
  if (isChargedOnOtherPayment(facts, payment))
    return lockAndRelease(facts, 'charged-on-other-payment');
  const open = subtract(order.total, charged);
  const own = operationsOn(payment, memory.operations);
  const capture = latestOperation(own, 'capture', 'order');
  if (capture?.status === 'done')
    return lockAndRelease(facts, 'charged-too-little', { amounts: { available: charged, open } });
  const busy = busyOperation(own, capture);
  if (busy !== null)
    return decisionOf('payment-busy', {
      state: 'waiting',
      lookAgain: nextLookAfter(busy, facts.now),
    });
  const pending = pendingCapture(payment);
  if (pending !== null) return waitForCapture(facts, capture, pending.amount);
  if (!atMost(open, capturable, policy.toleranceMinor)) {
    const available = add(charged, capturable);
    return lockAndRelease(facts, 'amount-too-low', { amounts: { available } });
  }
  return captureOrWait(facts, capture, smallerOf(open, capturable));
}

function captureOrWait(
  facts: ReleaseFacts,
  capture: Operation | null,
  amount: Money,
): ReleaseDecision {
  // One that is done was judged before; to ask for it again is harmless, its key is taken.
  if (capture === null || capture.status === 'done') return capturing(amount);
  const details = { amounts: { amount, open: amount } };
  switch (capture.status) {
    case 'open':
      return decisionOf('capture-uncertain', {
        state: 'waiting',
        problems:
          capture.lookUps > 0 ? [releaseProblem(facts, 'operation.uncertain', details)] : [],
        lookAgain: nextLookAfter(capture, facts.now),
      });
    case 'pending':
      return waitForCapture(facts, capture, capture.amount ?? amount);
    case 'abandoned':
      return decisionOf('capture-needs-human', {
        state: 'stuck',
        problems: [releaseProblem(facts, 'operation.needs-human', details)],
        comment: releaseComment(facts, 'release.capture-needs-human', {
          ...details,
          problem: 'operation.needs-human',
        }),
      });
    case 'refused':
      if (mayTryAgain(facts.memory, capture, amount)) return capturing(amount);
      return lockAndRelease(facts, 'capture-refused', { ...details, ...refusalDetails(capture) });
  }
}

/** Ours or somebody else's: until it ends, nobody knows what is left to capture. */
function waitForCapture(
  facts: ReleaseFacts,
  capture: Operation | null,
  amount: Money,
): ReleaseDecision {
  const details = { amounts: { amount } };
  return decisionOf('capture-pending', {
    state: 'waiting',
    problems: [releaseProblem(facts, 'release.capture-pending', details)],
    comment: releaseComment(facts, 'release.capture-pending', details),
    lookAgain: nextLookAfter(capture, facts.now),
  });
}

const capturing = (amount: Money): ReleaseDecision =>
  decisionOf('capture-first', {
    state: 'waiting',
    commands: [{ kind: 'capture', amount, document: 'order' }],
  });

/**
 * We captured for this order under another payment id and did not give it all back: somebody changed the id in the ERP.
 * Capturing again would take the customer's money twice.
 */
function isChargedOnOtherPayment(
  { order, memory }: ReleaseFacts,
  payment: PaymentSnapshot,
): boolean {
  const others = memory.operations.filter(
    (one) => one.paymentId !== null && !samePaymentId(one.paymentId, payment.paymentId),
  );
  const unsettled = others.some(
    ({ kind, status }) => kind === 'capture' && ['open', 'pending', 'abandoned'].includes(status),
  );
  const captured = movedBy(others, 'capture', order.total.currency);
  const refunded = movedBy(others, 'refund', order.total.currency);
  return unsettled || captured.minor > refunded.minor;
}
