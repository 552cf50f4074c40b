import type { OrdersQuery, ProblemFilter } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import { ORDER_COLUMNS, WEIGHTIEST_PROBLEM } from './order-columns.js';
import { DEADLINE } from './order-deadline.js';
import { type CursorOf, readCursor, writeCursor } from './orders-cursor.js';
import { collectValues, plainConditions, sourceOf, type Values } from './orders-filter.js';
import type { Sql, SqlRow } from './portal-database.js';

export type PageRequest = {
  readonly organisationId: OrganisationId;
  readonly query: Omit<OrdersQuery, 'limit'> & { readonly limit: number };
};
/** Rows for `toOrderRow`, and the cursor of what comes after them. */
export type OrdersPage = { readonly rows: readonly SqlRow[]; readonly next: string | null };

/** One page of orders as asked, in keyset paging: the same work for every page. Runs inside `inOrganisation`. */
export const readPage = (sql: Sql, request: PageRequest): Promise<OrdersPage> =>
  request.query.sort === 'urgent' ? urgentPage(sql, request) : newestPage(sql, request);

const MICROS = (moment: string): string =>
  `(extract(epoch from ${moment}) * 1000000)::bigint::text`;
const fromMicros = (placeholder: string): string =>
  `(timestamptz 'epoch' + ${placeholder}::bigint * interval '1 microsecond')`;
const NEWEST = 'o.first_seen_at desc, o.order_number desc, o.connection_id desc';
const PLACE = '(o.first_seen_at, o.order_number, o.connection_id)';

/** What lies behind the cursor's place among equals. */
const behindPlace = (
  { firstSeenMicros, orderNumber, connectionId }: CursorOf<'newest' | 'urgent'>,
  values: Values,
): string =>
  `${PLACE} < (${fromMicros(values.add(firstSeenMicros))}, ${values.add(orderNumber)}, ${values.add(connectionId)}::uuid)`;

async function newestPage(sql: Sql, { organisationId, query }: PageRequest): Promise<OrdersPage> {
  const values = collectValues(organisationId);
  const after = readCursor(query.after);
  const source = sourceOf(query.filter);
  const conditions = [
    ...plainConditions(query, values),
    ...source.where,
    ...(after?.sort === 'newest' ? [behindPlace(after, values)] : []),
  ];
  const rows = await sql(
    `with page as materialized (
       select o.* from ${source.from} where ${conditions.join(' and ')}
       order by ${NEWEST} limit ${values.add(query.limit + 1)})
     select ${ORDER_COLUMNS}, ${MICROS('o.first_seen_at')} as first_seen_micros from page o ${WEIGHTIEST_PROBLEM} order by ${NEWEST}`,
    values.list,
  );
  return pageOf(rows, query.limit, (last) => ({ sort: 'newest', ...placeOf(last) }));
}

/** Those who need a person, those with a notice, and the rest: one after the other, so that the few that matter are not looked for among all. */
const RANKS = [
  { rank: 2, filters: [undefined, 'problem'] },
  { rank: 1, filters: [undefined, 'notice'] },
  { rank: 0, filters: [undefined, 'waiting', 'ok'] },
] as const satisfies readonly {
  readonly rank: number;
  readonly filters: readonly (ProblemFilter | undefined)[];
}[];
type Rank = (typeof RANKS)[number]['rank'];

async function urgentPage(sql: Sql, request: PageRequest): Promise<OrdersPage> {
  const { limit, filter, after: text } = request.query;
  const cursor = readCursor(text);
  const after = cursor?.sort === 'urgent' ? cursor : null;
  const rows: SqlRow[] = [];
  for (const { rank, filters } of RANKS) {
    if (!filters.some((one) => one === filter) || (after !== null && rank > after.rank)) continue;
    const wanted = limit + 1 - rows.length;
    if (wanted <= 0) break;
    const behind = after?.rank === rank ? after : null;
    rows.push(...(await rowsOfRank(sql, request, { rank, behind, wanted })));
  }
  return pageOf(rows, limit, (last) => ({ sort: 'urgent', ...placeOf(last), ...urgencyOf(last) }));
}

/** Where the orders of a rank come from, under a filter by state. */
function sourceOfRank(rank: Rank, filter: ProblemFilter | undefined) {
  if (rank === 2) return sourceOf('problem');
  if (rank === 1) return sourceOf('notice');
  return sourceOf(filter ?? 'unmarked');
}
/** As the index on totals has it. */
const TOTAL = '(case when o.total_minor is null then -1 else o.total_minor end)';
/** Every order has one: those without any come after those with one. */
const DUE = `coalesce(${DEADLINE}, 'infinity'::timestamptz)`;
const URGENCY = `${TOTAL} desc, ${DUE}, ${NEWEST}`;

type RankPart = {
  readonly rank: Rank;
  readonly behind: CursorOf<'urgent'> | null;
  readonly wanted: number;
};

function rowsOfRank(
  sql: Sql,
  { organisationId, query }: PageRequest,
  { rank, behind, wanted }: RankPart,
): Promise<readonly SqlRow[]> {
  const values = collectValues(organisationId);
  const source = sourceOfRank(rank, query.filter);
  const conditions = [
    ...plainConditions(query, values),
    ...source.where,
    ...(behind === null ? [] : behindUrgency(behind, values)),
  ];
  return sql(
    `with page as materialized (
       select o.* from ${source.from} where ${conditions.join(' and ')} order by ${URGENCY} limit ${values.add(wanted)})
     select ${ORDER_COLUMNS}, ${rank} as rank, ${TOTAL}::text as total_rank, ${MICROS('o.first_seen_at')} as first_seen_micros,
       case when isfinite(${DUE}) then ${MICROS(DUE)} end as due_micros
     from page o ${WEIGHTIEST_PROBLEM} order by ${URGENCY}`,
    values.list,
  );
}

/** The first condition is what the index on totals can follow; the second one is exact. */
function behindUrgency(cursor: CursorOf<'urgent'>, values: Values): string[] {
  const total = `${values.add(cursor.totalMinor)}::bigint`;
  const due =
    cursor.deadlineMicros === null
      ? `'infinity'::timestamptz`
      : fromMicros(values.add(cursor.deadlineMicros));
  return [
    `${TOTAL} <= ${total}`,
    `(${TOTAL} < ${total} or ${DUE} > ${due} or (${DUE} = ${due} and ${behindPlace(cursor, values)}))`,
  ];
}

const placeRow = z.object({
  first_seen_micros: z.string(),
  order_number: z.string(),
  connection_id: z.string(),
});
function placeOf(row: SqlRow) {
  const last = placeRow.parse(row);
  return {
    firstSeenMicros: last.first_seen_micros,
    orderNumber: last.order_number,
    connectionId: last.connection_id,
  };
}

const urgencyRow = z.object({
  rank: z.number().int(),
  total_rank: z.string(),
  due_micros: z.string().nullable(),
});
function urgencyOf(row: SqlRow) {
  const last = urgencyRow.parse(row);
  return { rank: last.rank, totalMinor: last.total_rank, deadlineMicros: last.due_micros };
}

function pageOf(
  rows: readonly SqlRow[],
  limit: number,
  cursorOf: (last: SqlRow) => Parameters<typeof writeCursor>[0],
): OrdersPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: shown, next: more ? writeCursor(cursorOf(last)) : null };
}
