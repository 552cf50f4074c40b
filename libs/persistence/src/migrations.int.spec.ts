import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createDatabase } from '../../../tools/postgres.mjs';
import { type Database, migrate, openDatabase } from './database.js';
import { MIGRATIONS } from './migrations.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

const TENANT_TABLES = `select table_schema || '.' || table_name as name from information_schema.columns
  where column_name = 'organisation_id' and table_schema in ('portal', 'journal', 'messaging', 'notifier', 'cancel_return', 'checker') order by 1`;

describe('the migrations', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('create one schema per owner', async () => {
    const { rows } = await test.pool.query<{ name: string }>(
      `select distinct table_schema as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([
      'cancel_return',
      'checker',
      'journal',
      'messaging',
      'notifier',
      'portal',
      'public',
      'scheduler',
    ]);
  });

  it('run once when four processes start at once on an empty database', async () => {
    const name = `${new URL(test.url).pathname.slice(1)}_empty`;
    const url = await createDatabase(test.url, name);
    const processes: Database[] = [];
    for (let index = 0; index < 4; index += 1) {
      processes.push(await openDatabase({ url, poolSize: 1, applicationName: `starter-${index}` }));
    }
    const applied = await Promise.all(processes.map((db) => migrate(db)));
    expect(applied.flat()).toEqual(MIGRATIONS.map(({ name: migration }) => migration));
    expect(await migrate(processes[0] ?? test.db)).toEqual([]);
    await Promise.all(processes.map((db) => db.close()));
    await test.pool.query(`drop database "${name}"`);
  });

  it('put every table that belongs to a tenant under row-level security', async () => {
    const { rows } = await test.pool.query<{ name: string; secured: boolean }>(
      `select t.name, c.relrowsecurity as secured from (${TENANT_TABLES}) as t join pg_class as c on c.oid = t.name::regclass`,
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ secured }) => !secured)).toEqual([]);
  });
});

describe('the role of the portal', () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const connections = { [mine]: randomUUID(), [theirs]: randomUUID() };
  let test: TestDatabase;

  /** Runs statements as the portal does: in a transaction, under its role, for one organisation. */
  async function asPortal(organisationId: string | null, text: string, values: unknown[] = []) {
    const client = await test.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local role abgleich_portal');
      if (organisationId !== null) {
        await client.query(`select set_config('abgleich.organisation_id', $1, true)`, [
          organisationId,
        ]);
      }
      return await client.query(text, values);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  beforeAll(async () => {
    test = await createTestDatabase();
    for (const [organisation, connection] of Object.entries(connections)) {
      await test.pool.query(
        `insert into portal.organisations (id, name, booking_state) values ($1, 'x', 'trial')`,
        [organisation],
      );
      await test.pool.query(
        `insert into journal.orders (connection_id, order_number, organisation_id, shop_id, payment_code, state, reason, first_seen_at, updated_at)
          values ($1, '1', $2, 'DE', 'C', 'waiting', 'x', now(), now())`,
        [connection, organisation],
      );
      await test.pool.query(
        `insert into journal.problems (id, organisation_id, connection_id, order_number, area, code, severity, params, raised_at, updated_at)
          values (gen_random_uuid(), $1, $2, '1', 'release', 'x', 'error', '{}', now(), now())`,
        [organisation, connection],
      );
    }
  });
  afterAll(() => test.drop());

  it.each(['journal.orders', 'journal.problems', 'portal.organisations'])(
    'sees only the rows of its organisation in %s',
    async (table) => {
      const column = table === 'portal.organisations' ? 'id' : 'organisation_id';
      const { rows } = await asPortal(mine, `select ${column} as organisation from ${table}`);
      expect(rows).toEqual([{ organisation: mine }]);
    },
  );

  it('sees nothing without an organisation', async () => {
    expect((await asPortal(null, 'select 1 from journal.orders')).rows).toEqual([]);
    expect((await asPortal('', 'select 1 from journal.orders')).rows).toEqual([]);
  });

  it('resolves problems of its organisation and of no other', async () => {
    const { rowCount } = await asPortal(
      mine,
      `update journal.problems set resolved_at = now(), resolved_by = 'anna'`,
    );
    expect(rowCount).toBe(1);
  });

  it('cannot move a row to another organisation, nor write one for it', async () => {
    const moved = asPortal(mine, 'update journal.problems set organisation_id = $1', [theirs]);
    await expect(moved).rejects.toThrow(/row-level security/);
    const written = asPortal(
      mine,
      `insert into messaging.outbox (id, key, type, organisation_id, event) values (gen_random_uuid(), 'x', 'x', $1, '{}')`,
      [theirs],
    );
    await expect(written).rejects.toThrow(/row-level security/);
  });

  it('appends events of its organisation to the outbox', async () => {
    const { rowCount } = await asPortal(
      mine,
      `insert into messaging.outbox (id, key, type, organisation_id, event) values (gen_random_uuid(), 'x', 'x', $1, '{}')`,
      [mine],
    );
    expect(rowCount).toBe(1);
  });

  it('reads the journal but changes neither orders nor operations', async () => {
    await expect(asPortal(mine, 'delete from journal.orders')).rejects.toThrow(/permission denied/);
    await expect(asPortal(mine, `update journal.operations set status = 'done'`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('has no access to leases and inbox, and of dead letters may only say that one was put back', async () => {
    for (const sql of [
      'select 1 from scheduler.leases',
      'select 1 from messaging.inbox',
      `update messaging.dead_letters set event = '{}'`,
      'delete from messaging.dead_letters',
    ])
      await expect(asPortal(mine, sql)).rejects.toThrow(/permission denied/);
  });
});
