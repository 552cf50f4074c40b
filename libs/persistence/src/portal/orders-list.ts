import type { OrderChoices, OrdersAnswer, OrdersFilter } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import { readGeneralProblems } from './general-problems.js';
import { toOrderRow } from './order-columns.js';
import {
  collectValues,
  ORDER_KEY,
  plainConditions,
  WITH_ANY,
  WITH_PROBLEM,
} from './orders-filter.js';
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
  problem: z.coerce.number().int(),
  any_open: z.coerce.number().int(),
  waiting: z.coerce.number().int(),
});

/** Counts by what is few (problems, waiting) and takes the rest from the total, which without further filters an index alone answers. */
export async function countOrders(
  sql: Sql,
  organisationId: OrganisationId,
  filter: OrdersFilter,
): Promise<ListAnswer['counts']> {
  const values = collectValues(organisationId);
  const conditions = plainConditions(filter, values);
  const of = conditions.join(' and ');
  const marked = (keys: string): string =>
    conditions.length === 1
      ? `(select count(*) from ${keys})`
      : `(select count(*) from ${keys} m join journal.orders o using (connection_id, order_number) where ${of})`;
  const [row] = await sql(
    `with problem as materialized ${WITH_PROBLEM}, any_open as materialized ${WITH_ANY}
     select (select count(*) from journal.orders o where ${of}) as all_orders,
       ${marked('problem')} as problem, ${marked('any_open')} as any_open,
       (select count(*) from journal.orders o where ${of} and o.state = 'waiting'
          and ${ORDER_KEY} not in (select connection_id, order_number from any_open)) as waiting`,
    values.list,
  );
  const counted = countRow.parse(row);
  return {
    problem: counted.problem,
    notice: counted.any_open - counted.problem,
    waiting: counted.waiting,
    ok: counted.all_orders - counted.any_open - counted.waiting,
  };
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
