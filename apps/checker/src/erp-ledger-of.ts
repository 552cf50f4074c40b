import {
  type CheckedDocument,
  type ErpInvoice,
  type ErpLedger,
  type ErpOrder,
  type ErpOrderLine,
  type Money,
  type Operation,
  type OperationKind,
  add,
  isManualOrder,
  isPositive,
  latestOperation,
  money,
  sum,
} from '@abgleich/domain';

export type ErpSide = {
  readonly order: ErpOrder;
  readonly documents: readonly ErpInvoice[];
  /** `null`: not read, because nothing asked for it. */
  readonly lines: readonly ErpOrderLine[] | null;
};

/** The order in the checker's words: what the ERP says, and which of it our records say we did. */
export function erpLedgerOf(
  { order, documents, lines }: ErpSide,
  operations: readonly Operation[],
): ErpLedger {
  const lock = latestDone(operations, 'lock');
  const unlock = latestDone(operations, 'unlock');
  const lockInForce = lock !== null && (unlock === null || endOf(unlock) < endOf(lock));
  const release = latestDone(operations, 'release');
  const isNote = ({ kind, total }: ErpInvoice): boolean =>
    kind === 'credit-note' || total.minor < 0;
  const cancelled = (lines ?? []).filter(isCancelled);
  return {
    orderNumber: order.orderNumber,
    manual: isManualOrder(order),
    status: order.status,
    locked: order.locked,
    lockedByUs: order.locked === true && lockInForce,
    unlockedByOthers: order.locked === false && lockInForce,
    releasedByUsAt: release?.finishedAt ?? null,
    total: order.total,
    ordered: lines === null ? null : orderedAtFirst(order, cancelled),
    someCancelled: lines === null ? null : cancelled.length > 0,
    invoices: documents.filter((one) => !isNote(one)).map((one) => documentOf(one, operations)),
    creditNotes: documents.filter(isNote).map((one) => documentOf(one, operations)),
  };
}

const isCancelled = ({ status }: ErpOrderLine): boolean =>
  status === 'cancelled' || status === 'undeliverable';
const endOf = ({ finishedAt, openedAt }: Operation): number => finishedAt ?? openedAt;

const latestDone = (operations: readonly Operation[], kind: OperationKind): Operation | null =>
  latestOperation(
    operations.filter(({ status }) => status === 'done'),
    kind,
  );

/** When everything was cancelled the ERP's total is zero, and shipping cost and voucher cannot be told any more: not known. */
function orderedAtFirst({ total }: ErpOrder, cancelled: readonly ErpOrderLine[]): Money | null {
  if (cancelled.length > 0 && !isPositive(total)) return null;
  const { currency } = total;
  const prices = cancelled
    .filter(({ price }) => price.currency === currency)
    .map(({ price, quantity }) => money(Math.round(price.minor * quantity), currency));
  return add(total, sum(prices, currency));
}

const withoutSign = ({ minor, currency }: Money): Money => money(Math.abs(minor), currency);

function documentOf(
  { invoiceNumber, total, shipped, settled, settledAmount }: ErpInvoice,
  operations: readonly Operation[],
): CheckedDocument {
  const own = operations.find(
    ({ kind, status, document }) =>
      (kind === 'settlement' || kind === 'booking') &&
      status === 'done' &&
      document === invoiceNumber,
  );
  return {
    number: invoiceNumber,
    total: withoutSign(total),
    shipped,
    settled,
    booked: settledAmount === null ? null : withoutSign(settledAmount),
    // The interface has no procedure that lists bookings; what is paid on a document is all it tells.
    bookings: null,
    recordedByUs: own === undefined ? null : withoutSign(own.amount ?? total),
  };
}
