import { z } from 'zod';
import type { OrdersAnswer, OrdersQuery, ProblemFilter } from '@abgleich/contracts';
import { assertNever, type OrganisationId } from '@abgleich/domain';
import { ORDER_COLUMNS, toOrderRow, WEIGHTIEST_PROBLEM } from './order-columns.js';
import { readGeneralProblems } from './general-problems.js';
import { PERSON_PREFIX } from './problem-actions.js';
import { readCursor, writeCursor } from './orders-cursor.js';
import type { Sql, SqlRow } from './portal-database.js';

/** A search that hits more orders is too short to be of use; the highest numbers, mostly the newest orders, are shown. */
export const SEARCH_MATCHES_MAX = 1_000;

type ListAnswer = Omit<OrdersAnswer, 'readAt'>;
type ListRequest = { readonly organisationId: OrganisationId; readonly query: OrdersQuery };

/** Collects values as it hands out `$1`, `$2`, … so that no value is ever written into a statement. */
type Values = { readonly list: unknown[]; readonly add: (value: unknown) => string };
function collectValues(...first: unknown[]): Values {
  const list = [...first];
  return { list, add: (value) => `$${list.push(value)}` };
}

/** One page, newest first, and the counts of all orders. Runs inside `inOrganisation`. A cursor that is not ours starts at the top. */
export async function readOrders(sql: Sql, request: ListRequest): Promise<ListAnswer> {
  const { query, organisationId } = request;
  const values = collectValues(organisationId);
  const conditions = [
    'o.organisation_id = $1',
    ...filterConditions(query.filter),
    ...searchConditions(query.search, values),
    ...cursorConditions(query.after, values),
  ];
  const rows = await sql(
    `with page as materialized (
       select o.* from journal.orders o where ${conditions.join(' and ')}
       order by o.first_seen_at desc, o.order_number desc, o.connection_id desc
       limit ${values.add(query.limit + 1)})
     select ${ORDER_COLUMNS}, (extract(epoch from o.first_seen_at) * 1000000)::bigint::text as first_seen_micros
     from page o ${WEIGHTIEST_PROBLEM}
     order by o.first_seen_at desc, o.order_number desc, o.connection_id desc`,
    values.list,
  );
  const shown = rows.slice(0, query.limit);
  return {
    orders: shown.map(toOrderRow),
    next: rows.length > query.limit ? cursorAfter(shown.at(-1)) : null,
    general: await readGeneralProblems(sql, organisationId),
    counts: await countOrders(sql, organisationId),
  };
}

/** A problem of an order we could never read has no row in the list; the error page shows it. So it is not counted here either, nor is one of a connection, which stands above the list. */
const OPEN_PROBLEM = `select p.connection_id, p.order_number from journal.problems p
  where p.organisation_id = $1 and p.resolved_at is null and exists (
    select from journal.orders e where e.connection_id = p.connection_id and e.order_number = p.order_number)`;
/** Unless a person said since that it is solved: the state stays for the rules, the mark is the person's to clear. */
const STUCK = `select s.connection_id, s.order_number from journal.orders s where s.organisation_id = $1 and s.state = 'stuck'
  and not exists (select from journal.problems r where r.connection_id = s.connection_id and r.order_number = s.order_number
    and r.resolved_at >= s.updated_at and r.resolved_by like '${PERSON_PREFIX}%')`;
/** Orders that need a person. $1: the organisation. */
export const WITH_PROBLEM = `(${OPEN_PROBLEM} and p.severity = 'error' union ${STUCK})`;
/** Orders with any mark, notices included. $1: the organisation. */
export const WITH_ANY = `(${OPEN_PROBLEM} union ${STUCK})`;
const ORDER_KEY = '(o.connection_id, o.order_number)';

