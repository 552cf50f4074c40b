import type {
  ErpPaymentCode,
  InvoiceNumber,
  OrderNumber,
  ProviderPaymentId,
  ShopId,
  ShopOrderNumber,
} from './ids.js';
import type { Currency, Money } from './money.js';
import type { Instant } from './time.js';

/** HOLD, OPEN, CLOSED. CLOSED: every line shipped, returned or cancelled. */
export type ErpOrderStatus = 'on-hold' | 'open' | 'closed';
/** NEW HAL ANG BES FUT EIN AUS RET MIN STO NLB. */
export type ErpLineStatus =
  | 'new'
  | 'on-hold'
  | 'accepted'
  | 'ordered-at-supplier'
  | 'direct-fulfilment'
  | 'scanned-in'
  | 'shipped'
  | 'returned'
  | 'replaced'
  | 'cancelled'
  | 'undeliverable';

/** What the release rules need of an order. The release queue gives it whole; looking again reads header and totals. */
export type ErpOrder = {
  readonly orderNumber: OrderNumber;
  readonly shopOrderNumber: ShopOrderNumber;
  readonly shopId: ShopId;
  readonly paymentCode: ErpPaymentCode;
  /** The KK-ID field; `null` when empty. */
  readonly paymentId: ProviderPaymentId | null;
  /** Gross, shipping included, discount deducted; what an invoice over everything open would total. */
  readonly total: Money;
  readonly status: ErpOrderStatus;
  /** `null` where the source does not tell (the queue). */
  readonly locked: boolean | null;
  readonly customerKey: string | null;
  readonly orderedAt: Instant | null;
  readonly paymentAddressKey: string | null;
  readonly shipmentAddressKey: string | null;
};

export type ErpOrderLine = {
  readonly lineKey: string;
  readonly status: ErpLineStatus;
  readonly quantity: number;
  /** Gross unit price after line discount. */
  readonly price: Money;
  readonly itemNumber: string;
  readonly name: string;
  readonly invoiceNumber: InvoiceNumber | null;
};

/** An invoice or a credit note (negative total). */
export type ErpInvoice = {
  readonly invoiceNumber: InvoiceNumber;
  /** The ERP's running key: the cursor of the capture queue. */
  readonly invoiceKey: number;
  readonly kind: 'invoice' | 'credit-note';
  readonly corrects: InvoiceNumber | null;
  readonly orderNumber: OrderNumber;
  readonly shopOrderNumber: ShopOrderNumber | null;
  readonly shopId: ShopId;
  readonly paymentCode: ErpPaymentCode;
  readonly paymentId: ProviderPaymentId | null;
  readonly total: Money;
  readonly settled: boolean;
  /** What the ERP recorded as paid; `null` where the source does not tell. */
  readonly settledAmount: Money | null;
  readonly shipped: boolean;
  readonly customerKey: string | null;
  readonly invoicedAt: Instant | null;
};

export type ErpAddress = {
  readonly addressKey: string;
  readonly name: string;
  readonly company: string;
  readonly street: string;
  readonly zip: string;
  readonly city: string;
  readonly country: string;
  readonly iban: string;
  readonly bic: string;
  readonly bankName: string;
  readonly accountHolder: string;
};

export type ErpChangedOrder = {
  readonly orderNumber: OrderNumber;
  readonly shopId: ShopId;
  readonly paymentCode: ErpPaymentCode;
  readonly status: ErpOrderStatus | null;
  readonly locked: boolean | null;
};
export type ErpChanges = {
  readonly orders: readonly ErpChangedOrder[];
  readonly changedUntil: Instant | null;
};
export type ErpPaymentMethod = {
  readonly code: ErpPaymentCode;
  readonly name: string;
  readonly xmlTag: string;
  readonly initialStatus: string;
  /** Whether its orders are imported on hold, which the release needs; `null` where the ERP does not tell. */
  readonly importsOnHold: boolean | null;
};
export type ErpShop = { readonly shopId: ShopId; readonly name: string };
export type { Currency };

/**
 * A manual or exchange order: no payment id, and the shop number is `P` + the ERP's own number. Left alone everywhere.
 * Source: product rule "manual/exchange order".
 */
export function isManualOrder(
  order: Pick<ErpOrder, 'paymentId' | 'orderNumber' | 'shopOrderNumber'>,
): boolean {
  return (
    order.paymentId === null && order.shopOrderNumber.toUpperCase() === `P${order.orderNumber}`
  );
}
