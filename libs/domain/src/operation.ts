import type {
  ConnectionId,
  InvoiceNumber,
  OperationKey,
  OrderNumber,
  ProviderPaymentId,
  TransactionPath,
} from './ids.js';
import type { Money } from './money.js';
import type { Instant } from './time.js';

/** One effect of ours on either side. */
export type OperationKind =
  | 'capture'
  | 'reversal'
  | 'refund'
  | 'shipment-notice' // at the provider
  | 'release'
  | 'lock'
  | 'unlock'
  | 'settlement'
  | 'booking'
  | 'comment'; // in the ERP

/** Kinds that count for "at most one open operation per payment". */
export const MONEY_KINDS = [
  'capture',
  'reversal',
  'refund',
  'shipment-notice',
  'settlement',
  'booking',
] as const satisfies readonly OperationKind[];
export const movesMoney = (kind: OperationKind): boolean =>
  (MONEY_KINDS as readonly string[]).includes(kind);

/**
 * open: intent saved, outcome not known · pending: the other side took it, not final · done · refused: the other side said no ·
 * abandoned: cannot be found out, a person must look (or, for a comment, not worth a second one).
 */
export type OperationStatus = 'open' | 'pending' | 'done' | 'refused' | 'abandoned';

/** The refusal code of an attempt that certainly did nothing (never sent, or looked for and not found): it may be made again. */
export const NOT_EXECUTED = 'operation.not-executed';

export type Refusal = { readonly code: string; readonly message: string };

/** The intent, saved and committed before the call leaves. */
export type OperationIntent = {
  readonly key: OperationKey;
  readonly kind: OperationKind;
  readonly paymentId: ProviderPaymentId | null;
  /** Invoice or credit note number, `order`, `rest`, or what else names the purpose. */
  readonly document: string;
  readonly amount: Money | null;
  /** Travels with the call: `paymentReference`/`invoiceId` there, `PayID`/`Comment` in the ERP. */
  readonly reference: string;
  /** What stood at the provider before: anything new with our reference is ours. */
  readonly knownTransactions: readonly TransactionPath[];
};

export type Operation = OperationIntent & {
  readonly connectionId: ConnectionId;
  readonly orderNumber: OrderNumber;
  readonly status: OperationStatus;
  readonly attempt: number;
  readonly openedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly transactionPath: TransactionPath | null;
  readonly refusal: Refusal | null;
  /** Fruitless look-ups so far, and when the next one is due. */
  readonly lookUps: number;
  readonly nextLookAt: Instant | null;
  /** The process that opened it; another one must look it up instead of taking it over at once. */
  readonly owner: string;
};

export type OperationOutcome =
  | {
      readonly status: 'done';
      readonly transactionPath?: TransactionPath | null;
      readonly amount?: Money | null;
    }
  | {
      readonly status: 'pending';
      readonly transactionPath: TransactionPath;
      readonly nextLookAt: Instant;
    }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'abandoned'; readonly refusal?: Refusal }
  | { readonly status: 'uncertain'; readonly lookUps: number; readonly nextLookAt: Instant };

export type OperationPurpose = {
  readonly connectionId: ConnectionId;
  readonly orderNumber: OrderNumber;
  readonly paymentId?: ProviderPaymentId | null;
  readonly kind: OperationKind;
  readonly document: InvoiceNumber | string;
};

/**
 * The key of an effect: what it is for, never which attempt. Ten workers and ten clicks derive the same key, and the journal
 * holds it once. Money at the provider is keyed by payment, everything in the ERP by order.
 */
export function operationKey({
  connectionId,
  orderNumber,
  paymentId,
  kind,
  document,
}: OperationPurpose): OperationKey {
  const subject =
    paymentId === undefined || paymentId === null ? `order:${orderNumber}` : `payment:${paymentId}`;
  return `${connectionId}/${subject}/${kind}/${document}` as OperationKey;
}
