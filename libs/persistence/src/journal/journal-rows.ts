import {
  type ConnectionId,
  type Currency,
  type ErpPaymentCode,
  type ConfigurationId,
  type Instant,
  type InvoiceNumber,
  type InvoiceRecord,
  instant,
  type Money,
  money,
  type Operation,
  type OperationKey,
  type OperationKind,
  type OperationStatus,
  type OrderNumber,
  type OrderRecord,
  type OrderRef,
  type OrderState,
  type OrganisationId,
  type PaymentSnapshot,
  type ProblemCode,
  type ProblemRecord,
  type ProviderPaymentId,
  type Severity,
  type ShopId,
  type ShopOrderNumber,
  type TransactionPath,
} from '@abgleich/domain';

/** A moment: epoch ms from a column, ISO text from inside JSON. */
type Moment = number | string;
type Nullable<T> = { [K in keyof T]: T[K] | null };
type OrderKeyRow = { organisation_id: string; connection_id: string; order_number: string };
type AmountRow = { amount_minor: number | null; currency: string | null };

export type OperationRow = OrderKeyRow &
  AmountRow & {
    key: string;
    kind: string;
    payment_id: string | null;
    document: string;
    reference: string;
    known_transactions: string[];
    status: string;
    attempt: number;
    owner: string;
    opened_at: Moment;
    finished_at: Moment | null;
    transaction_path: string | null;
    refusal_code: string | null;
    refusal_message: string | null;
    look_ups: number;
    next_look_at: Moment | null;
  };

export type OrderRow = OrderKeyRow &
  Nullable<{
    shop_order_number: string;
    payment_id: string;
    method_name: string;
    total_minor: number;
    currency: string;
    configuration_id: string;
    configuration_version: number;
    erp_status: string;
    payment: PaymentSnapshot;
    next_look_at: Moment;
    recheck_requested_at: Moment;
  }> & {
    waits: Record<string, number>;
    shop_id: string;
    payment_code: string;
    state: string;
    reason: string;
    first_seen_at: Moment;
    updated_at: Moment;
    failures: number;
  };

export type InvoiceRow = {
  invoice_number: string;
  kind: 'invoice' | 'credit-note';
  total_minor: number;
  currency: string;
  settled: boolean;
  captured_by: string | null;
  seen_at: Moment;
};

export type ProblemRow = OrderKeyRow & {
  id: string;
  code: string;
  severity: Severity;
  document: string | null;
  params: Record<string, string>;
  raised_at: Moment;
  updated_at: Moment;
  resolved_at: Moment | null;
  resolved_by: string | null;
};

// The casts to branded strings below are the parser of our own tables: what is read here was written by this library.

const at = (value: Moment): Instant =>
  instant(typeof value === 'number' ? value : Date.parse(value));
const atOrNull = (value: Moment | null): Instant | null => (value === null ? null : at(value));
/** Throws `MoneyError` when the column holds more than a number can. */
const amount = (minor: number | null, currency: string | null): Money | null =>
  minor === null || currency === null ? null : money(minor, currency as Currency);

const refOf = (row: OrderKeyRow): OrderRef => ({
  organisationId: row.organisation_id as OrganisationId,
  connectionId: row.connection_id as ConnectionId,
  orderNumber: row.order_number as OrderNumber,
});

/** An operation from its row. */
export function operationFrom(row: OperationRow): Operation {
  return {
    key: row.key as OperationKey,
    kind: row.kind as OperationKind,
    paymentId: row.payment_id as ProviderPaymentId | null,
    document: row.document,
    amount: amount(row.amount_minor, row.currency),
    reference: row.reference,
    knownTransactions: row.known_transactions as TransactionPath[],
    connectionId: row.connection_id as ConnectionId,
    orderNumber: row.order_number as OrderNumber,
    status: row.status as OperationStatus,
    attempt: row.attempt,
    openedAt: at(row.opened_at),
    finishedAt: atOrNull(row.finished_at),
    transactionPath: row.transaction_path as TransactionPath | null,
    refusal:
      row.refusal_code === null
        ? null
        : { code: row.refusal_code, message: row.refusal_message ?? '' },
    lookUps: row.look_ups,
    nextLookAt: atOrNull(row.next_look_at),
    owner: row.owner,
  };
}

/** An operation with the order it belongs to. */
export const operationWithRefFrom = (row: OperationRow): Operation & OrderRef => ({
  ...operationFrom(row),
  ...refOf(row),
});

const waitsFrom = (stored: OrderRow['waits']): Record<string, Instant> =>
  Object.fromEntries(Object.entries(stored).map(([flow, moment]) => [flow, instant(moment)]));

/** An order from its row. */
export function orderFrom(row: OrderRow): OrderRecord {
  return {
    ...refOf(row),
    shopId: row.shop_id as ShopId,
    shopOrderNumber: row.shop_order_number as ShopOrderNumber | null,
    paymentCode: row.payment_code as ErpPaymentCode,
    paymentId: row.payment_id as ProviderPaymentId | null,
    methodName: row.method_name,
    total: amount(row.total_minor, row.currency),
    configurationId: row.configuration_id as ConfigurationId | null,
    configurationVersion: row.configuration_version,
    state: row.state as OrderState,
    reason: row.reason,
    erpStatus: row.erp_status,
    payment: row.payment,
    firstSeenAt: at(row.first_seen_at),
    updatedAt: at(row.updated_at),
    nextLookAt: atOrNull(row.next_look_at),
    waits: waitsFrom(row.waits),
    failures: row.failures,
    recheckRequestedAt: atOrNull(row.recheck_requested_at),
  };
}

/** An invoice from its row. */
export const invoiceFrom = (row: InvoiceRow): InvoiceRecord => ({
  invoiceNumber: row.invoice_number as InvoiceNumber,
  kind: row.kind,
  total: money(row.total_minor, row.currency as Currency),
  settled: row.settled,
  capturedBy: row.captured_by as TransactionPath | null,
  seenAt: at(row.seen_at),
});

/** A problem from its row. */
export const problemFrom = (row: ProblemRow): ProblemRecord => ({
  ...refOf(row),
  id: row.id,
  code: row.code as ProblemCode,
  severity: row.severity,
  document: row.document,
  params: row.params,
  raisedAt: at(row.raised_at),
  updatedAt: at(row.updated_at),
  resolvedAt: atOrNull(row.resolved_at),
  resolvedBy: row.resolved_by,
});
