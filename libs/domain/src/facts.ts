import type { PaymentPolicy } from './configuration.js';
import type { ErpInvoice, ErpOrder, ErpOrderLine } from './erp.js';
import type { Money } from './money.js';
import type { Operation } from './operation.js';
import type { PaymentFinding, TransferDetails } from './payment.js';
import type { Instant } from './time.js';

/** What we remember of an order: memory and proof, never the truth about money. */
export type OrderMemory = {
  readonly firstSeenAt: Instant;
  readonly operations: readonly Operation[];
  /** Somebody asked to look again ("Erneut prüfen") after this moment: refused operations may be tried once more. */
  readonly recheckRequestedAt: Instant | null;
};

/** Bank details for transfer methods: what the provider wants the customer to use, and what the ERP will print. `null`: there are none. */
export type TransferFacts = {
  readonly atProvider: TransferDetails | null;
  readonly inErp: TransferDetails | null;
};
/** Insured methods: does the delivery address still match the one the provider insured, and may it still be changed? */
export type AddressFacts = { readonly matches: boolean; readonly changeable: boolean };

export type ReleaseFacts = {
  readonly order: ErpOrder;
  readonly policy: PaymentPolicy;
  readonly payment: PaymentFinding;
  /** Fetched for methods with the traits `paidByTransfer` or paylater's optional details; `null`/absent: not asked for. */
  readonly transfer?: TransferFacts | null;
  /** Fetched for methods with the trait `addressInsured`; `null`/absent: not asked for. */
  readonly address?: AddressFacts | null;
  /** The order carries a lock that we do not remember, and the ERP shows that we released it under one of ours. */
  readonly lockForgotten?: boolean;
  readonly memory: OrderMemory;
  readonly now: Instant;
};

/** Facts about one shipped invoice. `otherInvoices` = all other invoices of the order that are known; `null` where the rule did not ask for them yet. */
export type CaptureFacts = {
  readonly invoice: ErpInvoice;
  readonly otherInvoices: readonly ErpInvoice[] | null;
  /** What the ERP's order totals, where it is known: says whether the order is settled as a whole. */
  readonly orderTotal?: Money | null;
  /** The order's status, where the family waits for CLOSED (`prepayment`, `invoice`, `invoice-secured`); `null`/absent: not asked for. */
  readonly orderStatus?: ErpOrder['status'] | null;
  readonly policy: PaymentPolicy;
  readonly payment: PaymentFinding;
  readonly memory: OrderMemory;
  readonly now: Instant;
};

/**
 * Facts about one order for cancellations and returns. What is due is derived from both sides' own figures (charged and refunded
 * there; invoiced and credited here), never from what we believe we sent; `memory` only tells what is still under way.
 */
export type CancelReturnFacts = {
  readonly order: ErpOrder;
  readonly lines: readonly ErpOrderLine[];
  /** All invoices and credit notes of the order. */
  readonly documents: readonly ErpInvoice[];
  readonly policy: PaymentPolicy;
  readonly payment: PaymentFinding;
  readonly memory: OrderMemory;
  readonly now: Instant;
};
