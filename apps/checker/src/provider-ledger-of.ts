import {
  type CheckedTransaction,
  type PaymentSnapshot,
  type PaymentTransaction,
  type ProviderEffect,
  type ProviderLedger,
  traitsOf,
} from '@abgleich/domain';
import type { Mark } from './own-marks.js';

const NOBODY_KNOWS: Mark = { by: 'unknown', reference: null, document: null };
export const BY_OTHERS: Mark = { by: 'others', reference: null, document: null };

const paidByTransfer = ({ method }: PaymentSnapshot): boolean =>
  method !== null && traitsOf(method).paidByTransfer;

/** The shop left the first entry; bank transfers come from the customer. Everything else that moves money may be ours. */
export function mayBeOurs(payment: PaymentSnapshot, entry: PaymentTransaction): boolean {
  if (entry.status === 'error' || entry === payment.transactions[0]) return false;
  if (entry.kind === 'capture') return !paidByTransfer(payment);
  return entry.kind === 'refund' || entry.kind === 'reversal';
}

/** The payment in the checker's words. `markOf`: who made an entry. */
export function providerLedgerOf(
  payment: PaymentSnapshot,
  markOf: (entry: PaymentTransaction) => Mark | null,
): ProviderLedger {
  const { paymentId, method, currency, remaining, transactions } = payment;
  const request = requestIn(payment);
  const entries = transactions.flatMap((entry): readonly CheckedTransaction[] => {
    const effect = effectOf(entry, request);
    if (effect === null) return [];
    const { path, amount, at, status } = entry;
    const mark = mayBeOurs(payment, entry) ? (markOf(entry) ?? NOBODY_KNOWS) : BY_OTHERS;
    return [
      { path, effect, amount, at, status: status === 'resumed' ? 'pending' : status, ...mark },
    ];
  });
  return { paymentId, method, currency, remaining, transactions: entries };
}

/** The first charge of a transfer only asks for it; it counts as money when it alone is there and says success. */
function requestIn(payment: PaymentSnapshot): PaymentTransaction | null {
  if (!paidByTransfer(payment)) return null;
  const [first, ...receipts] = payment.transactions.filter(
    ({ kind, status }) => kind === 'capture' && status !== 'error',
  );
  if (first === undefined || (first.status === 'success' && receipts.length === 0)) return null;
  return first;
}

function effectOf(
  entry: PaymentTransaction,
  request: PaymentTransaction | null,
): ProviderEffect | null {
  switch (entry.kind) {
    case 'authorization':
      return 'reservation';
    case 'capture':
      return entry === request ? 'request' : 'payment';
    case 'shipment-notice':
      return 'shipment';
    case 'reversal':
    case 'refund':
    case 'chargeback':
      return entry.kind;
    case 'payout':
    case 'customer-authentication':
      return null; // moves nothing between customer and merchant
  }
}
