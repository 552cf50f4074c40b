import {
  currency,
  type Currency,
  instant,
  type Instant,
  type Money,
  type PaymentSnapshot,
  type PaymentState,
  type PaymentTransaction,
  type TransactionKind,
  type TransactionPath,
  type TransactionStatus,
  zero,
} from '@abgleich/domain';
import { parseWireAmount } from './amounts.js';
import { methodOfTypeId } from './method-codes.js';
import { isPaymentId, oneNameOf, placeOfUrl, type TransactionPlace } from './transaction-path.js';
import type { WirePayment, WireTransactionEntry } from './wire.js';

/** Something in an answer that we cannot read. The sentence names it without repeating personal data. */
export class DecodeError extends Error {}

const STATES: Readonly<Record<string, PaymentState>> = {
  0: 'pending',
  1: 'completed',
  2: 'cancelled',
  3: 'partly',
  4: 'payment-review',
  5: 'chargeback',
  6: 'created',
};
const STATES_BY_NAME: Readonly<Record<string, PaymentState>> = {
  pending: 'pending',
  completed: 'completed',
  canceled: 'cancelled',
  partly: 'partly',
  'payment review': 'payment-review',
  payment_review: 'payment-review',
  chargeback: 'chargeback',
  create: 'created',
};
const STATUSES = ['success', 'pending', 'error', 'resumed'] as const satisfies TransactionStatus[];
/** Kinds whose amount nobody adds up, so that a missing one is no loss. */
const KINDS_WITHOUT_MONEY: readonly TransactionKind[] = [
  'customer-authentication',
  'shipment-notice',
];

/** Turns Unzer's payment into ours. Throws `DecodeError` or `MoneyError` when it does not make sense as a whole. */
export function toPaymentSnapshot(wire: WirePayment, readAt: Instant): PaymentSnapshot {
  if (!isPaymentId(wire.id)) throw new DecodeError('the payment id has an unknown shape');
  const of = currency(wire.currency);
  const { method, name } = methodOfTypeId(wire.resources.typeId);
  return {
    paymentId: wire.id,
    method,
    methodName: name,
    state: stateOf(wire.state),
    currency: of,
    total: parseWireAmount(wire.amount.total, of),
    captured: parseWireAmount(wire.amount.charged, of),
    refunded: parseWireAmount(wire.amount.canceled, of),
    remaining: parseWireAmount(wire.amount.remaining, of),
    customerId: wire.resources.customerId === '' ? null : wire.resources.customerId,
    transactions: toTransactions(wire.transactions, of),
    readAt,
  };
}

function stateOf({ id, name }: WirePayment['state']): PaymentState {
  const byId = id === null || id === undefined ? undefined : STATES[String(id)];
  return byId ?? STATES_BY_NAME[name.toLowerCase()] ?? 'unknown';
}

type Entry = { wire: WireTransactionEntry; place: TransactionPlace; status: TransactionStatus };

function toTransactions(wires: readonly WireTransactionEntry[], of: Currency) {
  const entries = wires.map((wire): Entry => {
    const place = placeOfUrl(wire.url);
    if (place === null)
      throw new DecodeError(`a transaction of type ${wire.type} has an unknown URL`);
    return { wire, place, status: statusOf(wire.status) };
  });
  return entries
    .map((entry): PaymentTransaction => {
      const kind = kindOf(entry, entries);
      return {
        path: oneNameOf(entry.place),
        kind,
        status: entry.status,
        amount: amountOf(entry.wire, kind, of),
        at: parseUtc(entry.wire.date),
        parent: entry.place.parent,
      };
    })
    .sort((a, b) => a.at - b.at); // stable: Unzer's own order within a second
}

function statusOf(text: string): TransactionStatus {
  const status = STATUSES.find((known) => known === text.toLowerCase());
  if (status === undefined) throw new DecodeError(`a transaction has the unknown status ${text}`);
  return status;
}

function amountOf(wire: WireTransactionEntry, kind: TransactionKind, of: Currency): Money {
  if (wire.amount !== null) return parseWireAmount(wire.amount, of);
  if (!KINDS_WITHOUT_MONEY.includes(kind))
    throw new DecodeError(`a transaction of type ${wire.type} has no amount`);
  return zero(of);
}

/** By URL first: the type alone has been seen to be wrong for cancels of a request to pay. */
function kindOf({ wire, place }: Entry, all: readonly Entry[]): TransactionKind {
  if (place.correction === 'chargebacks') return 'chargeback';
  if (place.correction === 'cancels')
    return cancelKind(
      place,
      wire.type,
      (path) => all.find((other) => other.place.path === path)?.status,
    );
  return kindOfInitial(place);
}

/** The kind of a transaction that corrects nothing. */
export function kindOfInitial({ collection }: TransactionPlace): TransactionKind {
  if (collection === 'charges') return 'capture';
  if (collection === 'shipments') return 'shipment-notice';
  if (collection === 'payouts') return 'payout';
  if (collection === 'sca') return 'customer-authentication';
  return 'authorization';
}

/**
 * A cancel gives an authorisation back (reversal) or money back (refund). On a charge that is still pending, which is a
 * request to pay, no money has come: reversal.
 */
export function cancelKind(
  place: TransactionPlace,
  wireType: string,
  statusOfPath: (path: TransactionPath) => TransactionStatus | undefined,
): 'reversal' | 'refund' {
  if (place.collection !== 'charges') return 'reversal';
  if (wireType === 'cancel-authorize') return 'reversal';
  return place.parent !== null && statusOfPath(place.parent) === 'pending' ? 'reversal' : 'refund';
}

const UTC_SECONDS = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z?$/;

/** Unzer's `yyyy-MM-dd HH:mm:ss` carries no zone and means UTC (its Java SDK reads it so). */
export function parseUtc(text: string): Instant {
  const match = UTC_SECONDS.exec(text.trim());
  const epochMs = match ? Date.parse(`${match[1]}T${match[2]}Z`) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new DecodeError('a date has an unknown shape');
  return instant(epochMs);
}
