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
import { capturesWait, isOpenMatter, returnsWait, isAllThere } from './may-concern.js';
import { noteFailure } from './note-failure.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { putOff } from './put-off.js';
import { configurationFor } from './poll-work.js';
import { releaseOrder } from './release-order.js';
import { commitLookOnly, owesALook } from './waits.js';

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
  if (!order) return;
  const configuration = configurationFor(input, order);
  const file = await fileOf(input);
  if (!configuration) return putOff(workOn(input), file);
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
    if (invoice.settled && !isNews(invoice, file)) continue;
    if (!configuration) await putOff(workOn(input), file);
    else await captureInvoice({ parts, gateway, configuration, invoice, file });
  }
  await resolveUnreadable(input);
}

/** That the order's invoices could not be read was told of no single one of them; now they could. */
async function resolveUnreadable(input: RecheckInput): Promise<void> {
  const file = await fileOf(input);
  const isTold = file?.problems.some(
    ({ code, document }) => code === 'order.unreadable' && document === null,
  );
  if (isTold !== true) return;
  const work = new OrderWork(input.parts, input.ref);
  work.noteProblems({ area: 'capture', document: null, open: [] });
  await work.commit();
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
  const file = await fileOf(input); // older than what the ERP says, so that what ends meanwhile is noticed
  const order = await gateway.readOrder(orderNumber, work.ctx);
  if (!order) return;
  const configuration = configurationFor(input, order);
  if (!configuration) return putOff(workOn(input), file);
  await cancelReturn({ parts, gateway, configuration, orderNumber, file, known: { order } });
}

/**
 * One or two calls instead of four say that there is nothing to give back: nearly always, for a webhook tells of every payment.
 * While the order is open only goods that are gone could ask for money back; afterwards the payment itself may, too.
 */
async function isQuiet(input: RecheckInput, work: OrderWork, file: OrderFile): Promise<boolean> {
  const configuration = configurationFor(input, file.order);
  if (!configuration || isOpenMatter(file) || owesALook(file)) return false;
  const { paymentId, state } = file.order;
  const lines = await input.gateway.readOrderLines(input.ref.orderNumber, work.ctx);
  // What the payment of an open order says without goods being gone is the release rules' matter.
  const payment = isAllThere(file, lines)
    ? null
    : await findPayment(work, configuration, paymentId);
  if (returnsWait(file, { lines, payment })) return false;
  const decision = { lookAgain: null, state };
  await commitLookOnly(work, { file, name: 'cancel-return', decision });
  return true;
}

/**
 * A look that fails is made again after a back-off, however long the trouble lasts: the bus gives up after a few tries, and nobody
 * presses a button for a look that a machine asked for. A person's leave to try refused effects once more is kept with the order.
 */
async function remembered(
  input: RecheckInput,
  area: Area,
  look: () => Promise<void>,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!isFault(error) || error.code === 'platform.database') throw error;
    const file = await fileOf(input);
    if (!file) throw error; // never met: whoever asked knows more than we do
    const configuration = configurationFor(input, file.order);
    if (!configuration) return putOff(workOn(input), file);
    const { parts, requestedAt } = input;
    const subject = { ...file.order, document: null };
    await noteFailure({ parts, configuration, file, subject, area, fault: error, requestedAt });
  }
}

const workOn = ({ parts, ref }: RecheckInput): OrderWork => new OrderWork(parts, ref);

async function fileOf({ parts, ref, requestedAt }: RecheckInput): Promise<OrderFile | undefined> {
  const file = (await parts.journal.readOrders(ref.connectionId, [ref.orderNumber])).get(
    ref.orderNumber,
  );
  if (!file || requestedAt === null) return file;
  return { ...file, order: { ...file.order, recheckRequestedAt: requestedAt } };
}
