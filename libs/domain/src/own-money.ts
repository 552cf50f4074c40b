import { applyReceipt } from './apply-receipt.js';
import { isForCancellation } from './cancel-return/own-documents.js';
import type { ProviderPaymentId, TransactionPath } from './ids.js';
import { add, sum, type Currency, type Money } from './money.js';
import type { Operation, OperationKind } from './operation.js';
import type { PaymentSnapshot, PaymentTransaction } from './payment.js';

const RECEIPT_KINDS = ['capture', 'reversal', 'refund'] as const;
type ReceiptKind = (typeof RECEIPT_KINDS)[number];
const isReceiptKind = (kind: OperationKind): kind is ReceiptKind =>
  (RECEIPT_KINDS as readonly string[]).includes(kind);

/** Ids of payments differ in nothing but case and stray blanks when people copy them. */
export function samePaymentId(a: ProviderPaymentId | null, b: ProviderPaymentId | null): boolean {
  return a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Our operations on this very payment: the id in the ERP may have been corrected since the first ones. */
export function operationsOn(
  payment: Pick<PaymentSnapshot, 'paymentId'>,
  operations: readonly Operation[],
): readonly Operation[] {
  return operations.filter((operation) => samePaymentId(operation.paymentId, payment.paymentId));
}

/** Figures or transactions in another currency than the payment's: such a picture cannot be added up. */
export function mixesCurrencies({ currency, ...payment }: PaymentSnapshot): boolean {
  const amounts = [payment.total, payment.captured, payment.refunded, payment.remaining];
  return [...amounts, ...payment.transactions.map((entry) => entry.amount)].some(
    (amount) => amount.currency !== currency,
  );
}

/**
 * The payment with all that our finished operations did to it, whether or not the snapshot is younger than they are.
 * An operation without a path counts as contained when the payment was read after it ended.
 * A payment that mixes currencies stays as it is; `standingOf` calls it unclear.
 */
export function withOwnOperations(
  payment: PaymentSnapshot,
  operations: readonly Operation[],
): PaymentSnapshot {
  if (mixesCurrencies(payment)) return payment;
  return operationsOn(payment, operations).reduce(withOwnOperation, payment);
}

function withOwnOperation(payment: PaymentSnapshot, operation: Operation): PaymentSnapshot {
  const { kind, status, amount, finishedAt, transactionPath } = operation;
  if (status !== 'done' || !isReceiptKind(kind)) return payment;
  if (amount === null || amount.currency !== payment.currency) return payment;
  const at = finishedAt ?? operation.openedAt;
  if (transactionPath === null && at <= payment.readAt) return payment;
  const path = transactionPath ?? (`own/${operation.key}` as TransactionPath); // a name of our own
  return applyReceipt(payment, { kind, path, amount, at, status: 'success' });
}

export const captureDone = (operation: Operation): boolean =>
  operation.kind === 'capture' && operation.status === 'done';

/** What our finished operations of one kind moved, in `currency`; other currencies are left out. */
export function movedBy(
  operations: readonly Operation[],
  kind: ReceiptKind,
  currency: Currency,
): Money {
  const amounts = operations
    .filter((operation) => operation.kind === kind && operation.status === 'done')
    .flatMap((operation) => (operation.amount === null ? [] : [operation.amount]))
    .filter((amount) => amount.currency === currency);
  return sum(amounts, currency);
}

/** Of our operations on the payment those that gave back for returned goods. */
const forReturns = (own: readonly Operation[]): readonly Operation[] =>
  own.filter((one) => !isForCancellation(one));

/** What we refunded for credit notes: taken all the same, for goods that were delivered. */
export const refundedForReturns = (own: readonly Operation[], currency: Currency): Money =>
  movedBy(forReturns(own), 'refund', currency);

/**
 * Taken for goods and never given back by others: the provider's net figure, with our own refunds for returned goods added back. What
 * we gave back for cancelled goods is gone: should they be delivered after all, that money is not there.
 */
export function chargedBeforeOwnRefunds(
  payment: PaymentSnapshot,
  operations: readonly Operation[],
): Money {
  const own = operationsOn(payment, operations);
  return add(payment.captured, refundedForReturns(own, payment.currency));
}

/**
 * What the payment can cover of an order: still reserved or taken, and what we ourselves gave back for goods that were
 * returned. What went back for cancelled goods, what somebody else reversed or refunded, or what lapsed, is gone.
 */
export function coveringMoney(payment: PaymentSnapshot, operations: readonly Operation[]): Money {
  const own = operationsOn(payment, operations);
  const reversed = movedBy(forReturns(own), 'reversal', payment.currency);
  return add(add(payment.remaining, chargedBeforeOwnRefunds(payment, own)), reversed);
}

/**
 * A capture that the provider has taken and not finished, whoever sent it; `null` when there is none. It is not counted in any
 * amount yet, so nothing may be captured beside it.
 */
export function pendingCapture(payment: PaymentSnapshot): PaymentTransaction | null {
  const isPending = ({ kind, status }: PaymentTransaction): boolean =>
    kind === 'capture' && (status === 'pending' || status === 'resumed');
  return payment.transactions.find(isPending) ?? null;
}
