import { type OrderChange, BEYOND_RELEASED } from '@abgleich/domain';
import type { PartContext } from './journal-statement.js';

/** The wait that belongs to every flow. */
export const FOR_ALL = 'all';

/** Columns of `journal.orders` that a write may change. */
const COLUMNS = {
  shop_id: 'text',
  shop_order_number: 'text',
  payment_code: 'text',
  payment_id: 'text',
  method_name: 'text',
  total_minor: 'bigint',
  currency: 'text',
  configuration_id: 'uuid',
  configuration_version: 'integer',
  state: 'text',
  reason: 'text',
  erp_status: 'text',
  payment: 'jsonb',
  next_look_at: 'timestamptz',
  waits: 'jsonb',
  failures: 'integer',
  recheck_requested_at: 'timestamptz',
} as const;
const NAMES = Object.keys(COLUMNS);
/** Both follow from what the change says of either. */
const LOOKS: readonly string[] = ['next_look_at', 'waits'];
const RECORD = Object.entries(COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

/** Whether a change holds what a new order needs. Fields that may be empty may be absent. */
export const isInsertable = (change: OrderChange): boolean =>
  change.shopId !== undefined &&
  change.paymentCode !== undefined &&
  change.state !== undefined &&
  change.reason !== undefined;

/** Inserts or changes the order. A column that the change does not name keeps its value. */
export function orderPart(ctx: PartContext): string | null {
  const { entry, params, now } = ctx;
  if (entry.order === undefined) return null;
  const change = params.add(orderRow(entry.order), 'jsonb');
  if (!isInsertable(entry.order)) {
    return `changed as (update journal.orders as o set ${assignments(change, 'c')}, updated_at = ${now}
      from jsonb_to_record(${change}) as c(${RECORD}), guard
      where o.connection_id = ${ctx.connectionId} and o.order_number = ${ctx.orderNumber})`;
  }
  const waits = waitsAfter(change, `'{}'::jsonb`);
  const firstValues: Readonly<Record<string, string>> = {
    failures: 'coalesce(c.failures, 0)',
    waits,
    next_look_at: earliestOf(waits),
  };
  const values = NAMES.map((name) => firstValues[name] ?? `c.${name}`);
  return `changed as (insert into journal.orders as o (organisation_id, connection_id, order_number, first_seen_at, updated_at,
      ${NAMES.join(', ')})
    select ${ctx.organisationId}, ${ctx.connectionId}, ${ctx.orderNumber}, ${now}, ${now}, ${values.join(', ')}
      from jsonb_to_record(${change}) as c(${RECORD}), guard
    on conflict (connection_id, order_number) do update set ${assignments(change, 'excluded')}, updated_at = ${now})`;
}

function assignments(change: string, source: string): string {
  const waits = waitsAfter(change, 'o.waits');
  const isAbout = LOOKS.map((name) => `${change} ? '${name}'`).join(' or ');
  const plain = NAMES.filter((name) => !LOOKS.includes(name)).map((name) => {
    const said = name === 'state' ? stateAfterSql(source) : `${source}.${name}`;
    return `${name} = case when ${change} ? '${name}' then ${said} else o.${name} end`;
  });
  return [
    ...plain,
    `waits = ${waits}`,
    `next_look_at = case when ${isAbout} then ${earliestOf(waits)} else o.next_look_at end`,
  ].join(', ');
}

/** `stateAfter` of the domain, on the row as it stands when the write has its turn. */
const stateAfterSql = (source: string): string =>
  `case when ${source}.state = 'released' and o.state in (${BEYOND_RELEASED.map((state) => `'${state}'`).join(', ')})
    then o.state else ${source}.state end`;

/** Each flow's own wait is changed where it is named; a next look named by itself stands for all, and none for none. */
const waitsAfter = (change: string, before: string): string =>
  `case when ${change} ? 'waits' then jsonb_strip_nulls(${before} || (${change}->'waits'))
    when ${change} ? 'next_look_at' then jsonb_strip_nulls(jsonb_build_object('${FOR_ALL}', ${change}->'next_look_ms'))
    else ${before} end`;

const earliestOf = (waits: string): string =>
  `(select to_timestamp(min(wait.value::numeric) / 1000.0) from jsonb_each_text(${waits}) as wait)`;

/** The change in column names; a total takes two of them. */
function orderRow(change: OrderChange): Record<string, unknown> {
  const row: Record<string, unknown> = {
    shop_id: change.shopId,
    shop_order_number: change.shopOrderNumber,
    payment_code: change.paymentCode,
    payment_id: change.paymentId,
    method_name: change.methodName,
    configuration_id: change.configurationId,
    configuration_version: change.configurationVersion,
    state: change.state,
    reason: change.reason,
    erp_status: change.erpStatus,
    payment: change.payment,
    next_look_at: iso(change.nextLookAt),
    next_look_ms: change.nextLookAt,
    waits: change.waits,
    failures: change.failures,
    recheck_requested_at: iso(change.recheckRequestedAt),
  };
  if (change.total !== undefined) {
    row['total_minor'] = change.total?.minor ?? null;
    row['currency'] = change.total?.currency ?? null;
  }
  return row; // JSON leaves out what is undefined
}

const iso = (at: number | null | undefined): string | null | undefined =>
  typeof at === 'number' ? new Date(at).toISOString() : at;

/** Inserts or changes invoices. `captured_by` is never forgotten again: a capture does not unhappen. */
export function invoicesPart(ctx: PartContext): string | null {
  const { entry, params, now } = ctx;
  if (entry.invoices === undefined || entry.invoices.length === 0) return null;
  const rows = entry.invoices.map(({ total, ...invoice }) => ({ ...invoice, ...total }));
  return `invoiced as (insert into journal.invoices as i (organisation_id, connection_id, order_number, invoice_number, kind,
      total_minor, currency, settled, captured_by, seen_at)
    select ${ctx.organisationId}, ${ctx.connectionId}, ${ctx.orderNumber}, r."invoiceNumber", r.kind, r.minor, r.currency,
      r.settled, r."capturedBy", ${now}
    from jsonb_to_recordset(${params.add(rows, 'jsonb')}) as r("invoiceNumber" text, kind text, minor bigint, currency text,
      settled boolean, "capturedBy" text), guard
    on conflict (connection_id, invoice_number) do update set kind = excluded.kind, total_minor = excluded.total_minor,
      currency = excluded.currency, settled = excluded.settled, captured_by = coalesce(excluded.captured_by, i.captured_by)
      where (i.kind, i.total_minor, i.currency, i.settled, i.captured_by) is distinct from (excluded.kind,
        excluded.total_minor, excluded.currency, excluded.settled, coalesce(excluded.captured_by, i.captured_by)))`;
}
