import type { OrderChoices, OrdersAnswer, OrdersFilter } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import { readGeneralProblems } from './general-problems.js';
import { toOrderRow } from './order-columns.js';
import { collectValues, MARKS, plainConditions } from './orders-filter.js';
import { type PageRequest, readPage } from './orders-sort.js';
import type { Sql } from './portal-database.js';

type ListAnswer = Omit<OrdersAnswer, 'readAt'>;

/** One page as asked, and the counts by state of all orders that the other filters leave. Runs inside `inOrganisation`. A cursor that is not ours starts at the top. */
export async function readOrders(sql: Sql, request: PageRequest): Promise<ListAnswer> {
  const { rows, next } = await readPage(sql, request);
  return {
    orders: rows.map(toOrderRow),
    next,
    general: await readGeneralProblems(sql, request.organisationId),
    counts: await countOrders(sql, request.organisationId, request.query),
  };
}

const countRow = z.object({
  all_orders: z.coerce.number().int(),
  all_waiting: z.coerce.number().int(),
  problem: z.coerce.number().int(),
  marked: z.coerce.number().int(),
  marked_waiting: z.coerce.number().int(),
});

/** Counts the marked orders, which are few, and takes the rest from totals, which without further filters an index alone answers. */
export async function countOrders(
  sql: Sql,
  organisationId: OrganisationId,
  filter: OrdersFilter,
): Promise<ListAnswer['counts']> {
  const values = collectValues(organisationId);
  const of = plainConditions(filter, values).join(' and ');
  const [row] = await sql(
    `select (select count(*) from journal.orders o where ${of}) as all_orders,
       (select count(*) from journal.orders o where ${of} and o.state = 'waiting') as all_waiting, marked.*
     from (select count(*) filter (where m.rank = 2) as problem, count(*) as marked,
         count(*) filter (where o.state = 'waiting') as marked_waiting
       from ${MARKS} m join journal.orders o using (connection_id, order_number) where ${of}) as marked`,
    values.list,
  );
  const counted = countRow.parse(row);
  const waiting = counted.all_waiting - counted.marked_waiting;
  const unmarked = counted.all_orders - counted.marked;
  // A stuck order whose mark a person cleared stays among those that are in order.
  const { problem, marked } = counted;
  return { problem, notice: marked - problem, waiting, ok: unmarked - waiting };
}

/** A shop system with more Mandanten or methods than this is not what the filter is for. */
const CHOICES_MAX = 200;

/** The different values of an indexed column, one look into the index for each: the orders themselves are not read. */
const distinctOf = (column: 'shop_id' | 'method_name'): string => `with recursive found (value) as (
  (select min(${column}) from journal.orders where organisation_id = $1)
  union all
  select (select min(o.${column}) from journal.orders o where o.organisation_id = $1 and o.${column} > found.value)
    from found where found.value is not null)
  select value from found where value is not null limit ${CHOICES_MAX}`;
const valueRow = z.object({ value: z.string() });
const connectionRow = z.object({ id: z.string(), name: z.string() });

/** What the orders can be filtered by. Runs inside `inOrganisation`. */
export async function readOrderChoices(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<OrderChoices> {
  const valuesOf = async (column: 'shop_id' | 'method_name'): Promise<string[]> =>
    (await sql(distinctOf(column), [organisationId])).map((row) => valueRow.parse(row).value);
  const connections = await sql(
    `select id, name from portal.connections where organisation_id = $1 order by name, id limit ${CHOICES_MAX}`,
    [organisationId],
  );
  return {
    shops: await valuesOf('shop_id'),
    methods: await valuesOf('method_name'),
    connections: connections.map((row) => connectionRow.parse(row)),
  };
}
