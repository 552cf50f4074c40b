import { z } from 'zod';
import type { OrderDetail } from '@abgleich/contracts';
import { ORDER_COLUMNS, toOrderRow, WEIGHTIEST_PROBLEM } from './order-columns.js';
import { readOrderProblems } from './order-people.js';
import { readParked } from './order-parked.js';
import { readTimeline, type OrderKey } from './order-timeline.js';
import type { Sql, SqlRow } from './portal-database.js';
import { readStoredPayment } from './stored-payment.js';

/** Far beyond any real order; keeps a broken import from filling the page. */
const DOCUMENTS_MAX = 200;

const detailRow = z.object({
  configuration_id: z.string().nullable(),
  configuration_version: z.number().int().nullable(),
  uncertain: z.boolean(),
  payment: z.unknown(),
});
const invoiceRow = z.object({
  invoice_number: z.string(),
  kind: z.enum(['invoice', 'credit-note']),
  total_minor: z.coerce.number().int(),
  currency: z.string(),
  settled: z.boolean(),
});

/**
 * Order `o` has an effect whose outcome nobody knows: looked up in vain so far, taken by the other side and not final, or given up. One
 * that was begun a moment ago and never looked up is simply under way.
 */
export const UNCERTAIN = `exists (select from journal.operations u where u.connection_id = o.connection_id
  and u.order_number = o.order_number and u.kind <> 'comment' and (u.status in ('pending', 'abandoned')
    or (u.status = 'open' and (u.look_ups > 0 or u.next_look_at is not null))))`;

/** What is remembered of an order; when this was read and whether the ERP rests is for whoever knows the time. */
export type StoredDetail = Omit<OrderDetail, 'readAt' | 'erpRestsUntil'>;

/** Everything about one order; `null` when the organisation has no such order. Runs inside `inOrganisation`. */
export async function readOrder(sql: Sql, key: OrderKey): Promise<StoredDetail | null> {
  const values = [key.connectionId, key.orderNumber];
  const [row] = await sql(
    `select ${ORDER_COLUMNS}, o.configuration_id, o.configuration_version, o.payment, ${UNCERTAIN} as uncertain
     from journal.orders o ${WEIGHTIEST_PROBLEM} where o.connection_id = $1 and o.order_number = $2`,
    values,
  );
  if (row === undefined) return null;
  const invoices = await sql(
    `select invoice_number, kind, total_minor, currency, settled from journal.invoices
     where connection_id = $1 and order_number = $2 order by seen_at, invoice_number limit ${DOCUMENTS_MAX}`,
    values,
  );
  const detail = detailRow.parse(row);
  return {
    order: toOrderRow(row),
    configurationId: detail.configuration_id,
    configurationVersion: detail.configuration_version,
    uncertain: detail.uncertain,
    payment: readStoredPayment(detail.payment ?? null),
    invoices: invoices.map(toInvoice),
    problems: await readOrderProblems(sql, key),
    parked: await readParked(sql, key),
    ...(await readTimeline(sql, { key })),
  };
}

function toInvoice(row: SqlRow): OrderDetail['invoices'][number] {
  const invoice = invoiceRow.parse(row);
  return {
    invoiceNumber: invoice.invoice_number,
    kind: invoice.kind,
    total: { minor: invoice.total_minor, currency: invoice.currency },
    settled: invoice.settled,
  };
}
