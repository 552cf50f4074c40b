import type { PaymentPolicy } from './configuration.js';
import type { ErpInvoice, ErpOrder } from './erp.js';
import type { Money } from './money.js';
import type { Operation } from './operation.js';
import type { PaymentFinding } from './payment.js';
import type { Instant } from './time.js';

/** What we remember of an order: memory and proof, never the truth about money. */
export type OrderMemory = {
  readonly firstSeenAt: Instant;
  readonly operations: readonly Operation[];
  /** Somebody asked to look again ("Erneut prüfen") after this moment: refused operations may be tried once more. */
  readonly recheckRequestedAt: Instant | null;
};

export type ReleaseFacts = {
  readonly order: ErpOrder;
  readonly policy: PaymentPolicy;
  readonly payment: PaymentFinding;
  readonly memory: OrderMemory;
  readonly now: Instant;
};

/** Facts about one shipped invoice. `otherInvoices` = all other invoices of the order that are known; `null` where the rule did not ask for them yet. */
export type CaptureFacts = {
  readonly invoice: ErpInvoice;
  readonly otherInvoices: readonly ErpInvoice[] | null;
  /** What the ERP's order totals, where it is known: says whether the order is settled as a whole. */
  readonly orderTotal?: Money | null;
  readonly policy: PaymentPolicy;
  readonly payment: PaymentFinding;
  readonly memory: OrderMemory;
  readonly now: Instant;
};
