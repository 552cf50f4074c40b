import type { ProviderPaymentId, TransactionPath } from './ids.js';
import type { Currency, Money } from './money.js';
import type { PaymentMethodCode } from './payment-methods.js';
import type { Instant } from './time.js';

/** The provider's summary of a payment. Never decide by it alone: `pending` also means "authorised". */
export type PaymentState =
  | 'pending'
  | 'completed'
  | 'cancelled'
  | 'partly'
  | 'payment-review'
  | 'chargeback'
  | 'created'
  | 'unknown';

export type TransactionKind =
  | 'authorization'
  | 'capture'
  | 'reversal'
  | 'refund'
  | 'chargeback'
  | 'shipment-notice'
  | 'payout'
  | 'customer-authentication';
export type TransactionStatus = 'success' | 'pending' | 'error' | 'resumed';

/** One entry of the payment's history at the provider. Keyed by `path`; failed attempts stay in the list as `error`. */
export type PaymentTransaction = {
  readonly path: TransactionPath;
  readonly kind: TransactionKind;
  readonly status: TransactionStatus;
  readonly amount: Money;
  readonly at: Instant;
  /** The transaction it corrects (the charge a refund belongs to); `null` for payment-level corrections and initial transactions. */
  readonly parent: TransactionPath | null;
};

/** A payment as the provider showed it at `readAt`. `captured` is net of refunds and chargebacks, as the provider counts. */
export type PaymentSnapshot = {
  readonly paymentId: ProviderPaymentId;
  /** `null` when the provider names a type we do not know; then `methodName` is what to tell the user. */
  readonly method: PaymentMethodCode | null;
  readonly methodName: string;
  readonly state: PaymentState;
  readonly currency: Currency;
  /** Initial amount less successful reversals. */
  readonly total: Money;
  readonly captured: Money;
  /** Refunds and chargebacks. Reversals do not count. */
  readonly refunded: Money;
  readonly remaining: Money;
  /** The provider's id of the customer behind it; `null` where the shop sent none. */
  readonly customerId?: string | null;
  /** Chronological. */
  readonly transactions: readonly PaymentTransaction[];
  readonly readAt: Instant;
};

/** What looking for a payment found. Network trouble is no finding: it is a `Fault`. */
export type PaymentFinding =
  | { readonly kind: 'found'; readonly payment: PaymentSnapshot }
  | { readonly kind: 'no-payment-id' }
  | { readonly kind: 'unknown-to-keys' }
  | { readonly kind: 'keys-rejected' };

/** Bank details the customer must transfer to: Kontoinhaber, IBAN, BIC and, as "Bank", the transfer reference. */
export type TransferDetails = {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string;
  readonly reference: string;
};

/** What the provider answered to a money-moving call that it took: done, or taken but not final. A refusal is a `Fault` of kind `rejected`. */
export type TransactionReceipt = {
  readonly path: TransactionPath;
  readonly status: 'success' | 'pending';
  readonly amount: Money;
  readonly at: Instant;
};

/** One transaction in full: the list of a payment carries no references. */
export type TransactionDetail = PaymentTransaction & {
  readonly reference: string | null;
  readonly invoiceNumber: string | null;
  readonly transfer: TransferDetails | null;
};

/** A customer's delivery (or, without one, billing) address as the provider knows it. */
export type ProviderAddress = {
  readonly name: string;
  readonly street: string;
  readonly zip: string;
  readonly city: string;
  readonly country: string;
};
