import type { OrderState } from './decision.js';
import type {
  ConfigurationId,
  ConnectionId,
  ErpPaymentCode,
  InvoiceNumber,
  OperationKey,
  OrderNumber,
  OrganisationId,
  ProviderPaymentId,
  ShopId,
  ShopOrderNumber,
  TransactionPath,
} from './ids.js';
import type { Money } from './money.js';
import type { Operation, OperationIntent, OperationOutcome } from './operation.js';
import type { PaymentSnapshot } from './payment.js';
import type { ForeignCall } from './ports.js';
import type { ProblemCode, ProblemDraft, Severity } from './problem-codes.js';
import type { Instant } from './time.js';

/** Names one order for good. */
export type OrderRef = {
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  readonly orderNumber: OrderNumber;
};

/** An order as the journal remembers it. */
export type OrderRecord = OrderRef & {
  readonly shopId: ShopId;
  readonly shopOrderNumber: ShopOrderNumber | null;
  readonly paymentCode: ErpPaymentCode;
  readonly paymentId: ProviderPaymentId | null;
  readonly methodName: string | null;
  readonly total: Money | null;
  readonly configurationId: ConfigurationId | null;
  readonly configurationVersion: number | null;
  readonly state: OrderState;
  /** The reason of the latest decision. */
  readonly reason: string;
  readonly erpStatus: string | null;
  /** The payment as last read, or as our own successful operations changed it since. */
  readonly payment: PaymentSnapshot | null;
  readonly firstSeenAt: Instant;
  readonly updatedAt: Instant;
  /** The earliest of `waits`. Written by itself it stands for all of them: `null` takes every wait back. */
  readonly nextLookAt: Instant | null;
  /**
   * When each flow wishes for a look, by the flow's own name, so that one with nothing to wait for leaves the others' waits alone.
   * A write names those that it changes, `null` takes one back. Absent where nothing is waited for.
   */
  readonly waits?: Readonly<Record<string, Instant | null>>;
  readonly failures: number;
  readonly recheckRequestedAt: Instant | null;
};

export type InvoiceRecord = {
  readonly invoiceNumber: InvoiceNumber;
  readonly kind: 'invoice' | 'credit-note';
  readonly total: Money;
  readonly settled: boolean;
  readonly capturedBy: TransactionPath | null;
  readonly seenAt: Instant;
};

export type ProblemRecord = ProblemDraft &
  OrderRef & {
    readonly id: string;
    readonly raisedAt: Instant;
    readonly updatedAt: Instant;
    readonly resolvedAt: Instant | null;
    readonly resolvedBy: string | null;
  };

/** Everything remembered of one order that the rules need. */
export type OrderFile = {
  readonly order: OrderRecord;
  readonly operations: readonly Operation[];
  readonly invoices: readonly InvoiceRecord[];
  readonly problems: readonly ProblemRecord[];
};

export type DecisionRecord = {
  readonly service: string;
  readonly reason: string;
  readonly document: string | null;
  readonly at: Instant;
  readonly configurationVersion: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly traceId: string;
};
export type OrderChange = {
  readonly [
    K in keyof Omit<OrderRecord, keyof OrderRef | 'firstSeenAt' | 'updatedAt'>
  ]?: OrderRecord[K];
};

/** An event for the outbox, before it gets its id and envelope. */
export type EventDraft = {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/**
 * What one transaction writes: at most one operation ends and one begins, together with all that belongs to it.
 * Everything or nothing.
 */
export type JournalWrite = {
  readonly ref: OrderRef;
  readonly now: Instant;
  readonly traceId: string;
  /** Inserts the order when new (then all fields must be there), changes it otherwise. */
  readonly order?: OrderChange;
  readonly invoices?: readonly Omit<InvoiceRecord, 'seenAt'>[];
  readonly finish?: {
    readonly key: OperationKey;
    /** The attempt that ended so. An outcome of an earlier attempt says nothing about the one that is open now. */
    readonly attempt?: number;
    readonly outcome: OperationOutcome;
  };
  readonly begin?: {
    readonly intent: OperationIntent;
    readonly owner: string;
    /** A refused one may be opened again. */ readonly reopenRefused: boolean;
    /** The last attempt that the decision knew of, 0 for none: a later one that was refused is not opened again on its account. */
    readonly seenAttempt?: number;
  };
  readonly decision?: DecisionRecord;
  readonly calls?: readonly ForeignCall[];
  /** The whole truth about open problems of `area` (and document): missing ones are resolved, new ones raised, equal ones kept. */
  readonly problems?: {
    readonly area: string;
    readonly document: string | null;
    readonly open: readonly ProblemDraft[];
  };
  readonly events?: readonly EventDraft[];
  /**
   * Told only when the order waits under that name as it stands when this write has its turn, so that a wait that is stored in the same
   * moment is not missed. A wait that this very write stores or ends does not count.
   */
  readonly wake?: { readonly wait: string; readonly event: EventDraft };
};

/**
 * begun: the intent is ours, act · nothing-begun: the write had no `begin` · exists: the key is there already, here it is ·
 * payment-busy: another operation on the payment is open; nothing of the write was kept.
 */
export type JournalResult =
  | { readonly kind: 'begun'; readonly operation: Operation }
  | { readonly kind: 'nothing-begun' }
  | { readonly kind: 'exists'; readonly operation: Operation }
  | { readonly kind: 'payment-busy'; readonly operation: Operation };

/** The operations journal. Implemented on PostgreSQL by libs/persistence and in memory for the simulator. */
export interface Journal {
  readOrders(
    connectionId: ConnectionId,
    orderNumbers: readonly OrderNumber[],
  ): Promise<ReadonlyMap<OrderNumber, OrderFile>>;
  /** With `exists` the rest of the write is kept unless it had a `finish` of the same key; with `payment-busy` nothing is. */
  write(entry: JournalWrite): Promise<JournalResult>;
  /** Records that can wait (comment outcomes, calls): written within a second, together with others'. Lost by a crash without harm. */
  writeSoon(entry: JournalWrite): void;
  /** Open or pending operations whose next look is due or whose owner is gone, oldest first. */
  operationsToLookUp(filter: {
    readonly now: Instant;
    readonly staleBefore: Instant;
    readonly kinds: readonly string[];
    readonly limit: number;
  }): Promise<readonly (Operation & OrderRef)[]>;
  /** Orders whose `nextLookAt` has come. */
  ordersToLookAt(filter: {
    readonly now: Instant;
    readonly limit: number;
  }): Promise<readonly OrderRecord[]>;
  /** Takes a due look-up for this process so that others leave it alone until `until`. `false`: another one was quicker. */
  claimLookUp(
    key: OperationKey,
    expectedNextLookAt: Instant | null,
    until: Instant,
  ): Promise<boolean>;
  flush(): Promise<void>;
}

export type OpenProblem = {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly document: string | null;
};
