import { ordersQuery } from '@abgleich/contracts';
import { fromIso, type OrganisationId } from '@abgleich/domain';
import { createPortalStore, createTestDatabase, type TestDatabase } from '@abgleich/persistence';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Loaded, type LoadOptions, writeLoad } from './write-load.js';

const OPTIONS: LoadOptions = {
  orders: 1_500, // more than one batch
  seed: 7,
  password: 'correct horse battery staple',
  now: fromIso('2026-11-21T10:00:00Z'),
};

let test: TestDatabase;
let loaded: Loaded;
beforeAll(async () => {
  test = await createTestDatabase();
  loaded = await writeLoad(test.db, OPTIONS);
});
afterAll(() => test?.drop());

const organisationId = () => loaded.organisationId as OrganisationId; // made just above
/** A digest of every row of the orders and what belongs to them. */
async function digestOf({ pool }: TestDatabase): Promise<unknown> {
  const { rows } = await pool.query(
    `select (select md5(string_agg(o::text, '|' order by order_number)) from
         (select order_number, state, reason, total_minor, payment, first_seen_at from journal.orders) as o) as orders,
       (select md5(string_agg(p::text, '|' order by id)) from
         (select id, order_number, code, severity, params, raised_at, resolved_at from journal.problems) as p) as problems`,
  );
  return rows[0];
}

describe('writeLoad', () => {
  it('makes orders of every kind that the list and each order’s page can show', async () => {
    const store = createPortalStore(test);
    const seen = new Set<string>();
    let after: string | undefined;
    do {
      const query = ordersQuery.parse({ limit: 100, after });
      const { orders, next } = await store.orders.list(organisationId(), query);
      for (const order of orders) {
        const kind = `${order.state} ${order.problem?.code ?? ''}`;
        if (seen.has(kind)) continue;
        seen.add(kind);
        expect(await store.orders.detail(organisationId(), order)).not.toBeNull();
      }
      after = next ?? undefined;
    } while (after !== undefined);
    expect(seen.size).toBeGreaterThan(10);
    const { rows } = await test.pool.query('select count(*)::int as orders from journal.orders');
    expect(rows).toEqual([{ orders: OPTIONS.orders }]);
  });

  it('makes the same orders of the same seed, and others of another', async () => {
    const others = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      const [same, other] = others;
      await writeLoad(same.db, OPTIONS);
      await writeLoad(other.db, { ...OPTIONS, seed: 8 });
      expect(await digestOf(same)).toEqual(await digestOf(test));
      expect(await digestOf(other)).not.toEqual(await digestOf(test));
    } finally {
      await Promise.all(others.map((one) => one.drop()));
    }
  });

  it('refuses a seed that was used in this database before', async () => {
    await expect(writeLoad(test.db, OPTIONS)).rejects.toMatchObject({
      code: 'platform.setting-invalid',
    });
  });

  it('makes nothing that a service would call anybody for', async () => {
    const { rows } = await test.pool.query(
      `select booking_state, c.active from portal.organisations o join portal.connections c on c.organisation_id = o.id`,
    );
    expect(rows).toEqual([{ booking_state: 'none', active: false }]);
  });
});
