import type {
  CaptureReason,
  ErpInvoice,
  ErpOrder,
  ErpPaymentCode,
  Instant,
  OrderFile,
  OrderNumber,
} from '@abgleich/domain';
import { captureInvoice } from './capture-invoice.js';
import { invoiceSubject, orderSubject } from './note-failure.js';
import {
  type PollInput,
  configurationFor,
  filesOf,
  forEachAtOnce,
  guarded,
  listContext,
} from './poll-work.js';
import { releaseOrder } from './release-order.js';
import { invoiceWait, isResting, waitOf } from './waits.js';

/** The ERP answers at most so many rows of a queue at once; beyond it stuck rows hide work, which the daily sweep reports. */
export const PAGE_SIZE_MAX = 1000;
/** A queue that keeps filling while it is worked off is left to the next poll after so many pages. */
const PAGES_MAX = 50;

/**
 * Works off the release queue of a connection once: every configured payment code, page after page, past rows that are stuck.
 * A fault of one order stays with it; a fault of the list call itself is thrown.
 */
export async function pollReleaseQueue(input: PollInput): Promise<void> {
  for (const code of paymentCodes(input))
    if (!input.isStopping()) await pollReleaseCode(input, code);
}

async function pollReleaseCode(input: PollInput, paymentCode: ErpPaymentCode): Promise<void> {
  const done = new Set<OrderNumber>();
  let limit = input.pageSize;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await input.gateway.ordersAwaitingRelease(
      { paymentCode, limit, ...hidden(input) },
      listContext(input.parts),
    );
    const fresh = rows.filter((row) => !done.has(row.orderNumber));
    fresh.forEach((row) => done.add(row.orderNumber));
    await workOffOrders(input, fresh, input.parts.clock.now());
    if (input.isStopping() || rows.length < limit || limit >= PAGE_SIZE_MAX) return;
    // The queue has no cursor: rows that stay are passed by asking for more.
    if (fresh.length * 2 < limit) limit = Math.min(limit * 2, PAGE_SIZE_MAX);
  }
}

async function workOffOrders(
  input: PollInput,
  rows: readonly ErpOrder[],
  readAt: Instant,
): Promise<void> {
  const files = await filesOf(input, rows);
  await forEachAtOnce(input, rows, async (order) => {
    const configuration = configurationFor(input, order);
    const file = files.get(order.orderNumber);
    if (!configuration || isLeftAlone(input, file, order)) return;
    await guarded(
      input,
      { configuration, file, subject: orderSubject(order), area: 'release' },
      () =>
        releaseOrder({
          parts: input.parts,
          gateway: input.gateway,
          configuration,
          order,
          file,
          readAt,
        }),
    );
  });
}

/** Works off the shipped invoices of a connection once. Several invoices of one order are taken one after the other. */
export async function pollCaptureQueue(input: PollInput): Promise<void> {
  for (const code of paymentCodes(input))
    if (!input.isStopping()) await pollCaptureCode(input, code);
}

async function pollCaptureCode(input: PollInput, paymentCode: ErpPaymentCode): Promise<void> {
  let fromInvoiceKey = 0;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const request = { paymentCode, limit: input.pageSize, fromInvoiceKey, ...hidden(input) };
    const rows = await input.gateway.shippedInvoices(request, listContext(input.parts));
    await workOffInvoices(input, rows);
    const last = Math.max(...rows.map((row) => row.invoiceKey));
    if (input.isStopping() || rows.length < input.pageSize || last < fromInvoiceKey) return;
    fromInvoiceKey = last + 1;
  }
}

async function workOffInvoices(input: PollInput, rows: readonly ErpInvoice[]): Promise<void> {
  const files = await filesOf(input, rows);
  const byOrder = Map.groupBy(rows, (row) => row.orderNumber);
  await forEachAtOnce(input, [...byOrder.values()], async (invoices) => {
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
  // Credit notes are the other service's: it learns of them from their own list.
  if (!configuration || invoice.kind === 'credit-note' || isLeftAlone(input, file, invoice)) return;
  await guarded(
    input,
    { configuration, file, subject: invoiceSubject(invoice), area: 'capture' },
    () =>
      captureInvoice({ parts: input.parts, gateway: input.gateway, configuration, invoice, file }),
  );
}

/**
 * Left alone: backing off after a fault or a "stuck" decision, waiting for a moment that an event brings earlier if need be (an invoice
 * for its transfer, or for the rest of its order), or with an effect whose outcome a look-up is finding out.
 */
function isLeftAlone(
  { parts }: PollInput,
  file: OrderFile | undefined,
  row: ErpOrder | ErpInvoice,
): boolean {
  if (!file) return false;
  const now = parts.clock.now();
  if (isResting(file, now)) return true;
  const wait = waitOf(file, 'invoiceNumber' in row ? invoiceWait(row.invoiceNumber) : 'release');
  const waits = wait !== null && wait > now;
  if (waits && ('invoiceNumber' in row ? isWaiting(file, row) : file.order.state === 'stuck'))
    return true;
  return file.operations.some(
    (one) => (one.status === 'open' || one.status === 'pending') && one.kind !== 'comment',
  );
}

/** Waits that last for days; what ends them wakes the order. */
const LONG_WAITS: readonly string[] = [
  'waiting-for-closed',
  'awaiting-transfer',
] satisfies CaptureReason[];

/** The capture rules put the order to rest with this very invoice in sight; a new one is looked at at once. */
const isWaiting = ({ order, invoices }: OrderFile, { invoiceNumber }: ErpInvoice): boolean =>
  LONG_WAITS.includes(order.reason) && invoices.some((one) => one.invoiceNumber === invoiceNumber);

const hidden = ({ includeHidden }: PollInput): { includeHidden?: true } =>
  includeHidden === true ? { includeHidden } : {};

const paymentCodes = ({ configurations }: PollInput): readonly ErpPaymentCode[] => [
  ...new Set(configurations.map((one) => one.paymentCode)),
];
