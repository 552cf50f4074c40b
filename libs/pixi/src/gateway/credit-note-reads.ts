import { DAY, plusMs, type CallContext, type ErpGateway, type Fault } from '@abgleich/domain';
import { listRows, type GatewayParts } from './gateway-parts.js';
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
  return {
    creditNotes: await keepGood(credits, (row) => invoice(parts, row, ctx), report),
    lastKey: keys.length === 0 ? null : Math.max(...keys),
  };
}

/** Cheap, and rather too often yes: `document` decides. */
const isCreditRow = (row: InvoiceRow): boolean =>
  row.text('invoiceType')?.toUpperCase() === 'C' || row.text('total')?.startsWith('-') === true;
