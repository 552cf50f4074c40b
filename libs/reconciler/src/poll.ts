import {
  type CallContext,
  type ConnectionId,
  type ErpGateway,
  type ErpInvoice,
  type ErpOrder,
  type ErpPaymentCode,
  type OrderFile,
  type OrderNumber,
  type PaymentConfiguration,
  Fault,
  isFault,
} from '@abgleich/domain';
import { captureInvoice } from './capture-invoice.js';
import type { Area } from './conclude.js';
import { noteFailure } from './note-failure.js';
import type { ReconcilerParts } from './parts.js';
import { releaseOrder } from './release-order.js';

export type PollInput = {
  readonly parts: ReconcilerParts;
  readonly connectionId: ConnectionId;
  readonly gateway: ErpGateway;
  /** The connection's configurations that are active and not paused. */
  readonly configurations: readonly PaymentConfiguration[];
  /** Orders worked on at once. The ERP's own limit is kept by its client; this one is for the provider and our database. */
  readonly concurrency: number;
  readonly pageSize: number;
  readonly onOrderFault: (orderNumber: OrderNumber, fault: Fault) => void;
};

/** The ERP answers at most so many rows of a queue at once; beyond it stuck rows hide work, which the daily sweep reports. */
export const PAGE_SIZE_MAX = 1000;
/** A queue that keeps filling while it is worked off is left to the next poll after so many pages. */
const PAGES_MAX = 50;

/**
 * Works off the release queue of a connection once: every configured payment code, page after page, past rows that are stuck.
 * A fault of one order stays with it; a fault of the list call itself is thrown.
 */
export async function pollReleaseQueue(input: PollInput): Promise<void> {
  for (const code of paymentCodes(input)) await pollReleaseCode(input, code);
}

async function pollReleaseCode(input: PollInput, paymentCode: ErpPaymentCode): Promise<void> {
  const done = new Set<OrderNumber>();
  let limit = input.pageSize;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await input.gateway.ordersAwaitingRelease(
      { paymentCode, limit },
      listContext(input.parts),
    );
    const fresh = rows.filter((row) => !done.has(row.orderNumber));
    fresh.forEach((row) => done.add(row.orderNumber));
    await workOffOrders(input, fresh);
    if (rows.length < limit || limit >= PAGE_SIZE_MAX) return;
    // The queue has no cursor: rows that stay are passed by asking for more.
    if (fresh.length * 2 < limit) limit = Math.min(limit * 2, PAGE_SIZE_MAX);
  }
}

async function workOffOrders(input: PollInput, rows: readonly ErpOrder[]): Promise<void> {
  const files = await filesOf(input, rows);
  await forEachAtOnce(rows, input.concurrency, async (order) => {
    const configuration = configurationFor(input, order);
    const file = files.get(order.orderNumber);
    if (!configuration || isLeftAlone(input, file, 'release')) return;
    await guarded(input, { configuration, file, subject: order, area: 'release' }, () =>
      releaseOrder({ parts: input.parts, gateway: input.gateway, configuration, order, file }),
    );
  });
}

/** Works off the shipped invoices of a connection once. Several invoices of one order are taken one after the other. */
export async function pollCaptureQueue(input: PollInput): Promise<void> {
  for (const code of paymentCodes(input)) await pollCaptureCode(input, code);
}

async function pollCaptureCode(input: PollInput, paymentCode: ErpPaymentCode): Promise<void> {
  let fromInvoiceKey = 0;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const request = { paymentCode, limit: input.pageSize, fromInvoiceKey };
    const rows = await input.gateway.shippedInvoices(request, listContext(input.parts));
    await workOffInvoices(input, rows);
    const last = Math.max(...rows.map((row) => row.invoiceKey));
    if (rows.length < input.pageSize || last < fromInvoiceKey) return;
    fromInvoiceKey = last + 1;
  }
}

async function workOffInvoices(input: PollInput, rows: readonly ErpInvoice[]): Promise<void> {
  const files = await filesOf(input, rows);
  const byOrder = Map.groupBy(rows, (row) => row.orderNumber);
  await forEachAtOnce([...byOrder.values()], input.concurrency, async (invoices) => {
    for (const [index, invoice] of invoices.entries()) {
      const file =
        index === 0
          ? files.get(invoice.orderNumber)
          : (await filesOf(input, [invoice])).get(invoice.orderNumber);
      await workOffInvoice(input, invoice, file);
    }
  });
}

async function workOffInvoice(
  input: PollInput,
  invoice: ErpInvoice,
  file: OrderFile | undefined,
): Promise<void> {
  const configuration = configurationFor(input, invoice);
  if (!configuration || isLeftAlone(input, file, 'capture')) return;
  await guarded(input, { configuration, file, subject: invoice, area: 'capture' }, () =>
    captureInvoice({ parts: input.parts, gateway: input.gateway, configuration, invoice, file }),
  );
}

type Subject = {
  configuration: PaymentConfiguration;
  file: OrderFile | undefined;
  subject: ErpOrder | ErpInvoice;
  area: Area;
};

/** One order's trouble stays with that order. */
async function guarded(
  input: PollInput,
  subject: Subject,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const fault = isFault(error)
      ? error
      : new Fault({ kind: 'bug', code: 'platform.bug', cause: error });
    input.onOrderFault(subject.subject.orderNumber, fault);
    if (fault.code === 'pixi.quiet-window' || fault.code === 'platform.database') return;
    await noteFailure({ parts: input.parts, ...subject, fault });
  }
}

/** Left alone: backing off after a fault or a "stuck" decision, or an effect whose outcome a look-up is finding out. */
function isLeftAlone({ parts }: PollInput, file: OrderFile | undefined, area: Area): boolean {
  if (!file) return false;
  const { failures, nextLookAt, state } = file.order;
  const resting = nextLookAt !== null && nextLookAt > parts.clock.now();
  if (resting && (failures > 0 || (area === 'release' && state === 'stuck'))) return true;
  return file.operations.some(
    (one) => (one.status === 'open' || one.status === 'pending') && one.kind !== 'comment',
  );
}

const paymentCodes = ({ configurations }: PollInput): readonly ErpPaymentCode[] => [
  ...new Set(configurations.map((one) => one.paymentCode)),
];

const configurationFor = (
  { configurations }: PollInput,
  row: ErpOrder | ErpInvoice,
): PaymentConfiguration | undefined =>
  configurations.find((one) => one.shopId === row.shopId && one.paymentCode === row.paymentCode);

const filesOf = (
  { parts, connectionId }: PollInput,
  rows: readonly (ErpOrder | ErpInvoice)[],
): Promise<ReadonlyMap<OrderNumber, OrderFile>> =>
  rows.length === 0
    ? Promise.resolve(new Map())
    : parts.journal.readOrders(connectionId, [...new Set(rows.map((row) => row.orderNumber))]);

/** List calls belong to no order: they count in the metrics, not in a timeline. */
const listContext = (parts: ReconcilerParts): CallContext => ({
  traceId: parts.newTraceId(),
  record: (call) => parts.onListCall?.(call),
});

async function forEachAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
