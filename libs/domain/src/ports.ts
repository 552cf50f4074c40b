import type {
  ErpAddress,
  ErpChanges,
  ErpInvoice,
  ErpOrder,
  ErpOrderLine,
  ErpPaymentMethod,
  ErpShop,
} from './erp.js';
import type { ErpConnection, PaymentConfiguration } from './configuration.js';
import type {
  ConfigurationId,
  ConnectionId,
  ErpPaymentCode,
  InvoiceNumber,
  OrderNumber,
  ProviderPaymentId,
  ShopId,
  TransactionPath,
} from './ids.js';
import type { Money } from './money.js';
import type {
  PaymentSnapshot,
  ProviderAddress,
  TransactionDetail,
  TransactionReceipt,
} from './payment.js';
import type { Secret } from './secret.js';
import type { Instant } from './time.js';

/** Tells the time. The one in libs/scheduler reads the machine's; the simulator's is virtual. */
export interface Clock {
  now(): Instant;
}

/** Says when calls may not be made. The quiet window of libs/scheduler is one; the ERP client asks it inside every call. */
export interface CallWindow {
  /** `null` when a call that begins at `now` and takes at most `longestMs` stays outside; else the moment it may be made again. */
  closedUntil(now: Instant, longestMs: number): Instant | null;
}

/** One call to a foreign system, for the order's timeline. Request and response are redacted before they get here. */
export type ForeignCall = {
  readonly side: 'erp' | 'psp';
  /** Procedure name, or `POST /payments/{id}/charges`. */
  readonly name: string;
  readonly startedAt: Instant;
  readonly durationMs: number;
  /** `ok`, or the fault code. */
  readonly outcome: string;
  readonly request: Readonly<Record<string, unknown>> | null;
  readonly response: Readonly<Record<string, unknown>> | null;
};

/** Travels with every foreign call: who asks, and where the record of the call goes. */
export interface CallContext {
  readonly traceId: string;
  /** `write` calls of people's work go before `list` calls in the queue of the rate limiter. */
  record(call: ForeignCall): void;
  /**
   * Asked right before a request that changes something leaves, when its turn has come. Throws `Fault` `platform.too-late`
   * (transient: nothing was sent) when so much time has passed since the intent that somebody else may have taken it over.
   */
  beforeSending?(): void;
}

export type QueuePage = {
  readonly paymentCode: ErpPaymentCode;
  readonly limit: number;
  /** Rows that pixi hides after too many tries, too. */ readonly includeHidden?: boolean;
};

/** What could be made out of a credit note that could not be understood. */
export type UnreadableCreditNote = {
  /** Names the row among others; its number where it has one. */
  readonly name: string;
  readonly orderNumber: OrderNumber;
  readonly shopId: ShopId | null;
  readonly paymentCode: ErpPaymentCode | null;
};

/**
 * The ERP in domain words; implemented by libs/pixi. One instance per connection. Every method throws `Fault`:
 * `transient` (not done), `uncertain` (a write that may have been done), `rejected`, `config`, `data`.
 */
export interface ErpGateway {
  ordersAwaitingRelease(page: QueuePage, ctx: CallContext): Promise<readonly ErpOrder[]>;
  /** Shipped, not yet marked as captured; credit notes with negative totals included. `fromInvoiceKey` is inclusive. */
  shippedInvoices(
    page: QueuePage & { readonly fromInvoiceKey: number },
    ctx: CallContext,
  ): Promise<readonly ErpInvoice[]>;
  /** Header and total; `null` when there is no such order. */
  readOrder(orderNumber: OrderNumber, ctx: CallContext): Promise<ErpOrder | null>;
  readOrderLines(orderNumber: OrderNumber, ctx: CallContext): Promise<readonly ErpOrderLine[]>;
  readInvoice(invoiceNumber: InvoiceNumber, ctx: CallContext): Promise<ErpInvoice | null>;
  invoicesOfOrder(orderNumber: OrderNumber, ctx: CallContext): Promise<readonly ErpInvoice[]>;
  changedOrders(since: Instant, ctx: CallContext): Promise<ErpChanges>;
  /**
   * Credit notes made since, whatever order they belong to. `lastKey`: the newest document of any kind, from which the next call
   * goes on; `null`: there was none. `unreadable`: credit notes that could not be understood, by what could be: they must not be
   * forgotten because the cursor has passed them.
   */
  creditNotesSince(
    from: { readonly since: Instant; readonly afterInvoiceKey: number },
    ctx: CallContext,
  ): Promise<{
    readonly creditNotes: readonly ErpInvoice[];
    readonly unreadable?: readonly UnreadableCreditNote[];
    readonly lastKey: number | null;
  }>;
  readAddress(addressKey: string, ctx: CallContext): Promise<ErpAddress | null>;
  canChangeAddress(orderNumber: OrderNumber, ctx: CallContext): Promise<boolean>;
  shops(ctx: CallContext): Promise<readonly ErpShop[]>;
  paymentMethods(ctx: CallContext): Promise<readonly ErpPaymentMethod[]>;

