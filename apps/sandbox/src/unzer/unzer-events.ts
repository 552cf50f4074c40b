import type { LedgerPayment, LedgerTransaction, UnzerEvent } from './ledger-state.js';
import { type PaymentStateName, stateOf } from './payment-amounts.js';

const PAYMENT_EVENTS = {
  pending: 'payment.pending',
  completed: 'payment.completed',
  canceled: 'payment.canceled',
  partly: 'payment.partly',
  'payment review': 'payment.payment_review',
  chargeback: 'payment.chargeback',
} as const satisfies Record<PaymentStateName, string>;

/** What webhooks are told of a change: each transaction, and the payment when its state changed or money came in. */
export function eventsOf(
  before: LedgerPayment | null,
  after: LedgerPayment,
  transactions: readonly LedgerTransaction[],
): UnzerEvent[] {
  const told = { publicKey: after.publicKey, paymentId: after.id };
  const path = `payments/${after.id}`;
  const events: UnzerEvent[] = transactions.map((transaction) => ({
    ...told,
    event: eventOf(transaction),
    retrievePath: `${path}/${transaction.path}`,
  }));
  if (after.expired && before?.expired === false)
    events.push({ ...told, event: 'authorize.expired', retrievePath: path });
  const state = stateOf(after);
  const moneyCame = transactions.some(
    ({ effect, status }) => effect === 'payment' && status === 'success',
  );
  if (before === null || stateOf(before) !== state || moneyCame)
    events.push({ ...told, event: PAYMENT_EVENTS[state], retrievePath: path });
  return events;
}

function eventOf({ type, status }: LedgerTransaction): string {
  if (type === 'shipment' || type === 'chargeback') return type;
  if (type === 'cancel-authorize') return 'authorize.canceled';
  if (type === 'cancel-charge') return 'charge.canceled';
  if (status === 'success') return `${type}.succeeded`;
  return status === 'pending' ? `${type}.pending` : `${type}.failed`;
}

/** Whether a registration for `wanted` is told of `event`: `payment` hears every `payment.…`, `all` hears everything. */
export const hears = (wanted: string, event: string): boolean =>
  wanted === 'all' || wanted === event || event.startsWith(`${wanted}.`);
