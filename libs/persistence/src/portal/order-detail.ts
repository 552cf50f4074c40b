import { z } from 'zod';
import type { OrderDetail } from '@abgleich/contracts';
import { ORDER_COLUMNS, PROBLEM_COLUMNS, toOrderRow, toProblem } from './order-columns.js';
import { WEIGHTIEST_PROBLEM } from './order-columns.js';
import { readTimeline, type OrderKey } from './order-timeline.js';
import type { Sql, SqlRow } from './portal-database.js';
import { readStoredPayment } from './stored-payment.js';

/** Far beyond any real order; keeps a broken import from filling the page. */
const DOCUMENTS_MAX = 200;
const PROBLEMS_MAX = 100;

const detailRow = z.object({
  configuration_version: z.number().int().nullable(),
  payment: z.unknown(),
});
const invoiceRow = z.object({
  invoice_number: z.string(),
  kind: z.enum(['invoice', 'credit-note']),
  total_minor: z.coerce.number().int(),
  currency: z.string(),
  settled: z.boolean(),
});

/** Everything about one order; `null` when the organisation has no such order. Runs inside `inOrganisation`. */
export async function readOrder(
  sql: Sql,
  key: OrderKey,
): Promise<Omit<OrderDetail, 'readAt'> | null> {
  const values = [key.connectionId, key.orderNumber];
  const [row] = await sql(
    `select ${ORDER_COLUMNS}, o.configuration_version, o.payment from journal.orders o ${WEIGHTIEST_PROBLEM}
     where o.connection_id = $1 and o.order_number = $2`,
    values,
  );
  if (row === undefined) return null;
  const invoices = await sql(
    `select invoice_number, kind, total_minor, currency, settled from journal.invoices
     where connection_id = $1 and order_number = $2 order by seen_at, invoice_number limit ${DOCUMENTS_MAX}`,
    values,
  );
  const problemRows = await sql(
    `select ${PROBLEM_COLUMNS} from journal.problems p where p.connection_id = $1 and p.order_number = $2
     order by (p.resolved_at is null) desc, (p.severity = 'error') desc, p.raised_at desc limit ${PROBLEMS_MAX}`,
    values,
  );
  const problems = problemRows.map(toProblem);
  const { configuration_version: configurationVersion, payment } = detailRow.parse(row);
  return {
    order: toOrderRow(row),
    configurationVersion,
    payment: readStoredPayment(payment ?? null),
    invoices: invoices.map(toInvoice),
    problems,
    ...(await readTimeline(sql, key, problems)),
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