/** A stuck order without an open problem would be a mistake of ours: it counts as a problem rather than vanish. */
function filterConditions(filter: ProblemFilter | undefined): string[] {
  switch (filter) {
    case undefined:
      return [];
    case 'problem':
      return [`${ORDER_KEY} in ${WITH_PROBLEM}`];
    case 'notice':
      return [`${ORDER_KEY} in (${OPEN_PROBLEM})`, `${ORDER_KEY} not in ${WITH_PROBLEM}`];
    case 'waiting':
      return [`o.state = 'waiting'`, `${ORDER_KEY} not in ${WITH_ANY}`];
    case 'ok':
      return [`o.state <> 'waiting'`, `${ORDER_KEY} not in ${WITH_ANY}`];
    default:
      return assertNever(filter);
  }
}

/**
 * Finds by the beginning of any of the four numbers, in the capitals given, all capitals or none. Written with `>=` and `<` in
 * byte order because under row-level security PostgreSQL uses an index for these and not for LIKE.
 */
function searchConditions(search: string | undefined, values: Values): string[] {
  if (search === undefined || search === '') return [];
  const spellings = [...new Set([search, search.toUpperCase(), search.toLowerCase()])];
  const begins = (column: string) =>
    spellings.map((text) => {
      const from = values.add(text);
      const to = values.add(`${text}\u{10FFFF}`);
      return `${column} collate "C" >= ${from} and ${column} collate "C" < ${to}`;
    });
  const from = (table: string, column: string) =>
    begins(`x.${column}`).map(
      (condition) =>
        `(select x.connection_id, x.order_number from ${table} x where x.organisation_id = $1 and ${condition}
          order by x.${column} collate "C" desc limit ${SEARCH_MATCHES_MAX})`,
    );
  const found = [
    ...from('journal.orders', 'order_number'),
    ...from('journal.orders', 'shop_order_number'),
    ...from('journal.orders', 'payment_id'),
    ...from('journal.invoices', 'invoice_number'),
  ];
  return [`${ORDER_KEY} in (${found.join(' union ')})`];
}

function cursorConditions(after: string | undefined, values: Values): string[] {
  const cursor = after === undefined ? null : readCursor(after);
  if (cursor === null) return [];
  const micros = values.add(cursor.firstSeenMicros);
  const at = `(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond')`;
  const orderNumber = values.add(cursor.orderNumber);
  const connectionId = values.add(cursor.connectionId);
  return [
    `(o.first_seen_at, o.order_number, o.connection_id) < (${at}, ${orderNumber}, ${connectionId}::uuid)`,
  ];
}

const cursorRow = z.object({
  first_seen_micros: z.string(),
  order_number: z.string(),
  connection_id: z.string(),
});
function cursorAfter(row: SqlRow | undefined): string | null {
  if (row === undefined) return null;
  const last = cursorRow.parse(row);
  return writeCursor({
    firstSeenMicros: last.first_seen_micros,
    orderNumber: last.order_number,
    connectionId: last.connection_id,
  });
}

const countRow = z.object({
  all_orders: z.coerce.number().int(),
  problem: z.coerce.number().int(),
  any_open: z.coerce.number().int(),
  waiting: z.coerce.number().int(),
});

/** Counts by what is few (problems, waiting) and takes the rest from the total, which the index alone answers. */
export async function countOrders(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<ListAnswer['counts']> {
  const [row] = await sql(
    `with problem as materialized ${WITH_PROBLEM}, any_open as materialized ${WITH_ANY}
     select (select count(*) from journal.orders o where o.organisation_id = $1) as all_orders,
       (select count(*) from problem) as problem, (select count(*) from any_open) as any_open,
       (select count(*) from journal.orders o where o.organisation_id = $1 and o.state = 'waiting'
          and ${ORDER_KEY} not in (select connection_id, order_number from any_open)) as waiting`,
    [organisationId],
  );
  const counted = countRow.parse(row);
  return {
    problem: counted.problem,
    notice: counted.any_open - counted.problem,
    waiting: counted.waiting,
    ok: counted.all_orders - counted.any_open - counted.waiting,
  };
}
