import {
  type ErpGateway,
  type ErpInvoice,
  type ErpOrder,
  type Instant,
  type OrderFile,
  type OrderRef,
  type PaymentConfiguration,
} from '@abgleich/domain';
import { captureInvoice } from './capture-invoice.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { releaseOrder } from './release-order.js';

export type RecheckInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configurations: readonly PaymentConfiguration[];
  readonly ref: OrderRef;
  /** When a person (or the provider's word) asked: refused effects may be tried once more. `null`: a look-up asks, nothing new is allowed. */
  readonly requestedAt: Instant | null;
};

/** The release rules on an order as it stands now: header instead of queue row. Nothing happens when it is not ours. */
export async function recheckRelease(input: RecheckInput): Promise<void> {
  const { parts, gateway, ref } = input;
  const work = new OrderWork(parts, ref);
  const order = await gateway.readOrder(ref.orderNumber, work.ctx);
  const configuration = order && configurationFor(input, order);
  if (!order || !configuration) return;
  const file = await fileOf(input);
  await releaseOrder({ parts, gateway, configuration, order, file });
}

/** The capture rules on every shipped invoice of an order that is not settled yet, or of whose settling we have not heard. */
export async function recheckCapture(input: RecheckInput): Promise<void> {
  const { parts, gateway, ref } = input;
  const work = new OrderWork(parts, ref);
  const invoices = await gateway.invoicesOfOrder(ref.orderNumber, work.ctx);
  for (const invoice of invoices.filter((one) => one.shipped)) {
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

const configurationFor = (
  { configurations }: RecheckInput,
  subject: ErpOrder | ErpInvoice,
): PaymentConfiguration | undefined =>
  configurations.find(
    (one) => one.shopId === subject.shopId && one.paymentCode === subject.paymentCode,
  );

async function fileOf({ parts, ref, requestedAt }: RecheckInput): Promise<OrderFile | undefined> {
  const file = (await parts.journal.readOrders(ref.connectionId, [ref.orderNumber])).get(
    ref.orderNumber,
  );
  if (!file || requestedAt === null) return file;
  return { ...file, order: { ...file.order, recheckRequestedAt: requestedAt } };
}
