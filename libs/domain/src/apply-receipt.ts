import type { TransactionPath } from './ids.js';
import { add, subtract, type Money } from './money.js';
import type { PaymentSnapshot, PaymentState, PaymentTransaction } from './payment.js';
import type { Instant } from './time.js';

/** One of our own operations as the provider took it. */
export type OwnReceipt = {
  readonly kind: 'capture' | 'reversal' | 'refund' | 'shipment-notice';
  readonly path: TransactionPath;
  readonly amount: Money;
  readonly at: Instant;
  readonly status: 'success' | 'pending';
};

/**
 * The payment as our own operation changed it, so that memory stays right without another read. `readAt` stays: nothing was read.
 * Applying a receipt twice changes nothing; a success after a pending one of the same path takes its place.
 * Arithmetic of the provider: total = initial - reversals, captured is net of refunds, remaining = total - captured - refunded.
 * Throws `MoneyError` when the receipt is in another currency.
 */
export function applyReceipt(payment: PaymentSnapshot, receipt: OwnReceipt): PaymentSnapshot {
  const before = payment.transactions.find((entry) => entry.path === receipt.path);
  if (before !== undefined && (before.status === 'success' || before.status === receipt.status))
    return payment;
  const listed = { ...payment, transactions: withTransaction(payment.transactions, receipt) };
  if (receipt.status === 'pending') return listed;
  const moved = moveMoney(listed, receipt);
  // Once shipped, the provider calls a secured invoice completed although its charge is still pending.
  const state = receipt.kind === 'shipment-notice' ? 'completed' : stateAfter(moved);
  return { ...moved, state: KEPT_STATES.includes(payment.state) ? payment.state : state };
}

function withTransaction(
  transactions: readonly PaymentTransaction[],
  receipt: OwnReceipt,
): readonly PaymentTransaction[] {
  const entry: PaymentTransaction = { ...receipt, parent: parentOf(receipt.path) };
  const others = transactions.filter((other) => other.path !== receipt.path);
  return [...others, entry].sort((a, b) => a.at - b.at);
}

/** `charges/s-chg-1/cancels/s-cnl-1` corrects `charges/s-chg-1`; payment-level paths correct nothing in particular. */
export function parentOf(path: TransactionPath): TransactionPath | null {
  const match = /^([^/]+\/[^/]+)\/(?:cancels|chargebacks)\/[^/]+$/.exec(path);
  return match?.[1] === undefined ? null : (match[1] as TransactionPath); // parsed from a path
}

function moveMoney(payment: PaymentSnapshot, { kind, amount }: OwnReceipt): PaymentSnapshot {
  const { total, captured, refunded, remaining } = payment;
  switch (kind) {
    case 'capture':
      return {
        ...payment,
        captured: add(captured, amount),
        remaining: subtract(remaining, amount),
      };
    case 'reversal':
      return { ...payment, total: subtract(total, amount), remaining: subtract(remaining, amount) };
    case 'refund':
      return { ...payment, captured: subtract(captured, amount), refunded: add(refunded, amount) };
    case 'shipment-notice':
      return payment;
  }
}

/** What our operations do not touch stays: a chargeback, a review, a state we do not know. */
const KEPT_STATES: readonly PaymentState[] = ['chargeback', 'payment-review', 'unknown'];

function stateAfter({ captured, remaining, total }: PaymentSnapshot): PaymentState {
  if (captured.minor <= 0 && remaining.minor <= 0) return 'cancelled';
  if (remaining.minor <= 0) return 'completed';
  return captured.minor > 0 && total.minor > 0 ? 'partly' : 'pending';
}
