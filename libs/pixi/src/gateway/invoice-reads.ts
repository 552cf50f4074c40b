import {
  Fault,
  isNegative,
  isZero,
  type CallContext,
  type ErpGateway,
  type ErpInvoice,
  type InvoiceNumber,
  type Money,
  type OrderNumber,
  type QueuePage,
} from '@abgleich/domain';
import { unknownValue } from '../values/read-value.js';
import { listRows, readRows, type GatewayParts, type PixiRowOf } from './gateway-parts.js';
import {
  invoiceNumberOf,
  orderNumberOf,
  paymentCodeOf,
  paymentIdOf,
  shopIdOf,
  shopOrderNumberOf,
} from './identifiers.js';
import { about, aboutOrder, readOrder } from './order-reads.js';
import { keepGood } from './row.js';

/** Invoices of one order come in pages of this size. */
const INVOICES_PAGE = 200;
/** Ten thousand documents on one order are an error of ours or of pixi's. */
const PAGES_MAX = 50;

type InvoiceReads = Pick<ErpGateway, 'shippedInvoices' | 'readInvoice' | 'invoicesOfOrder'>;
type QueueRow = PixiRowOf<'pixiPayGetInvoicesToCapture'>;
export type InvoiceRow = PixiRowOf<'pixiGetInvoice'>;

/** The reads about invoices and credit notes. */
export function invoiceReads(parts: GatewayParts): InvoiceReads {
  return {
    shippedInvoices: (page, ctx) => shippedInvoices(parts, page, ctx),
    readInvoice: (invoiceNumber, ctx) => readInvoice(parts, invoiceNumber, ctx),
    invoicesOfOrder: (orderNumber, ctx) => invoicesOfOrder(parts, orderNumber, ctx),
  };
}

/**
 * One page of the capture queue. Databases without the cursor answer from the beginning each time: what lies before
 * `fromInvoiceKey` is left out here, so that a caller who pages on comes to an end instead of going round.
 */
async function shippedInvoices(
  parts: GatewayParts,
  page: QueuePage & { readonly fromInvoiceKey: number },
  ctx: CallContext,
): Promise<readonly ErpInvoice[]> {
  const { paymentCode, limit, includeHidden, fromInvoiceKey } = page;
  const rows = await listRows(
    parts,
    'pixiPayGetInvoicesToCapture',
    {
      paymentCode,
      limit,
      ...(includeHidden === true ? { includeHidden } : {}),
      ...(fromInvoiceKey > 0 ? { fromInvoiceKey } : {}),
    },
    ctx,
  );
  const mine = rows.filter((row) => (row.text('paymentCode') ?? paymentCode) === paymentCode);
  const invoices = await keepGood(
    mine,
    async (row) => queuedInvoice(parts, row, paymentCode) ?? (await wholeInvoice(parts, row, ctx)),
    (fault, row) => parts.onBadRow(aboutInvoice(fault, row)),
  );
  return invoices.filter((one) => one.invoiceKey >= fromInvoiceKey);
}

/** The queue's row as an invoice; `null` when this database's queue lacks something that can be read elsewhere. */
function queuedInvoice(
  parts: GatewayParts,
  row: QueueRow,
  paymentCode: ErpInvoice['paymentCode'],
): ErpInvoice | null {
  const total = row.money('total', row.currency('currency', parts.defaultCurrency));
  const invoiceKey = row.wholeNumber('invoiceKey');
  const orderNumber = row.text('orderNumber');
  const shopId = row.text('shopId');
  const paymentId = row.text('paymentId');
  if (total === null || invoiceKey === null || orderNumber === null || shopId === null) return null;
  if (paymentId === null && !row.declares('paymentId')) return null;
  return {
    ...document(row, total),
    invoiceKey,
    orderNumber: orderNumberOf(orderNumber),
    shopId: shopIdOf(shopId),
    paymentCode,
    paymentId: paymentIdOf(paymentId),
    settled: false,
    settledAmount: null,
    shipped: true,
  };
}

/** The queue knows best that the document is shipped and not settled; the rest is read where it is. */
async function wholeInvoice(
  parts: GatewayParts,
  row: QueueRow,
  ctx: CallContext,
): Promise<ErpInvoice> {
  const invoice = await readInvoice(parts, invoiceNumberOf(row.required('invoiceNumber')), ctx);
  if (invoice === null) throw unknownValue('invoiceNumber', 'in the queue but not an invoice');
  return { ...invoice, settled: false, shipped: true };
}

async function readInvoice(
  parts: GatewayParts,
  invoiceNumber: InvoiceNumber,
  ctx: CallContext,
): Promise<ErpInvoice | null> {
  const rows = await readRows(parts, 'pixiGetInvoice', { invoiceNumber }, ctx);
  const row = rows.find((one) => one.text('invoiceNumber') === invoiceNumber);
  return row === undefined ? null : invoice(parts, row, ctx);
}

