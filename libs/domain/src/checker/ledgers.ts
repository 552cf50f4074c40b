import type { AppMode } from '../configuration.js';
import type { Money } from '../money.js';
import type { PaymentMethodCode } from '../payment-methods.js';
import type { Instant } from '../time.js';

/** Who did it. `others`: the shop, the customer, the bank, or a person in either back office. */
export type Doer = 'us' | 'others' | 'unknown';

/** One live booking in the ERP's customer account; its amount without sign. */
export type CheckedBooking = { readonly amount: Money; readonly by: Doer };

/** An invoice or a credit note as the ERP shows it. All amounts without sign, credit notes too. */
export type CheckedDocument = {
  readonly number: string;
  readonly total: Money;
  readonly shipped: boolean;
  readonly settled: boolean;
  /** What the ERP adds up as paid; `null`: it does not tell. */
  readonly booked: Money | null;
  /** The bookings one by one, deleted ones left out; `null` where the ERP's interface cannot list them. */
  readonly bookings: readonly CheckedBooking[] | null;
  /** What our own records say we booked, whatever became of it; `null`: nothing, or not asked for. */
  readonly recordedByUs: Money | null;
};

/** One order's side of the ERP. */
export type ErpLedger = {
  readonly orderNumber: string;
  /** A manual or exchange order: nobody but people may touch it. */
  readonly manual: boolean;
  readonly status: 'on-hold' | 'open' | 'closed';
  /** `null`: the ERP does not tell. */
  readonly locked: boolean | null;
  /** We set the lock that is there now, and nobody changed it since. */
  readonly lockedByUs: boolean;
  /** Somebody else lifted a lock of ours: from then on shipping was that person's decision. */
  readonly unlockedByOthers: boolean;
  /** When we released it; `null`: somebody else did, or nobody yet. */
  readonly releasedByUsAt: Instant | null;
  /** Every line that is not cancelled, shipping cost included, voucher deducted. */
  readonly total: Money;
  /** The same with the cancelled lines: what the customer ordered at first; `null`: not known. */
  readonly ordered: Money | null;
  /** Some line was cancelled or cannot be delivered; `null`: not known. */
  readonly someCancelled: boolean | null;
  readonly invoices: readonly CheckedDocument[];
  readonly creditNotes: readonly CheckedDocument[];
};

/** What an entry does to the money. A cancelled request to pay moved none: `reversal`. */
export type ProviderEffect =
  'reservation' | 'request' | 'payment' | 'reversal' | 'refund' | 'chargeback' | 'shipment';

export type CheckedTransaction = {
  readonly path: string;
  readonly effect: ProviderEffect;
  readonly status: 'success' | 'pending' | 'error';
  readonly amount: Money;
  readonly at: Instant;
  readonly by: Doer;
  /** The merchant's reference on it; `null`: none, or not read. */
  readonly reference: string | null;
  /** The invoice or credit note it names; `null`: none, or not read. */
  readonly document: string | null;
};

/** One payment at the provider. */
export type ProviderLedger = {
  readonly paymentId: string;
  /** `null`: a method we do not know. */
  readonly method: PaymentMethodCode | null;
  readonly currency: Money['currency'];
  /** Reserved or asked for and not used yet, as the provider says. */
  readonly remaining: Money;
  readonly transactions: readonly CheckedTransaction[];
};

/** What was agreed for the payment method. */
export type CheckedAgreement = {
  readonly toleranceMinor: number;
  /** `null`: it changed meanwhile, so that both are fair. */
  readonly mode: AppMode | null;
  /** Family `invoice`: settled only with the receipt. */
  readonly settlesAfterReceipt: boolean;
};

/** What the product itself says about the order. */
export type OwnWord = {
  /**
   * Codes of the problems that are open, and of those that a person declared solved. Findings of the checker itself are left out:
   * it must not excuse an order by having told of it.
   */
  readonly told: readonly string[];
  /** Effects without an outcome yet. */
  readonly unfinished: readonly string[];
};

/** Everything the checker knows of one order. */
export type CheckedOrder = {
  readonly erp: ErpLedger;
  /** The payment that the order names, and others that we worked on for it. Empty: there is none. */
  readonly payments: readonly ProviderLedger[];
  readonly agreement: CheckedAgreement;
  readonly said: OwnWord;
};
