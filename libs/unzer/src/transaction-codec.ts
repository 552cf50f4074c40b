import {
  type Currency,
  currency,
  type Money,
  type TransactionDetail,
  type TransactionPath,
  type TransactionReceipt,
  type TransactionStatus,
  type TransferDetails,
  zero,
} from '@abgleich/domain';
import { parseWireAmount } from './amounts.js';
import type { TransactionReferences } from './find-transaction.js';
import { DecodeError, cancelKind, kindOfInitial, parseUtc } from './payment-codec.js';
import { oneNameOf, placeOfPath, type TransactionPlace } from './transaction-path.js';
import type { WireTransaction } from './wire.js';

/** The one status that is true. Throws `DecodeError` when none or several are: then nobody knows what happened. */
export function statusOf(wire: WireTransaction): TransactionStatus {
  const [status, ...others] = flagsOf(wire);
  if (status === undefined || others.length > 0)
    throw new DecodeError('not exactly one of isSuccess, isPending, isResumed, isError is true');
  return status;
}

/**
 * What Unzer answered to a call that moves money. `below` is where we posted to: at payment level the payment's list may show
 * the same transaction under its authorisation or charge. A resumed transaction is taken and not final, like a pending one.
 */
export function toReceipt(
  wire: WireTransaction,
  asked: { readonly below: string; readonly amount: Money | null },
): TransactionReceipt {
  const place = placeOfPath(`${asked.below}/${wire.id}`);
  if (place === null) throw new DecodeError('the transaction id has an unknown shape');
  const status = statusOf(wire);
  if (status === 'error') throw new DecodeError('a failed transaction is no receipt');
  return {
    path: oneNameOf(place),
    status: status === 'success' ? 'success' : 'pending',
    amount: amountOf(wire, asked.amount),
    at: parseUtc(wire.date),
  };
}

/** One transaction in full. `parentStatus` tells a reversal of a request to pay from a refund. */
export function toTransactionDetail(
  wire: WireTransaction,
  place: TransactionPlace,
  parentStatus: TransactionStatus | undefined,
): TransactionDetail {
  return {
    path: place.path,
    kind: kindOfDetail(place, parentStatus),
    status: statusOf(wire),
    amount: amountOf(wire, null),
    at: parseUtc(wire.date),
    parent: place.parent,
    ...toReferences(wire),
    transfer: transferOf(wire),
  };
}

function kindOfDetail(place: TransactionPlace, parentStatus: TransactionStatus | undefined) {
  if (place.correction === 'chargebacks') return 'chargeback' as const;
  if (place.correction === null) return kindOfInitial(place);
  return cancelKind(place, '', (_path: TransactionPath) => parentStatus);
}

function amountOf(wire: WireTransaction, asked: Money | null): Money {
  const of = currencyOf(wire, asked);
  if (wire.amount !== null && of !== null) return parseWireAmount(wire.amount, of);
  if (asked !== null) return asked;
  if (of !== null) return zero(of);
  throw new DecodeError('a transaction has no currency');
}

function currencyOf(wire: WireTransaction, asked: Money | null): Currency | null {
  if (wire.currency !== '') return currency(wire.currency);
  return asked?.currency ?? null;
}

function transferOf({ processing }: WireTransaction): TransferDetails | null {
  const { holder, iban, bic, descriptor } = processing;
  return iban === '' ? null : { holder, iban, bic, reference: descriptor };
}

export const toReferences = (wire: WireTransaction): TransactionReferences => ({
  reference: wire.paymentReference === '' ? null : wire.paymentReference,
  invoiceNumber: wire.invoiceId === '' ? null : wire.invoiceId,
});

/** An answer that names another payment than the one we addressed must not be believed. */
export function refuseForeign(wire: WireTransaction, paymentId: string): void {
  const { paymentId: answered } = wire.resources;
  if (answered !== '' && answered !== paymentId)
    throw new DecodeError('the answer belongs to another payment');
}

/** What the timeline shows of a transaction: ids and codes, no references, no bank details. */
export const transactionSummary = (wire: WireTransaction) => ({
  transactionId: wire.id,
  status: flagsOf(wire).join('+'),
  code: wire.message.code,
  amount: wire.amount,
  traceId: wire.processing.traceId || wire.resources.traceId,
});

function flagsOf(wire: WireTransaction): TransactionStatus[] {
  const claims: (TransactionStatus | null)[] = [
    wire.isSuccess ? 'success' : null,
    wire.isPending ? 'pending' : null,
    wire.isResumed ? 'resumed' : null,
    wire.isError ? 'error' : null,
  ];
  return claims.filter((claim) => claim !== null);
}
