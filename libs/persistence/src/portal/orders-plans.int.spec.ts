import { type OrdersQuery, ordersQuery } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { readPage } from './orders-sort.js';
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
  await database.pool.query('vacuum analyze journal.orders');
  await database.pool.query('vacuum analyze journal.problems');
});
afterAll(() => database.drop());

const planNode = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  Plans: z.array(z.unknown()).optional(),
});

/** Rows of the tables that the statements of `work` touched, as PostgreSQL counted them. */
async function rowsTouched(work: (sql: Sql) => Promise<unknown>): Promise<number> {
  let touched = 0;
  await inOrganisation(portalDatabase(database), organisationId, async (sql) => {
    const noting: Sql = async (text, values) => {
      const [row] = await sql(`explain (analyze, format json) ${text}`, values);
      const visit = (node: unknown): void => {
        const plan = planNode.parse(node);
        const rows = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
        if (plan['Relation Name'] !== undefined) touched += rows * plan['Actual Loops'];
        plan.Plans?.forEach(visit);
      };
      z.array(z.looseObject({ Plan: z.unknown() }))
        .parse(row?.['QUERY PLAN'])
        .forEach(({ Plan }) => visit(Plan));
      return sql(text, values);
    };
    await work(noting);
  });
  return touched;
}

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