/** All documents or a fault: rules add invoices up, so one that cannot be understood must not be left out. */
async function invoicesOfOrder(
  parts: GatewayParts,
  orderNumber: OrderNumber,
  ctx: CallContext,
): Promise<readonly ErpInvoice[]> {
  const invoices: ErpInvoice[] = [];
  let afterInvoiceKey = 0;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const cursor = afterInvoiceKey > 0 ? { afterInvoiceKey } : {};
    const args = { orderNumber, limit: INVOICES_PAGE, ...cursor };
    const rows = await readRows(parts, 'pixiGetInvoice', args, ctx);
    for (const row of rows) invoices.push(await invoice(parts, row, ctx));
    const last = Math.max(...invoices.map((one) => one.invoiceKey), 0);
    if (rows.length < INVOICES_PAGE) return invoices;
    if (last <= afterInvoiceKey) break;
    afterInvoiceKey = last;
  }
  throw new Fault({
    kind: 'data',
    code: 'pixi.answer-too-large',
    params: { invoices: String(invoices.length) },
    ref: { orderNumber },
  });
}

/** A document as the ERP lists it; completed from its order on databases whose list lacks shop or payment id. */
export async function invoice(
  parts: GatewayParts,
  row: InvoiceRow,
  ctx: CallContext,
): Promise<ErpInvoice> {
  return about(row.text('orderNumber'), async () => {
    const total = row.money('total', row.currency('currency', parts.defaultCurrency));
    const invoiceKey = row.wholeNumber('invoiceKey');
    if (total === null) throw unknownValue('total', 'missing');
    if (invoiceKey === null) throw unknownValue('invoiceKey', 'missing');
    const orderNumber = orderNumberOf(row.required('orderNumber'));
    const settledAmount = row.money('paidSum', total.currency);
    const read: Omit<ErpInvoice, 'shopId' | 'paymentId'> = {
      ...document(row, total),
      invoiceKey,
      orderNumber,
      paymentCode: paymentCodeOf(row.required('paymentCode')),
      settled: isSettled(row, total, settledAmount),
      settledAmount,
      shipped: row.instant('shippedOutAt') !== null || row.instant('shippedAt') !== null,
    };
    const shopId = row.text('shopId');
    const paymentId = row.text('paymentId');
    if (shopId !== null && (paymentId !== null || row.declares('paymentId')))
      return { ...read, shopId: shopIdOf(shopId), paymentId: paymentIdOf(paymentId) };
    const order = await readOrder(parts, orderNumber, ctx);
    if (order === null) throw unknownValue('orderNumber', 'has an invoice but is not an order');
    return {
      ...read,
      shopOrderNumber: read.shopOrderNumber ?? order.shopOrderNumber,
      customerKey: read.customerKey ?? order.customerKey,
      shopId: order.shopId,
      paymentId: paymentIdOf(paymentId) ?? order.paymentId,
    };
  });
}

/** What both sources say of a document in the same words. Without a type, a negative total makes a credit note. */
function document(
  row: QueueRow | InvoiceRow,
  total: Money,
): Pick<
  ErpInvoice,
  'invoiceNumber' | 'kind' | 'corrects' | 'shopOrderNumber' | 'total' | 'customerKey' | 'invoicedAt'
> {
  const type = row.text('invoiceType')?.toUpperCase() ?? null;
  if (type !== null && type !== 'I' && type !== 'C')
    throw unknownValue('invoiceType', 'not in the list');
  const corrects = row.text('corrects');
  const shopOrderNumber = row.text('shopOrderNumber');
  return {
    invoiceNumber: invoiceNumberOf(row.required('invoiceNumber')),
    kind: type === 'C' || isNegative(total) ? 'credit-note' : 'invoice',
    corrects: corrects === null ? null : invoiceNumberOf(corrects),
    shopOrderNumber: shopOrderNumber === null ? null : shopOrderNumberOf(shopOrderNumber),
    total,
    customerKey: row.text('customerKey'),
    invoicedAt: row.instant('invoicedAt'),
  };
}

/** pixi's own flag counts; without it, nothing left to pay, or the whole total paid. Never guessed from nothing. */
function isSettled(row: InvoiceRow, total: Money, paidSum: Money | null): boolean {
  const paid = row.flag('paid');
  if (paid !== null) return paid;
  const toPay = row.money('totalToPay', total.currency);
  if (toPay !== null) return isZero(toPay);
  if (paidSum === null) throw unknownValue('paid', 'missing');
  return Math.abs(paidSum.minor) >= Math.abs(total.minor);
}

function aboutInvoice(fault: Fault, row: QueueRow): Fault {
  const { kind, code, params, ref, cause } = aboutOrder(fault, row.text('orderNumber'));
  const invoiceNumber = row.text('invoiceNumber');
  const named = invoiceNumber === null ? ref : { ...ref, invoiceNumber };
  return new Fault({ kind, code, params, ref: named, cause });
}
