import { added, authorizationOf, type Changed, checkedAmount } from './charge-payment.js';
import type { CancelAuthorization, CancelCharge, Stamp } from './commands.js';
import type { LedgerPayment, LedgerTransaction } from './ledger-state.js';
import { type MethodRules, rulesOf } from './method-rules.js';
import { newTransaction } from './new-transaction.js';
import { amountsOf, openAmount, refundableAmount, restOfCharge } from './payment-amounts.js';
import type { Units } from './units.js';
import { UnzerRefusal, invalidData, unknownPayment } from './unzer-refusal.js';

const REASON_CODES = ['', 'CANCEL', 'RETURN', 'CREDIT'];

/** Gives an authorisation back, in part or whole. Shrinks the payment's total. */
export function cancelAuthorization(
  payment: LedgerPayment,
  action: CancelAuthorization,
  stamp: Stamp,
): Changed {
  const rules = checkedRules(payment, action);
  const authorization = authorizationOf(payment);
  const { authorizationId } = action;
  if (authorizationId !== null && authorization?.id !== authorizationId)
    throw unknownPayment(`${payment.id}/authorize/${authorizationId}`);
  if (authorization === null || rules.reversal === 'none' || authorization.status !== 'success')
    throw notAllowed('there is no authorization to cancel');
  if (rules.paymentLevelOnly && authorizationId !== null)
    throw notAllowed(`${payment.apiType} is cancelled at payment level`);
  const amount = reversedAmount(payment, action, rules);
  const below = rules.paymentLevelOnly ? 'authorize/cancels' : `${authorization.path}/cancels`;
  const { references, acquirer } = action;
  const cancel = { type: 'cancel-authorize', effect: 'reversal', below } as const;
  return added(
    payment,
    newTransaction(payment, { ...cancel, amount, references, acquirer }, stamp),
  );
}

function reversedAmount(
  payment: LedgerPayment,
  action: CancelAuthorization,
  rules: MethodRules,
): Units {
  const { total, charged, canceled } = amountsOf(payment);
  const open = openAmount(payment);
  if (total === 0) throw new UnzerRefusal('API.340.100.014', 'Already cancelled');
  if (rules.reversal !== 'any' && (charged + canceled > 0 || open < total))
    throw new UnzerRefusal('API.340.100.018', 'Already charged');
  if (open === 0) throw new UnzerRefusal('API.340.100.018', 'Already charged');
  const amount = checkedAmount(action.amount) ?? open;
  if (amount > open)
    throw new UnzerRefusal(
      'API.340.100.017',
      'The amount to be reversed exceeds the authorized amount',
    );
  if (rules.reversal === 'full-only' && amount < open)
    throw new UnzerRefusal('API.340.540.108', 'Partial reversal is not supported');
  return amount;
}

/** Gives money back; on a request to pay that is still open, takes the request back instead. */
export function cancelCharge(payment: LedgerPayment, action: CancelCharge, stamp: Stamp): Changed {
  const rules = checkedRules(payment, action);
  const charge = chargeToCancel(payment, action, rules);
  if (rules.reasonCodeMandatory && !action.references?.reasonCode)
    throw new UnzerRefusal(
      'API.340.100.024',
      `Reason code is mandatory for the payment type ${payment.apiType.toUpperCase().replace('-', '_')}`,
    );
  const isRequest = charge?.effect === 'request';
  const amount = isRequest
    ? withdrawnAmount(payment, action)
    : refundedAmount(payment, action, charge);
  const { references, acquirer } = action;
  const effect = isRequest ? 'reversal' : 'refund';
  const below = charge === null ? 'charges/cancels' : `${charge.path}/cancels`;
  const draft = { type: 'cancel-charge', effect, below, amount, references, acquirer } as const;
  return added(payment, newTransaction(payment, draft, stamp));
}

/** `null` = the payment as a whole. */
function chargeToCancel(
  payment: LedgerPayment,
  { chargeId, amount }: CancelCharge,
  rules: MethodRules,
): LedgerTransaction | null {
  const charges = payment.transactions.filter((entry) => entry.type === 'charge');
  if (chargeId !== null) {
    const named = charges.find((entry) => entry.id === chargeId);
    if (named === undefined) throw unknownPayment(`${payment.id}/charges/${chargeId}`);
    if (rules.paymentLevelOnly)
      throw notAllowed(`${payment.apiType} is cancelled at payment level`);
    const cancellable = named.status === 'success' || named.effect === 'request';
    if (!cancellable || named.status === 'error') throw notAllowed('the charge is not successful');
    return named;
  }
  const paid = charges.filter((entry) => entry.effect === 'payment' && entry.status === 'success');
  const request = charges.find((entry) => entry.effect === 'request' && entry.status === 'pending');
  if (paid.length === 0) {
    if (request === undefined) throw notAllowed('nothing was charged');
    return request;
  }
  if (rules.paymentLevelOnly) return null;
  // Where one charge can bear it, it is booked there; otherwise it stays with the payment.
  const wanted = amount ?? 0;
  return paid.find((entry) => restOfCharge(payment, entry) >= wanted) ?? null;
}

function withdrawnAmount(payment: LedgerPayment, action: CancelCharge): Units {
  const remaining = openAmount(payment);
  if (amountsOf(payment).total === 0)
    throw new UnzerRefusal('API.340.100.014', 'Already cancelled');
  if (remaining === 0) throw new UnzerRefusal('API.340.100.018', 'Already charged');
  const amount = checkedAmount(action.amount) ?? remaining;
  if (amount > remaining)
    throw new UnzerRefusal('API.340.100.017', 'The amount to be reversed exceeds the open amount');
  return amount;
}

function refundedAmount(
  payment: LedgerPayment,
  action: CancelCharge,
  charge: LedgerTransaction | null,
): Units {
  const all = refundableAmount(payment);
  const rest = charge === null ? all : Math.min(all, restOfCharge(payment, charge));
  if (rest === 0)
    throw wasChargedBack(payment, charge)
      ? new UnzerRefusal('API.340.100.015', 'Already charged back')
      : new UnzerRefusal('API.340.100.014', 'Already cancelled');
  const amount = checkedAmount(action.amount) ?? rest;
  if (amount > rest) throw new UnzerRefusal('API.340.100.018', 'Already charged.');
  return amount;
}

const wasChargedBack = (payment: LedgerPayment, charge: LedgerTransaction | null): boolean =>
  payment.transactions.some(
    (entry) =>
      entry.effect === 'chargeback' &&
      entry.status === 'success' &&
      (charge === null || entry.parent === charge.path),
  );

function checkedRules(
  payment: LedgerPayment,
  { references }: CancelAuthorization | CancelCharge,
): MethodRules {
  const rules = rulesOf(payment.apiType);
  if (rules === null) throw notAllowed('unknown payment type');
  if (!REASON_CODES.includes(references?.reasonCode ?? '')) throw invalidData('reasonCode');
  return rules;
}

const notAllowed = (why: string): UnzerRefusal =>
  new UnzerRefusal('API.340.000.004', `Cancel is not allowed: ${why}`);
