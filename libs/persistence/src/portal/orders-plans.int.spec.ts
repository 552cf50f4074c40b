import { type OrdersQuery, ordersQuery } from '@abgleich/contracts';
import { type OrganisationId, instant } from '@abgleich/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { readPage } from './orders-sort.js';
import { readOverview } from './overview/overview.js';
import { inOrganisation, portalDatabase, type Sql } from './portal-database.js';
import { insertOrganisation } from './testing/portal-rows.js';

const ORDERS = 30_000;
/** Rows that a page of 50 may touch: itself, what it is joined with, and the marks. Far less than the orders there are. */
const ROWS_MAX = 3_000;

let database: TestDatabase;
let organisationId: OrganisationId;

beforeAll(async () => {
  database = await createTestDatabase();
  const made = await insertOrganisation(database.pool, { name: 'Large' });
  ({ organisationId } = made);
  const ids = [made.organisationId, made.connectionId];
  await database.pool.query(
    `insert into journal.orders (connection_id, order_number, organisation_id, shop_id, payment_code, method_name, total_minor, currency, state,
       reason, first_seen_at, updated_at)
     select $2, (100000 + n)::text, $1, case when n % 50 = 0 then 'AUT' else 'DEM' end, 'K', case when n % 40 = 0 then 'eps' else 'card' end,
       (n * 7919) % 200000, 'EUR', case when n % 60 = 0 then 'waiting' else 'settled' end, 'settled', now() - n * interval '3 minutes', now()
     from generate_series(1, ${ORDERS}) as n`,
    ids,
  );
  await database.pool.query(
    `insert into journal.problems (id, organisation_id, connection_id, order_number, area, code, severity, params, raised_at, updated_at, resolved_at)
     select gen_random_uuid(), $1, $2, (100000 + n)::text, 'capture', 'capture.refused', case when n % 2 = 0 then 'error' else 'notice' end,
       '{}', now(), now(), case when n % 150 > 1 then now() end
     from generate_series(1, ${ORDERS}) as n where n % 3 = 0 or n % 150 < 2`,
    ids,
  );
  await database.pool.query(
    `insert into journal.operations (key, organisation_id, connection_id, order_number, kind, document, amount_minor, currency, reference,
       known_transactions, status, moves_money, owner, opened_at, finished_at)
     select 'moved-' || n, $1, $2, (100000 + n)::text, 'capture', 'R' || n, 11900, 'EUR', 'A' || n, '{}', 'done', true, 'capture', now(), now() - n * interval '3 minutes'
     from generate_series(1, ${ORDERS}) as n`,
    ids,
  );
  await database.pool.query('vacuum analyze journal.orders');
  await database.pool.query('vacuum analyze journal.operations');
  await database.pool.query('vacuum analyze journal.problems');
});
afterAll(() => database.drop());

const planNode = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Heap Fetches': z.number().optional(),
  Plans: z.array(z.unknown()).optional(),
});

type Cost = {
  /** Rows of tables and of their indexes. */
  readonly touched: number;
  /** Those of them that are read from tables: an index did not hold what was asked for. */
  readonly read: number;
};

/** What the statements of `work` cost, as PostgreSQL counted it. */
async function costOf(work: (sql: Sql) => Promise<unknown>): Promise<Cost> {
  const cost = { touched: 0, read: 0 };
  await inOrganisation(portalDatabase(database), organisationId, async (sql) => {
    const noting: Sql = async (text, values) => {
      const [row] = await sql(`explain (analyze, format json) ${text}`, values);
      const visit = (node: unknown): void => {
        const plan = planNode.parse(node);
        const each = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
        const rows = plan['Relation Name'] === undefined ? 0 : each * plan['Actual Loops'];
        cost.touched += rows;
        cost.read += plan['Node Type'] === 'Index Only Scan' ? (plan['Heap Fetches'] ?? 0) : rows;
        plan.Plans?.forEach(visit);
      };
      z.array(z.looseObject({ Plan: z.unknown() }))
        .parse(row?.['QUERY PLAN'])
        .forEach(({ Plan }) => visit(Plan));
      return sql(text, values);
    };
    await work(noting);
  });
  return cost;
}
const rowsTouched = async (work: (sql: Sql) => Promise<unknown>): Promise<number> =>
  (await costOf(work)).touched;

const page = (query: Partial<OrdersQuery>) => (sql: Sql) =>
  readPage(sql, { organisationId, query: ordersQuery.parse(query) });

/** The cursor of a page in the middle of everything. */
async function deep(query: Partial<OrdersQuery>): Promise<string> {
  const db = portalDatabase(database);
  const limit = ORDERS / 2;
  const { next } = await inOrganisation(db, organisationId, (sql) =>
    readPage(sql, { organisationId, query: { ...ordersQuery.parse(query), limit } }),
  );
  return next ?? '';
}

describe(`With ${ORDERS} orders a page of the list`, () => {
  it.each<Partial<OrdersQuery>>([
    {},
    { filter: 'problem' },
    { filter: 'notice' },
    { filter: 'waiting' },
    { filter: 'ok' },
    { shop: 'AUT' },
    { method: 'eps' },
    { search: '1299' },
    { sort: 'urgent' },
    { sort: 'urgent', filter: 'problem' },
    { sort: 'urgent', filter: 'ok' },
  ])('touches a bounded number of rows: %j', async (query) => {
    expect(await rowsTouched(page(query))).toBeLessThan(ROWS_MAX);
  });

  it.each(['newest', 'urgent'] as const)(
    'costs in the middle what it costs at the beginning, sorted by %s',
    async (sort) => {
      const first = await rowsTouched(page({ sort }));
      const later = await rowsTouched(page({ sort, after: await deep({ sort }) }));
      expect(later).toBeLessThan(first * 2 + 200);
    },
  );

  it('would notice a list that reads all orders', async () => {
    const text =
      'select o.order_number from journal.orders o order by o.reason, o.order_number limit 50';
    expect(await rowsTouched((sql) => sql(text))).toBeGreaterThanOrEqual(ORDERS);
  });
});

describe(`With ${ORDERS} orders the overview`, () => {
  const now = instant(Date.now());
  it('reads the orders of its days and those with a mark, and no table as a whole', async () => {
    const asked = { organisationId, now, dueBy: now };
    const { touched, read } = await costOf((sql) => readOverview(sql, asked));
    expect(touched).toBeGreaterThan(ORDERS / 5); // it did count
    expect(read).toBeLessThan(ORDERS / 2);
  });
});
