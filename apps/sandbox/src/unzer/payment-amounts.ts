import type { LedgerPayment, LedgerTransaction, TransactionEffect } from './ledger-state.js';
import { rulesOf } from './method-rules.js';
import { type Units, sumUnits } from './units.js';

export type PaymentAmounts = {
  readonly total: Units;
  readonly charged: Units;
  readonly canceled: Units;
  readonly remaining: Units;
};

const succeeded = (payment: LedgerPayment, effect: TransactionEffect): Units =>
  sumUnits(
    payment.transactions
      .filter((entry) => entry.effect === effect && entry.status === 'success')
      .map((entry) => entry.amount),
  );

/** The amount the shop began with; nothing when that failed. */
export function initialAmount(payment: LedgerPayment): Units {
  const first = payment.transactions[0];
  return first === undefined || first.status === 'error' ? 0 : first.amount;
}

/**
 * Unzer's arithmetic, from its SDK's integration tests: reversals shrink `total` and are not `canceled`; `charged` is net of
 * refunds and chargebacks. More received than ordered leaves nothing remaining, not less than nothing.
 */
export function amountsOf(payment: LedgerPayment): PaymentAmounts {
  const total = initialAmount(payment) - succeeded(payment, 'reversal') - payment.lapsed;
  const canceled = succeeded(payment, 'refund') + succeeded(payment, 'chargeback');
  const charged = succeeded(payment, 'payment') - canceled;
  return { total, charged, canceled, remaining: Math.max(0, total - charged - canceled) };
}

/** What is on the way and may yet succeed: it cannot be taken or given back a second time. */
export const pendingOf = (payment: LedgerPayment, ...effects: TransactionEffect[]): Units =>
  sumUnits(
    payment.transactions
      .slice(1)
      .filter((entry) => effects.includes(entry.effect) && entry.status === 'pending')
      .map((entry) => entry.amount),
  );

/** What of the reservation or request is neither used nor promised. */
export const openAmount = (payment: LedgerPayment): Units =>
  Math.max(0, amountsOf(payment).remaining - pendingOf(payment, 'payment', 'reversal'));

/** What of the money taken can be given back. */
export const refundableAmount = (payment: LedgerPayment): Units =>
  Math.max(0, amountsOf(payment).charged - pendingOf(payment, 'refund'));

/** What of one charge has not been given back, and is not on its way back. */
export function restOfCharge(payment: LedgerPayment, charge: LedgerTransaction): Units {
  const givenBack = payment.transactions.filter(
    (entry) => entry.parent === charge.path && entry.status !== 'error',
  );
  return charge.amount - sumUnits(givenBack.map((entry) => entry.amount));
}

export type PaymentStateName =
  'pending' | 'completed' | 'canceled' | 'partly' | 'payment review' | 'chargeback';
export const STATE_IDS = {
  pending: 0,
  completed: 1,
  canceled: 2,
  partly: 3,
  'payment review': 4,
  chargeback: 5,
} as const satisfies Record<PaymentStateName, number>;

/** The state as it follows from what happened; nobody sets it. */
export function stateOf(payment: LedgerPayment): PaymentStateName {
  const { total, charged, canceled, remaining } = amountsOf(payment);
  if (succeeded(payment, 'chargeback') > 0) return 'chargeback';
  if (total === 0) return 'canceled';
  if (isShipped(payment) && rulesOf(payment.apiType)?.shipment === 'once') return 'completed';
  if (charged > total) return 'payment review';
  if (remaining === 0) return charged > 0 ? 'completed' : canceled > 0 ? 'canceled' : 'pending';
  return charged > 0 ? 'partly' : 'pending';
}

export const isShipped = (payment: LedgerPayment): boolean =>
  payment.transactions.some((entry) => entry.effect === 'shipment' && entry.status === 'success');
