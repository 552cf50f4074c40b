import type {
  CallContext,
  CancelReason,
  Money,
  MoneyRequest,
  PaymentProvider,
  ProviderAccess,
  ProviderPaymentId,
  TransactionPath,
  TransactionReceipt,
} from '@abgleich/domain';
import { printWireAmount } from './amounts.js';
import {
  checkedAmount,
  checkedCharge,
  checkedPaymentId,
  checkedReference,
  cleanInvoiceNumber,
} from './checked-input.js';
import { refuseForeign, toReceipt, transactionSummary } from './transaction-codec.js';
import type { UnzerClient } from './unzer-client.js';
import { wireTransaction } from './wire.js';

/** Unzer's words for why money goes back. Mandatory for secured invoices, harmless elsewhere, so always sent. */
const REASON_CODES = {
  cancel: 'CANCEL',
  return: 'RETURN',
  credit: 'CREDIT',
} as const satisfies Record<CancelReason, string>;

type Posting = {
  readonly paymentId: ProviderPaymentId;
  /** Where the new transaction will hang: `charges`, `charges/s-chg-1/cancels`. */
  readonly below: string;
  readonly name: string;
  readonly amount: Money | null;
  readonly body: Readonly<Record<string, string>>;
};
type MoneyCalls = Pick<PaymentProvider, 'capture' | 'reverse' | 'refund' | 'announceShipment'>;

/** The four calls that move money or start a payment period. Never repeated in here: see the port for what to do instead. */
export function createMoneyCalls(client: UnzerClient): MoneyCalls {
  const post = poster(client);
  return {
    capture: async (access, request, ctx) =>
      post(access, ctx, {
        ...subjectOf(request),
        below: 'charges',
        name: 'POST /payments/{id}/charges',
        body: { ...moneyBody(request), ...invoiceBody(request) },
      }),
    reverse: async (access, request, ctx) =>
      post(access, ctx, {
        ...subjectOf(request),
        ...cancelTarget(request.charge, 'authorize'),
        body: { ...moneyBody(request), reasonCode: REASON_CODES[request.reason] },
      }),
    refund: async (access, request, ctx) =>
      post(access, ctx, {
        ...subjectOf(request),
        ...cancelTarget(request.charge, 'charges'),
        body: {
          ...moneyBody(request),
          reasonCode: REASON_CODES[request.reason],
          ...(request.charge === null ? invoiceBody(request) : {}),
        },
      }),
    announceShipment: async (access, request, ctx) =>
      post(access, ctx, {
        paymentId: checkedPaymentId(request.paymentId),
        amount: null,
        below: 'shipments',
        name: 'POST /payments/{id}/shipments',
        body: {
          invoiceId: cleanInvoiceNumber(request.invoiceNumber),
          paymentReference: checkedReference(request.reference),
        },
      }),
  };
}

function poster(client: UnzerClient) {
  return (
    access: ProviderAccess,
    ctx: CallContext,
    posting: Posting,
  ): Promise<TransactionReceipt> => {
    const { paymentId, below, name, amount, body } = posting;
    const path = `/payments/${paymentId}/${below}`;
    const call = { method: 'POST', path, name, effect: 'act', body, paymentId } as const;
    return client.call({ access, ctx }, call, {
      schema: wireTransaction,
      toResult: (wire) => {
        refuseForeign(wire, paymentId);
        return toReceipt(wire, { below, amount });
      },
      summary: transactionSummary,
    });
  };
}

const subjectOf = ({ paymentId, amount }: MoneyRequest) => ({
  paymentId: checkedPaymentId(paymentId),
  amount: checkedAmount(amount),
});

/** The amount is always said: without one Unzer takes everything that is left. */
const moneyBody = ({ amount, reference }: MoneyRequest): Record<string, string> => ({
  amount: printWireAmount(amount),
  paymentReference: checkedReference(reference),
});

const invoiceBody = ({ invoiceNumber }: MoneyRequest): Record<string, string> =>
  invoiceNumber === null ? {} : { invoiceId: cleanInvoiceNumber(invoiceNumber) };

function cancelTarget(charge: TransactionPath | null, level: 'authorize' | 'charges') {
  if (charge === null)
    return { below: `${level}/cancels`, name: `POST /payments/{id}/${level}/cancels` };
  return {
    below: `${checkedCharge(charge)}/cancels`,
    name: 'POST /payments/{id}/charges/{id}/cancels',
  };
}
