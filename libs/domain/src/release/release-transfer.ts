import type { ReleaseFacts } from '../facts.js';
import { atMost, money, smallerOf, type Money } from '../money.js';
import { chargedBeforeOwnRefunds, coveringMoney } from '../own-money.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import { requestOf, type PaymentStanding } from '../payment-standing.js';
import type { PaymentSnapshot } from '../payment.js';
import {
  lockAndRelease,
  releaseComment,
  releaseGood,
  releaseProblem,
  type GoodRemarks,
  type ReleaseDecision,
} from './release-effects.js';
import { remarksOn, withTransferDetails } from './release-remarks.js';

export type TransferStanding = Extract<
  PaymentStanding,
  { kind: 'awaiting-transfer' | 'transfer-received' | 'overpaid' }
>;

/**
 * Money that comes by bank transfer. Where goods wait for it (family `prepayment`) the order is released locked until it is there;
 * where they do not (`invoice`, `invoice-secured`) it is released at once. The bank details go on the customer's invoice.
 */
export function judgeTransfer(
  facts: ReleaseFacts,
  payment: PaymentSnapshot,
  standing: TransferStanding,
): ReleaseDecision {
  const { order, policy, memory } = facts;
  if (payment.method === null) return lockAndRelease(facts, 'method-unsupported');
  const received = receivedMoney(payment, standing, facts);
  const covering = coveringMoney(payment, memory.operations);
  const available = covering.minor > received.minor ? covering : received;
  if (!atMost(order.total, available, policy.toleranceMinor))
    return lockAndRelease(facts, 'amount-too-low', { amounts: { available } });
  const complete = atMost(order.total, received, policy.toleranceMinor);
  const remarks = remarksOn(complete ? { ...facts, transfer: null } : facts, payment, standing);
  const said = complete
    ? whenComplete(facts, { payment, received, remarks })
    : whenIncomplete(facts, { method: payment.method, received, remarks });
  return complete ? said : withTransferDetails(facts, said);
}

type Judged = { readonly received: Money; readonly remarks: GoodRemarks };

function whenComplete(
  facts: ReleaseFacts,
  { payment, received, remarks }: Judged & { readonly payment: PaymentSnapshot },
): ReleaseDecision {
  const { order, policy } = facts;
  const requested = requestOf(payment)?.amount ?? order.total;
  const wanted = requested.minor > order.total.minor ? requested : order.total;
  const tooMuch = !atMost(received, wanted, policy.toleranceMinor);
  if (!tooMuch) return releaseGood(facts, 'transfer-received', remarks);
  const code = 'release.transfer-too-much';
  const details = { amounts: { received } };
  return releaseGood(facts, 'transfer-received', {
    ...remarks,
    problems: [releaseProblem(facts, code, details), ...(remarks.problems ?? [])],
    comment: releaseComment(facts, code, { ...details, problem: code }),
  });
}

function whenIncomplete(
  facts: ReleaseFacts,
  { method, received, remarks }: Judged & { readonly method: PaymentMethodCode },
): ReleaseDecision {
  if (!traitsOf(method).goodsWaitForTransfer)
    return releaseGood(facts, 'request-accepted', remarks);
  const locked =
    received.minor > 0
      ? lockAndRelease(facts, 'transfer-too-little', { amounts: { received } })
      : lockAndRelease(facts, 'awaiting-transfer');
  return { ...locked, problems: [...locked.problems, ...(remarks.problems ?? [])] };
}

/** Received, less what somebody else gave back since; what we ourselves refunded was for goods that are gone. */
function receivedMoney(
  payment: PaymentSnapshot,
  standing: TransferStanding,
  { memory }: ReleaseFacts,
): Money {
  if (standing.kind === 'awaiting-transfer') return money(0, payment.currency);
  return smallerOf(standing.received, chargedBeforeOwnRefunds(payment, memory.operations));
}
