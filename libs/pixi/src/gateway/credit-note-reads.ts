import {
  DAY,
  plusMs,
  type CallContext,
  type ErpGateway,
  type Fault,
  type UnreadableCreditNote,
} from '@abgleich/domain';
import { listRows, type GatewayParts } from './gateway-parts.js';
import { orderNumberOf, paymentCodeOf, shopIdOf } from './identifiers.js';
import { invoice, type InvoiceRow } from './invoice-reads.js';
import { aboutOrder } from './order-reads.js';
import { keepGood } from './row.js';

/** Documents of all orders at once, as many as pixi gives by itself; the rest comes with the next call. */
const DOCUMENTS_PAGE = 1000;
/** The date of a document may come without its time, and in local time: asked for from well before; the key says what is new. */
const DOCUMENT_DATE_SLACK_MS = 2 * DAY;

/** One call for all orders: pixi announces credit notes nowhere else for sure. Only they are read further. */
export async function creditNotesSince(
  parts: GatewayParts,
  { since, afterInvoiceKey }: Parameters<ErpGateway['creditNotesSince']>[0],
  ctx: CallContext,
): ReturnType<ErpGateway['creditNotesSince']> {
  const args = {
    invoicedFrom: { at: plusMs(since, -DOCUMENT_DATE_SLACK_MS) },
    limit: DOCUMENTS_PAGE,
    ...(afterInvoiceKey > 0 ? { afterInvoiceKey } : {}),
  };
  const rows = await listRows(parts, 'pixiGetInvoice', args, ctx);
  const report = (fault: Fault, row: InvoiceRow): void =>
    parts.onBadRow(aboutOrder(fault, row.text('orderNumber')));
  const keys = await keepGood(rows, (row) => row.wholeNumber('invoiceKey') ?? 0, report);
  const credits = rows.filter(isCreditRow);
  const bad: InvoiceRow[] = [];
  const creditNotes = await keepGood(
    credits,
    (row) => invoice(parts, row, ctx),
    (fault, row) => {
      report(fault, row);
      bad.push(row);
    },
  );
  const unreadable = bad.flatMap(unreadableOf);
  return {
    creditNotes,
    ...(unreadable.length > 0 ? { unreadable } : {}),
    lastKey: keys.length === 0 ? null : Math.max(...keys),
  };
}

/** Without an order number nobody can be told of it but the log. */
function unreadableOf(row: InvoiceRow): readonly UnreadableCreditNote[] {
  const orderNumber = row.text('orderNumber');
  if (orderNumber === null || !/^\d+$/.test(orderNumber)) return [];
  const shopId = row.text('shopId');
  const paymentCode = row.text('paymentCode');
  return [
    {
      name: row.text('invoiceNumber') ?? row.text('invoiceKey') ?? '?',
      orderNumber: orderNumberOf(orderNumber),
      shopId: shopId === null ? null : shopIdOf(shopId),
      paymentCode: paymentCode === null ? null : paymentCodeOf(paymentCode),
    },
  ];
}

/** Cheap, and rather too often yes: `document` decides. */
const isCreditRow = (row: InvoiceRow): boolean =>
  row.text('invoiceType')?.toUpperCase() === 'C' || row.text('total')?.startsWith('-') === true;
