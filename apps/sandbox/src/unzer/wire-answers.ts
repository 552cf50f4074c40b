import type { LedgerPayment, LedgerTransaction, LedgerWebhook } from './ledger-state.js';
import { CODE_PENDING } from './new-transaction.js';
import { STATE_IDS, amountsOf, stateOf } from './payment-amounts.js';
import { printUnits } from './units.js';

/** `2026-03-01 08:00:11`: UTC, no zone, as Unzer writes moments. */
export const wireDate = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

/** A payment as `GET /payments/{id}` shows it. `base` is where its transactions' absolute URLs point to, version included. */
export function paymentAnswer(payment: LedgerPayment, base: string): Record<string, unknown> {
  const state = stateOf(payment);
  const { total, charged, canceled, remaining } = amountsOf(payment);
  return {
    id: payment.id,
    state: { id: STATE_IDS[state], name: state },
    amount: {
      total: printUnits(total),
      charged: printUnits(charged),
      canceled: printUnits(canceled),
      remaining: printUnits(remaining),
    },
    currency: payment.currency,
    orderId: payment.orderId,
    invoiceId: payment.invoiceId,
    resources: resourcesOf(payment, payment.traceId),
    transactions: payment.transactions.map((entry) => ({
      date: wireDate(entry.at),
      type: entry.type,
      status: entry.status,
      url: `${base}/payments/${payment.id}/${entry.path}`,
      amount: printUnits(entry.amount),
    })),
  };
}

/** One transaction, alike as the answer to the call that made it and when read later. */
export function transactionAnswer(
  payment: LedgerPayment,
  entry: LedgerTransaction,
): Record<string, unknown> {
  const { status } = entry;
  return {
    id: entry.id,
    isSuccess: status === 'success',
    isPending: status === 'pending',
    isResumed: false,
    isError: status === 'error',
    card3ds: false,
    redirectUrl: status === 'pending' ? payment.returnUrl : '',
    message: messageOf(entry),
    amount: printUnits(entry.amount),
    currency: payment.currency,
    returnUrl: payment.returnUrl,
    date: wireDate(entry.at),
    resources: resourcesOf(payment, entry.traceId),
    orderId: entry.orderId || payment.orderId,
    // Cancels do not give the invoice id back; charges and shipments do.
    ...(entry.type.startsWith('cancel') ? {} : { invoiceId: entry.invoiceId || payment.invoiceId }),
    paymentReference: entry.paymentReference,
    processing: {
      uniqueId: entry.uniqueId,
      shortId: entry.shortId,
      ...(entry.bank ?? {}),
      traceId: entry.traceId,
    },
  };
}

function messageOf({ status, code }: LedgerTransaction): Record<string, string> {
  if (status === 'success')
    return {
      code,
      merchant: "Request successfully processed in 'Merchant in Connector Test Mode'",
      customer: 'Your payments have been successfully processed in sandbox mode.',
    };
  if (status === 'pending')
    return {
      code: code === '' ? CODE_PENDING : code,
      merchant: 'Transaction pending',
      customer: 'Your payment is currently pending.',
    };
  return { code, merchant: 'Transaction declined', customer: 'Your payment was declined.' };
}

const resourcesOf = (payment: LedgerPayment, traceId: string): Record<string, string> => ({
  customerId: payment.customerId,
  paymentId: payment.id,
  basketId: payment.basketId ?? '',
  metadataId: payment.metadataId ?? '',
  payPageId: '',
  traceId,
  typeId: payment.typeId,
});

export type ErrorParts = {
  readonly errorId: string;
  readonly traceId: string;
  readonly url: string;
  readonly at: string;
  readonly code: string;
  readonly merchantMessage: string;
};

export const errorAnswer = (parts: ErrorParts): Record<string, unknown> => ({
  id: parts.errorId,
  isSuccess: false,
  isPending: false,
  isResumed: false,
  isError: true,
  url: parts.url,
  timestamp: wireDate(parts.at),
  traceId: parts.traceId,
  errors: [
    {
      code: parts.code,
      merchantMessage: parts.merchantMessage,
      customerMessage: 'An error occurred. Please contact us for more information.',
    },
  ],
});

export const webhookAnswer = ({ id, url, event }: LedgerWebhook): Record<string, unknown> => ({
  id,
  url,
  event,
});