  /** HOLD -> OPEN. Safe to repeat: an order that is not on hold stays as it is. `paymentId` is sent back as it stands (it overwrites the KK-ID). */
  release(
    order: {
      orderNumber: OrderNumber;
      paymentId: ProviderPaymentId | null;
      message: string;
      /** Our lock is on the order: kept there with the release, so that it can be told when our memory is lost. */
      locked?: boolean;
    },
    ctx: CallContext,
  ): Promise<void>;
  /** Did we release the order under a lock of ours? What `release` left there; `null`: the ERP does not tell. Absent: it never can. */
  releasedUnderLock?(orderNumber: OrderNumber, ctx: CallContext): Promise<boolean | null>;
  /** Sets or lifts the order's own shipping lock. Safe to repeat. */
  setShippingLock(
    lock: { orderNumber: OrderNumber; locked: boolean; reason: string },
    ctx: CallContext,
  ): Promise<void>;
  /** Records the capture of an invoice and books it with `bookingCode`. Repeating it is refused with `pixi.already-done`. */
  settleInvoice(
    settlement: {
      invoiceNumber: InvoiceNumber;
      amount: Money;
      transactionId: string;
      bookingCode: string;
      message: string;
    },
    ctx: CallContext,
  ): Promise<void>;
  /** A manual booking in the customer account; not safe to repeat. `amount` is signed. */
  book(
    booking: {
      customerKey: string;
      bookingCode: string;
      amount: Money;
      comment: string;
      matchTo: InvoiceNumber;
    },
    ctx: CallContext,
  ): Promise<void>;
  comment(comment: { orderNumber: OrderNumber; text: string }, ctx: CallContext): Promise<void>;
}

/** The key pair of one configuration and where to go with it. */
export type ProviderAccess = {
  readonly privateKey: Secret;
  readonly publicKey: string;
  readonly baseUrl: string | null;
};

/** A document's line, for providers that capture by order rows instead of by amount. */
export type DocumentLine = {
  readonly itemNumber: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: Money;
};

export type MoneyRequest = {
  readonly paymentId: ProviderPaymentId;
  readonly amount: Money;
  /** Our own reference; found again by `readTransaction` after a lost answer. At most 35 of `[A-Za-z0-9._/-]`. */
  readonly reference: string;
  readonly invoiceNumber: string | null;
  readonly lines: readonly DocumentLine[] | null;
};
export type TransactionSearch = {
  readonly paymentId: ProviderPaymentId;
  readonly kind: 'capture' | 'reversal' | 'refund' | 'shipment-notice';
  readonly reference: string;
  readonly amount: Money | null;
  readonly knownTransactions: readonly TransactionPath[];
};
/** `failed`: it was tried and refused. `ambiguous`: more than one carries our reference; a person must look. */
export type TransactionFinding =
  | { readonly kind: 'found'; readonly receipt: TransactionReceipt }
  | { readonly kind: 'failed'; readonly path: TransactionPath }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'ambiguous'; readonly paths: readonly TransactionPath[] };
export type CancelReason = 'cancel' | 'return' | 'credit';

/**
 * The payment provider in domain words; implemented by libs/unzer. Throws `Fault`: `rejected` with code `unzer.payment-unknown` when the
 * key pair does not know the payment, `config` with `unzer.keys-rejected` when the keys as a whole are refused,
 * `uncertain` whenever a POST may have been executed.
 */
export interface PaymentProvider {
  readPayment(
    access: ProviderAccess,
    paymentId: ProviderPaymentId,
    ctx: CallContext,
  ): Promise<PaymentSnapshot>;
  readTransaction(
    access: ProviderAccess,
    paymentId: ProviderPaymentId,
    path: TransactionPath,
    ctx: CallContext,
  ): Promise<TransactionDetail>;
  capture(
    access: ProviderAccess,
    request: MoneyRequest,
    ctx: CallContext,
  ): Promise<TransactionReceipt>;
  /** Gives an authorisation (or a pending request to pay: then `charge` names it) back, in part or whole. */
  reverse(
    access: ProviderAccess,
    request: MoneyRequest & {
      readonly charge: TransactionPath | null;
      readonly reason: CancelReason;
    },
    ctx: CallContext,
  ): Promise<TransactionReceipt>;
  /** `charge` = the capture to refund; `null` = payment level. */
  refund(
    access: ProviderAccess,
    request: MoneyRequest & {
      readonly charge: TransactionPath | null;
      readonly reason: CancelReason;
    },
    ctx: CallContext,
  ): Promise<TransactionReceipt>;
  announceShipment(
    access: ProviderAccess,
    request: {
      readonly paymentId: ProviderPaymentId;
      readonly invoiceNumber: string;
      readonly reference: string;
    },
    ctx: CallContext,
  ): Promise<TransactionReceipt>;
  /** Looks for an effect of ours whose answer was lost: new since `knownTransactions`, same kind and amount, our reference. */
  findTransaction(
    access: ProviderAccess,
    search: TransactionSearch,
    ctx: CallContext,
  ): Promise<TransactionFinding>;
  /** The delivery address the provider knows of the payment's customer; `null` when there is none. */
  readDeliveryAddress(
    access: ProviderAccess,
    customerId: string,
    ctx: CallContext,
  ): Promise<ProviderAddress | null>;
  /** Resolves when the pair is good and belongs together; throws `unzer.keys-rejected` otherwise. */
  checkKeys(
    access: ProviderAccess,
    ctx: CallContext,
  ): Promise<{ readonly paymentTypes: readonly string[] }>;
}

/** Reads what merchants configured. Written by portal-api only. Answers come from memory and are at most a few seconds old. */
export interface ConfigurationReader {
  /** Active connections of organisations whose booking of the app is in force at `now`. */
  activeConnections(now: Instant): Promise<readonly ErpConnection[]>;
  /** The active, current configurations of a connection. */
  activeConfigurations(connectionId: ConnectionId): Promise<readonly PaymentConfiguration[]>;
  /** One configuration as it was in `version`; `null` when there is none. */
  configurationVersion(id: ConfigurationId, version: number): Promise<PaymentConfiguration | null>;
}
