import {
  type ErpOrderStatus,
  type Money,
  type PaymentSnapshot,
  type PaymentState,
  type PaymentTransaction,
  type TransactionKind,
  type TransactionPath,
  currency,
  fromIso,
  money,
} from '@abgleich/domain';
import type { SandboxWorld } from '@abgleich/sandbox';

type PixiState = ReturnType<SandboxWorld['pixi']['state']>;
export type LedgerOrder = NonNullable<ReturnType<PixiState['orders']['get']>>;
export type LedgerInvoice = NonNullable<ReturnType<PixiState['invoices']['get']>>;
export type LedgerPayment = NonNullable<ReturnType<SandboxWorld['unzer']['ledger']['payment']>>;
export type LedgerTransaction = LedgerPayment['transactions'][number];

/** Both ledgers count in ten-thousandths. */
const UNITS_PER_MINOR = 100;
export const minorOf = (units: number): number => Math.round(units / UNITS_PER_MINOR);
export const unitsOf = ({ minor }: Money): number => minor * UNITS_PER_MINOR;
export const moneyOf = (units: number, code: string): Money =>
  money(minorOf(units), currency(code));

const DONE = ['AUS', 'RET', 'MIN', 'STO', 'NLB'];
const GONE = ['STO', 'NLB'];

export function statusOf({ lines }: LedgerOrder): ErpOrderStatus {
  if (lines.every((line) => DONE.includes(line.status))) return 'closed';
  return lines.some((line) => line.status === 'HAL') ? 'on-hold' : 'open';
}

const goodsOf = (lines: LedgerOrder['lines']): number =>
  lines.reduce((sum, { qty, price }) => sum + qty * price, 0);

/** Gross, what was cancelled left out, in units. */
export function totalOf({ lines, shipCost, discount }: LedgerOrder): number {
  const counted = lines.filter((line) => !GONE.includes(line.status));
  return counted.length === 0 ? 0 : Math.max(0, goodsOf(counted) + shipCost - discount);
}

/** What the customer ordered at first, in units. */
export const orderedOf = ({ lines, shipCost, discount }: LedgerOrder): number =>
  Math.max(0, goodsOf(lines) + shipCost - discount);

export const isPaid = (invoice: LedgerInvoice): boolean =>
  invoice.captureMarked || (invoice.total !== 0 && invoice.paidSum === invoice.total);

const sumOf = (payment: LedgerPayment, effect: string): number =>
  payment.transactions
    .filter((entry) => entry.effect === effect && entry.status === 'success')
    .reduce((sum, entry) => sum + entry.amount, 0);

/** A payment added up from its raw entries, in units. */
export function figuresOf(payment: LedgerPayment) {
  const first = payment.transactions[0];
  const initial = first === undefined || first.status === 'error' ? 0 : first.amount;
  const total = initial - sumOf(payment, 'reversal') - payment.lapsed;
  const refunded = sumOf(payment, 'refund') + sumOf(payment, 'chargeback');
  const gross = sumOf(payment, 'payment');
  const captured = gross - refunded;
  return { initial, total, gross, captured, refunded, remaining: Math.max(0, total - gross) };
}

const KINDS: Readonly<Record<LedgerTransaction['effect'], TransactionKind>> = {
  reservation: 'authorization',
  request: 'capture',
  payment: 'capture',
  reversal: 'reversal',
  refund: 'refund',
  chargeback: 'chargeback',
  shipment: 'shipment-notice',
};

/** The payment as the provider's interface shows it. */
export function snapshotOf(
  payment: LedgerPayment,
  readAt: PaymentSnapshot['readAt'],
): PaymentSnapshot {
  const { total, captured, refunded, remaining } = figuresOf(payment);
  const of = payment.currency;
  const method = payment.apiType === 'paypal' ? 'paypal' : payment.apiType;
  return {
    paymentId: payment.id as PaymentSnapshot['paymentId'],
    method: method as PaymentSnapshot['method'], // the names of the types that histories use are the same on both sides
    methodName: payment.apiType,
    state: stateOf(payment),
    currency: currency(of),
    total: moneyOf(total, of),
    captured: moneyOf(captured, of),
    refunded: moneyOf(refunded, of),
    remaining: moneyOf(remaining, of),
    transactions: payment.transactions.map((entry) => transactionOf(entry, of)),
    readAt,
  };
}

export const transactionOf = (entry: LedgerTransaction, of: string): PaymentTransaction => ({
  path: entry.path as TransactionPath,
  kind: KINDS[entry.effect],
  status: entry.status,
  amount: moneyOf(entry.amount, of),
  at: fromIso(entry.at),
  parent: entry.parent as TransactionPath | null,
});

function stateOf(payment: LedgerPayment): PaymentState {
  const { total, captured, refunded, remaining } = figuresOf(payment);
  if (
    payment.transactions.some(
      ({ effect, status }) => effect === 'chargeback' && status === 'success',
    )
  )
    return 'chargeback';
  if (total === 0) return 'cancelled';
  if (captured > total) return 'payment-review';
  if (remaining === 0) return captured > 0 ? 'completed' : refunded > 0 ? 'cancelled' : 'pending';
  return captured > 0 ? 'partly' : 'pending';
}
