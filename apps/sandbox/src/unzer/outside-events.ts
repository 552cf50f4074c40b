import { added, authorizationOf, type Changed, chargePayment } from './charge-payment.js';
import { cancelCharge } from './cancel-payment.js';
import type { Chargeback, Expire, Finish, Receive, RefundByHand, Stamp } from './commands.js';
import type { LedgerPayment, LedgerTransaction } from './ledger-state.js';
import { rulesOf } from './method-rules.js';
import {
  CODE_DECLINED,
  CODE_OVERPAID,
  CODE_SUCCESS,
  CODE_UNDERPAID,
  newTransaction,
  withTransaction,
} from './new-transaction.js';
import { amountsOf, openAmount, refundableAmount, restOfCharge } from './payment-amounts.js';
import { type Units, printHundredths } from './units.js';
import { impossible } from './unzer-refusal.js';

/** The customer came back from the redirect, the review ended, or the acquirer answered at last. */
export function finishPayment(payment: LedgerPayment, action: Finish, stamp: Stamp): Changed {
  const pending = payment.transactions.filter(
    (entry) => entry.status === 'pending' && entry.effect !== 'request',
  );
  if (pending.length === 0) throw impossible(`Nothing of ${payment.id} is pending.`);
  if (action.outcome === 'pending') throw impossible('A payment cannot be finished as pending.');
  const [first] = pending;
  const isReservation = first?.effect === 'reservation';
  if (action.outcome === 'authorized' && !isReservation)
    throw impossible(`A ${payment.apiType} charge ends charged or failed, not authorized.`);
  const failed = action.outcome === 'failed';
  const settle = (entry: LedgerTransaction): LedgerTransaction => ({
    ...entry,
    status: failed ? 'error' : 'success',
    code: failed ? CODE_DECLINED : CODE_SUCCESS,
  });
  const transactions = payment.transactions.map((entry) =>
    pending.includes(entry) ? settle(entry) : entry,
  );
  const settled = { payment: { ...payment, transactions }, transactions: pending.map(settle) };
  if (!isReservation || action.outcome !== 'charged') return settled;
  const all = { kind: 'charge', paymentId: payment.id, amount: null } as const;
  const charge = chargePayment(settled.payment, all, stamp);
  return { ...charge, transactions: [...settled.transactions, ...charge.transactions] };
}

/** A bank transfer arrived. More than was asked for is kept, and the payment wants a look. */
export function receiveTransfer(payment: LedgerPayment, action: Receive, stamp: Stamp): Changed {
  if (rulesOf(payment.apiType)?.directCharge !== 'request')
    throw impossible(`A ${payment.apiType} payment is not paid by bank transfer.`);
  if (!(action.amount > 0)) throw impossible('The amount must be above zero.');
  const before = amountsOf(payment);
  if (before.total === 0) throw impossible(`${payment.id} was cancelled; the bank sends it back.`);
  const code = receiptCode(action.amount, before.remaining);
  const receipt = { type: 'charge', effect: 'payment', below: 'charges' } as const;
  return added(
    payment,
    newTransaction(payment, { ...receipt, amount: action.amount, code }, stamp),
  );
}

function receiptCode(amount: Units, remaining: Units): string {
  if (amount > remaining) return CODE_OVERPAID;
  return amount < remaining ? CODE_UNDERPAID : CODE_SUCCESS;
}

/** The customer's bank took money back. */
export function chargeBack(payment: LedgerPayment, action: Chargeback, stamp: Stamp): Changed {
  const charges = payment.transactions.filter(
    (entry) => entry.effect === 'payment' && entry.status === 'success',
  );
  const charge =
    action.chargeId === undefined
      ? charges.find((entry) => restOfCharge(payment, entry) > 0)
      : charges.find((entry) => entry.id === action.chargeId);
  if (charge === undefined) throw impossible(`${payment.id} has no such successful charge.`);
  const rest = Math.min(restOfCharge(payment, charge), amountsOf(payment).charged);
  const amount = action.amount ?? rest;
  if (!(amount > 0 && amount <= rest))
    throw impossible(`Of ${charge.id} only ${printHundredths(rest)} can be charged back.`);
  const below = `${charge.path}/chargebacks`;
  const chargeback = { type: 'chargeback', effect: 'chargeback', below } as const;
  return added(payment, newTransaction(payment, { ...chargeback, amount }, stamp));
}

/** The authorisation lapses: what is open can no longer be charged, and the total shrinks to what was. */
export function expireAuthorization(payment: LedgerPayment, action: Expire): Changed {
  const authorization = authorizationOf(payment);
  const securedRequest = rulesOf(payment.apiType)?.shipment === 'once';
  if (payment.expired) throw impossible(`${action.paymentId} has expired already.`);
  if (authorization?.status !== 'success' && !securedRequest)
    throw impossible(`${action.paymentId} has no authorisation that could expire.`);
  const lapsed = securedRequest ? 0 : openAmount(payment);
  return { payment: { ...payment, expired: true, lapsed }, transactions: [] };
}

/** Somebody gives money back in Unzer's own back office: oldest charge first, without any reference of ours. */
export function refundByHand(payment: LedgerPayment, action: RefundByHand, stamp: Stamp): Changed {
  const refundable = refundableAmount(payment);
  if (!(action.amount > 0 && action.amount <= refundable))
    throw impossible(`Of ${payment.id} only ${printHundredths(refundable)} can be refunded.`);
  const references = { reasonCode: 'CREDIT' };
  const base = { kind: 'cancel-charge', paymentId: payment.id, references } as const;
  if (rulesOf(payment.apiType)?.paymentLevelOnly)
    return cancelCharge(payment, { ...base, chargeId: null, amount: action.amount }, stamp);
  let left = action.amount;
  let changed: Changed = { payment, transactions: [] };
  for (const charge of payment.transactions) {
    const rest =
      charge.effect === 'payment' && charge.status === 'success'
        ? restOfCharge(payment, charge)
        : 0;
    const amount = Math.min(rest, left);
    if (amount === 0) continue;
    const next = cancelCharge(changed.payment, { ...base, chargeId: charge.id, amount }, stamp);
    changed = {
      payment: next.payment,
      transactions: [...changed.transactions, ...next.transactions],
    };
    left -= amount;
  }
  return left === 0 ? changed : restAtPaymentLevel(changed, left, stamp);
}

/** Refunds that could not be booked on one charge leave the charges with more rest than the payment has. */
function restAtPaymentLevel(changed: Changed, amount: Units, stamp: Stamp): Changed {
  const refund = { type: 'cancel-charge', effect: 'refund', below: 'charges/cancels' } as const;
  const transaction = newTransaction(changed.payment, { ...refund, amount }, stamp);
  return {
    payment: withTransaction(changed.payment, transaction),
    transactions: [...changed.transactions, transaction],
  };
}
