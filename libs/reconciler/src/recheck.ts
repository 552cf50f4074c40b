import {
  type ErpGateway,
  type ErpInvoice,
  type Instant,
  type OrderFile,
  type OrderRef,
  type PaymentConfiguration,
  isFault,
} from '@abgleich/domain';
import { cancelReturn } from './cancel-return.js';
import { captureInvoice } from './capture-invoice.js';
import type { Area } from './conclude.js';
import { findPayment } from './find-payment.js';
import { capturesWait, isOpenMatter, returnsWait } from './may-concern.js';
import { noteFailure } from './note-failure.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { configurationFor } from './poll-work.js';
import { releaseOrder } from './release-order.js';

export type RecheckInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configurations: readonly PaymentConfiguration[];
  readonly ref: OrderRef;
  /** When a person asked: refused effects may be tried once more. `null`: a webhook or a look-up asks, which is a look and no permit. */
  readonly requestedAt: Instant | null;
};

/** The release rules on an order as it stands now: header instead of queue row. Nothing happens when it is not ours. */
export const recheckRelease = (input: RecheckInput): Promise<void> =>
  remembered(input, 'release', () => lookAtRelease(input));

async function lookAtRelease(input: RecheckInput): Promise<void> {
  const { parts, gateway, ref } = input;
  const work = new OrderWork(parts, ref);
  const order = await gateway.readOrder(ref.orderNumber, work.ctx);
  const configuration = order && configurationFor(input, order);
  if (!order || !configuration) return;
  const file = await fileOf(input);
  await releaseOrder({ parts, gateway, configuration, order, file });
}

/** The capture rules on every shipped invoice of an order that is not settled yet, or of whose settling we have not heard. */
export const recheckCapture = (input: RecheckInput): Promise<void> =>
  remembered(input, 'capture', () => lookAtInvoices(input));

async function lookAtInvoices(input: RecheckInput): Promise<void> {
  const { parts, gateway, ref } = input;
  const known = await fileOf(input);
  if (known && input.requestedAt === null && !capturesWait(known)) return;
  const work = new OrderWork(parts, ref);
  const invoices = await gateway.invoicesOfOrder(ref.orderNumber, work.ctx);
  for (const invoice of invoices.filter((one) => one.shipped && one.kind === 'invoice')) {
    const configuration = configurationFor(input, invoice);
    const file = await fileOf(input);
    if (configuration && (!invoice.settled || isNews(invoice, file)))
      await captureInvoice({ parts, gateway, configuration, invoice, file });
  }
}

/** Settled by a person since we looked: its problem is to be resolved. Invoices that we never met are none of our business. */
function isNews({ invoiceNumber }: ErpInvoice, file: OrderFile | undefined): boolean {
  const known = file?.invoices.find((one) => one.invoiceNumber === invoiceNumber);
  const hasProblem = file?.problems.some((one) => one.document === invoiceNumber) ?? false;
  return hasProblem || known?.settled === false;
}

/** The rules for cancellations and returns on an order as it stands now. */
export const recheckCancelReturn = (input: RecheckInput): Promise<void> =>
  remembered(input, 'cancel-return', () => lookAtReturns(input));

async function lookAtReturns(input: RecheckInput): Promise<void> {
  const { parts, gateway, ref } = input;
  const { orderNumber } = ref;
  const work = new OrderWork(parts, ref);
  const known = await fileOf(input);
  if (known && input.requestedAt === null && (await isQuiet(input, work, known))) return;
  const order = await gateway.readOrder(orderNumber, work.ctx);
  const configuration = order && configurationFor(input, order);
  if (!order || !configuration) return;
  const file = await fileOf(input);
  await cancelReturn({ parts, gateway, configuration, orderNumber, file, known: { order } });
}

/** Two calls instead of four say that there is nothing to give back: nearly always, for a webhook tells of every payment. */
async function isQuiet(input: RecheckInput, work: OrderWork, file: OrderFile): Promise<boolean> {
  const configuration = configurationFor(input, file.order);
  if (!configuration || isOpenMatter(file)) return false;
  const lines = await input.gateway.readOrderLines(input.ref.orderNumber, work.ctx);
  const payment = await findPayment(work, configuration, file.order.paymentId);
  return !returnsWait(file, { lines, payment });
}

/**
 * A look of our own that fails is made again after a back-off: the wish for it was taken back when it began, and the bus gives up after
 * a few tries. A person's word stays with the bus, for it gives leave to try refused effects once more.
 */
async function remembered(
  input: RecheckInput,
  area: Area,
  look: () => Promise<void>,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!isFault(error) || input.requestedAt !== null || error.code === 'platform.database')
      throw error;
    const file = await fileOf(input);
    const configuration = file && configurationFor(input, file.order);
    if (!configuration) throw error;
    const subject = { ...file.order, document: null };
    await noteFailure({ parts: input.parts, configuration, file, subject, area, fault: error });
  }
}

async function fileOf({ parts, ref, requestedAt }: RecheckInput): Promise<OrderFile | undefined> {
  const file = (await parts.journal.readOrders(ref.connectionId, [ref.orderNumber])).get(
    ref.orderNumber,
  );
  if (!file || requestedAt === null) return file;
  return { ...file, order: { ...file.order, recheckRequestedAt: requestedAt } };
}
