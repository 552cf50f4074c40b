import {
  type CallContext,
  type CheckedOrder,
  type ErpGateway,
  type ErpInvoice,
  type Instant,
  type OrderFile,
  type PaymentConfiguration,
  type PaymentProvider,
  type PaymentSnapshot,
  type PaymentTransaction,
  type ProviderLedger,
  type ProviderPaymentId,
  HOUR,
  isFault,
  operationsOn,
  samePaymentId,
} from '@abgleich/domain';
import { accessOf } from '@abgleich/reconciler';
import { type ErpSide, erpLedgerOf } from './erp-ledger-of.js';
import { type Mark, ownMarks } from './own-marks.js';
import { mayBeOurs, providerLedgerOf } from './provider-ledger-of.js';

/** Reads only: the part of both clients that a check may use. */
export type ReadOnlyErp = Pick<ErpGateway, 'readOrder' | 'invoicesOfOrder' | 'readOrderLines'>;
export type ReadOnlyProvider = Pick<PaymentProvider, 'readPayment' | 'readTransaction'>;

export type LedgerReader = {
  readonly erp: ReadOnlyErp;
  readonly provider: ReadOnlyProvider;
  readonly configuration: PaymentConfiguration;
  readonly ctx: CallContext;
  readonly now: Instant;
};

/** Payments of one order that we worked on, its present one included. More are the work of a person. */
const PAYMENTS_MAX = 3;
/** Transactions of one order that are read one by one because our records do not know them. */
const DETAILS_MAX = 6;
/** All look-ups of an effect are over long before: what still has no outcome then was forgotten. */
const UNFINISHED_AFTER_MS = 6 * HOUR;

export type LedgersRead = {
  readonly order: Omit<CheckedOrder, 'said'>;
  readonly documents: readonly ErpInvoice[];
};

/**
 * Both sides of one order, read now: the provider first, because invoices and credit notes come before the money that answers them.
 * `null`: the ERP has no such order any more. Throws `Fault`.
 */
export async function readLedgers(
  reader: LedgerReader,
  file: OrderFile,
): Promise<LedgersRead | null> {
  const { erp, configuration, ctx } = reader;
  const { orderNumber } = file.order;
  const found = await readPayments(reader, file, file.order.paymentId);
  const order = await erp.readOrder(orderNumber, ctx);
  if (order === null) return null;
  const corrected =
    order.paymentId !== null && !found.some((one) => samePaymentId(one.paymentId, order.paymentId));
  const payments = corrected ? await readPayments(reader, file, order.paymentId) : found;
  const documents = await erp.invoicesOfOrder(orderNumber, ctx);
  const bare: ErpSide = { order, documents, lines: null };
  const lines = needsLines(bare, payments) ? await erp.readOrderLines(orderNumber, ctx) : null;
  const ledgers: ProviderLedger[] = [];
  for (const payment of payments) ledgers.push(await marked(reader, payment, { file, documents }));
  const { mode, toleranceMinor, settleInvoiceAfterReceipt } = configuration.policy;
  const sameVersion = file.order.configurationVersion === configuration.version;
  const agreement = {
    toleranceMinor,
    mode: sameVersion ? mode : null,
    settlesAfterReceipt: settleInvoiceAfterReceipt,
  };
  const erpLedger = erpLedgerOf({ ...bare, lines }, file.operations);
  return { order: { erp: erpLedger, payments: ledgers, agreement }, documents };
}

/** The order's own payment first, then others that we moved money on. One that the keys do not know is no payment. */
async function readPayments(
  { provider, configuration, ctx }: LedgerReader,
  { operations }: OrderFile,
  current: ProviderPaymentId | null,
): Promise<readonly PaymentSnapshot[]> {
  const worked = operations
    .filter(({ kind, status }) => (kind === 'capture' || kind === 'refund') && status === 'done')
    .flatMap(({ paymentId }) => (paymentId === null ? [] : [paymentId]));
  const ids: ProviderPaymentId[] = [];
  for (const id of [...(current === null ? [] : [current]), ...worked])
    if (!ids.some((known) => samePaymentId(known, id))) ids.push(id);
  const payments: PaymentSnapshot[] = [];
  for (const id of ids.slice(0, PAYMENTS_MAX)) {
    try {
      const payment = await provider.readPayment(accessOf(configuration), id, ctx);
      // The provider also finds payments by the shop's order number; that is not the one we asked for.
      if (samePaymentId(payment.paymentId, id)) payments.push(payment);
    } catch (error) {
      if (!isFault(error) || error.code !== 'unzer.payment-unknown') throw error;
    }
  }
  return payments;
}

/** What was cancelled matters only where more was reserved, asked for or taken than invoices and the ERP's total come to. */
function needsLines({ order, documents }: ErpSide, payments: readonly PaymentSnapshot[]): boolean {
  const invoiced = documents
    .filter(({ kind }) => kind === 'invoice')
    .reduce((minor, { total }) => minor + Math.max(0, total.minor), 0);
  const deliverable = Math.max(invoiced, order.total.minor);
  return payments.some(({ captured, refunded, remaining }) => {
    const taken = captured.minor + refunded.minor;
    return taken > deliverable || (order.status === 'closed' && remaining.minor > 0);
  });
}

type Known = { readonly file: OrderFile; readonly documents: readonly ErpInvoice[] };

/** The payment with a mark on every entry. Those that our records do not know are read in full, a few at most. */
async function marked(
  { provider, configuration, ctx }: LedgerReader,
  payment: PaymentSnapshot,
  { file, documents }: Known,
): Promise<ProviderLedger> {
  const { operations, order } = file;
  const onPayment = operationsOn(payment, operations);
  const marks = ownMarks(order.orderNumber, { operations, onPayment, documents });
  const strangers = payment.transactions.filter(
    (entry) => mayBeOurs(payment, entry) && marks.known(entry.path) === null,
  );
  const read = new Map<PaymentTransaction, Mark>();
  const access = accessOf(configuration);
  for (const entry of strangers.slice(0, DETAILS_MAX)) {
    const detail = await provider.readTransaction(access, payment.paymentId, entry.path, ctx);
    read.set(entry, marks.read(detail));
  }
  return providerLedgerOf(payment, (entry) => marks.known(entry.path) ?? read.get(entry) ?? null);
}

/** Effects that never got an outcome; younger ones are still being looked up. */
export function unfinishedSince(
  { operations }: OrderFile,
  now: Instant,
): { readonly forgotten: readonly string[]; readonly underWay: boolean } {
  const open = operations.filter(
    ({ status, kind }) => (status === 'open' || status === 'pending') && kind !== 'comment',
  );
  const isOld = ({ openedAt }: (typeof open)[number]): boolean =>
    openedAt < now - UNFINISHED_AFTER_MS;
  return {
    forgotten: open.filter(isOld).map(({ kind, document }) => `${kind} ${document}`),
    underWay: open.some((one) => !isOld(one)),
  };
}
