import type { Units } from './units.js';

export type TransactionType =
  'authorize' | 'charge' | 'cancel-authorize' | 'cancel-charge' | 'shipment' | 'chargeback';
/** What a transaction does to the amounts. The type alone does not tell: a cancel of a request to pay moves no money. */
export type TransactionEffect =
  'reservation' | 'request' | 'payment' | 'reversal' | 'refund' | 'chargeback' | 'shipment';

/** The merchant's own words on a transaction. */
export type References = {
  readonly orderId: string;
  readonly invoiceId: string;
  readonly paymentReference: string;
  readonly reasonCode: string;
};

export type BankDetails = {
  readonly iban: string;
  readonly bic: string;
  readonly holder: string;
  readonly descriptor: string;
};

export type LedgerTransaction = References & {
  /** Below the payment: `charges/s-chg-1/cancels/s-cnl-1`. Unique in the payment; ids are not. */
  readonly path: string;
  readonly id: string;
  readonly type: TransactionType;
  readonly effect: TransactionEffect;
  readonly parent: string | null;
  readonly amount: Units;
  readonly status: 'success' | 'pending' | 'error';
  readonly code: string;
  /** ISO moment. */
  readonly at: string;
  readonly uniqueId: string;
  readonly shortId: string;
  readonly traceId: string;
  readonly bank: BankDetails | null;
};

export type LedgerPayment = {
  readonly id: string;
  readonly publicKey: string;
  readonly apiType: string;
  readonly typeId: string;
  readonly customerId: string;
  /** Absent in what older versions wrote. */
  readonly basketId?: string;
  readonly metadataId?: string;
  readonly currency: string;
  readonly orderId: string;
  readonly invoiceId: string;
  readonly returnUrl: string;
  readonly createdAt: string;
  readonly traceId: string;
  /** What an expired authorisation still held when it expired. */
  readonly lapsed: Units;
  readonly expired: boolean;
  /** Chronological; the first is the one the shop left. */
  readonly transactions: readonly LedgerTransaction[];
};

export type LedgerWebhook = {
  readonly id: string;
  readonly publicKey: string;
  readonly url: string;
  readonly event: string;
};

/** A stored payment type, customer, basket or metadata, as the interface shows it. */
export type StoredResource = {
  readonly id: string;
  readonly publicKey: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Something happened that registered webhooks are told of. */
export type UnzerEvent = {
  readonly event: string;
  readonly publicKey: string;
  readonly paymentId: string;
  /** Below the version: `payments/s-pay-1/charges/s-chg-1`. */
  readonly retrievePath: string;
};
