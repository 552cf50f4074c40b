import { ordersQuery, type OrdersQuery } from '@abgleich/contracts';
import { DAY, instant, plusMs } from '@abgleich/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { SESSIONS_PER_USER_MAX } from './portal-accounts.js';
import { inOrganisation, portalDatabase } from './portal-database.js';
import { createPortalStore, type PortalStore } from './portal-store.js';
import {
  insertDecision,
  insertInvoice,
  insertOrder,
  insertOrganisation,
  insertProblem,
  type TestOrganisation,
} from './testing/portal-rows.js';

let database: TestDatabase;
let store: PortalStore;
let ours: TestOrganisation;
let theirs: TestOrganisation;

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const query = (asked: Partial<OrdersQuery> = {}): OrdersQuery => ordersQuery.parse(asked);
const numbersOf = async (asked: Partial<OrdersQuery>): Promise<string[]> => {
  const page = await store.orders.list(ours.organisationId, query(asked));
  return page.orders.map((order) => order.orderNumber);
};

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  store = createPortalStore(database);
  ours = await insertOrganisation(pool, { name: 'Ours' });
  theirs = await insertOrganisation(pool, { name: 'Theirs' });
  const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00Z`;
  await insertOrder(pool, ours, {
    orderNumber: '1001',
    shopOrderNumber: 'SH-77a',
    paymentId: 's-pay-11',
    firstSeenAt: at(1),
  });
  await insertInvoice(pool, ours, {
    orderNumber: '1001',
    invoiceNumber: 'DEM0000021',
    totalMinor: 11_900,
    settled: true,
  });
  await insertOrder(pool, ours, { orderNumber: '1002', state: 'waiting', firstSeenAt: at(2) });
  await insertOrder(pool, ours, { orderNumber: '1003', state: 'locked', firstSeenAt: at(3) });
  await insertProblem(pool, ours, {
    orderNumber: '1003',
    code: 'release.amount-too-low',
    severity: 'error',
    raisedAt: at(4),
  });
  await insertProblem(pool, ours, {
    orderNumber: '1003',
    code: 'release.released-by-hand',
    severity: 'notice',
    raisedAt: at(3),
  });
  await insertOrder(pool, ours, { orderNumber: '1004', state: 'waiting', firstSeenAt: at(4) });
  await insertProblem(pool, ours, {
    orderNumber: '1004',
    code: 'release.payment-not-finished',
    severity: 'notice',
    raisedAt: at(5),
  });
  await insertOrder(pool, ours, { orderNumber: '1005', firstSeenAt: at(5) });
  await insertProblem(pool, ours, {
    orderNumber: '1005',
    code: 'capture.refused',
    severity: 'error',
    raisedAt: at(5),
    resolvedAt: at(6),
  });
  await insertOrder(pool, ours, { orderNumber: '1006', state: 'stuck', firstSeenAt: at(6) });
  await insertOrder(pool, theirs, {
    orderNumber: '1001',
    shopOrderNumber: 'SH-77a',
    firstSeenAt: at(7),
  });
  await insertProblem(pool, theirs, {
    orderNumber: '1001',
    code: 'capture.refused',
    severity: 'error',
    raisedAt: at(7),
  });
});
afterAll(() => database.drop());

describe('the list of orders', () => {
  it('shows an organisation its own orders only, newest first', async () => {
    expect(await numbersOf({})).toEqual(['1006', '1005', '1004', '1003', '1002', '1001']);
  });

  it.each([
    ['problem', ['1006', '1003']],
    ['notice', ['1004']],
    ['waiting', ['1002']],
    ['ok', ['1005', '1001']],
  ] as const)('shows under "%s" the orders %j', async (filter, expected) => {
    expect(await numbersOf({ filter })).toEqual(expected);
  });

  it('counts each order under exactly one filter', async () => {
    const { counts } = await store.orders.list(ours.organisationId, query({ filter: 'notice' }));
    expect(counts).toEqual({ problem: 2, notice: 1, waiting: 1, ok: 2 });
  });

  it('marks an order with its error rather than with an older notice', async () => {
    const page = await store.orders.list(ours.organisationId, query({ search: '1003' }));
    expect(page.orders[0]?.problem).toMatchObject({
      code: 'release.amount-too-low',
      severity: 'error',
      raisedAt: '2026-11-21T10:04:00.000Z',
    });
  });

  it.each([
    ['the order number', '1001'],
    ['the beginning of the shop order number', 'SH-7'],
    ['the shop order number in other capitals of the whole', 's-PAY-11'],
    ['the invoice number typed small', 'dem0000021'],
    ['the payment id', 's-pay-11'],
  ])('finds an order by %s', async (_what, search) => {
    expect(await numbersOf({ search })).toEqual(['1001']);
  });

  it('finds nothing for wildcards, quotes and backslashes, and does not stumble over them', async () => {
    for (const search of ['%', '_', "'", '\\', '1001%', "' or 1=1 --"]) {
      expect(await numbersOf({ search })).toEqual([]);
    }
  });

  it('pages through everything once, also where orders came in the same moment', async () => {
    const crowd = await insertOrganisation(database.pool, { name: 'Crowd' });
    const expected = Array.from({ length: 7 }, (_, index) => `20${index}`).reverse();
    for (const orderNumber of expected) {
      await insertOrder(database.pool, crowd, {
        orderNumber,
        firstSeenAt: '2026-11-21T10:00:00.123456Z',
      });
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.orders.list(crowd.organisationId, query({ limit: 3, after }));
      seen.push(...page.orders.map((order) => order.orderNumber));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(expected);
  });
});

describe('one order', () => {
  it('is not shown to another organisation that knows its number and connection', async () => {
    const key = { connectionId: ours.connectionId, orderNumber: '1001' };
    expect(await store.orders.detail(ours.organisationId, key)).not.toBeNull();
    expect(await store.orders.detail(theirs.organisationId, key)).toBeNull();
  });

  it('has its decisions, operations and problems in one timeline, newest first', async () => {
    await insertDecision(database.pool, ours, {
      orderNumber: '1003',
      at: '2026-11-21T10:03:30Z',
      reason: 'amount-too-low',
      facts: { note: 'ok', privateKey: 's-priv-canary' },
    });
    const detail = await store.orders.detail(ours.organisationId, {
      connectionId: ours.connectionId,
      orderNumber: '1003',
    });
    expect(detail?.timeline.map((entry) => entry.kind)).toEqual(['problem', 'decision', 'problem']);
    expect(JSON.stringify(detail)).not.toContain('s-priv-canary');
  });
});

describe('row-level security', () => {
  it('hides every foreign row from the role of the portal, whatever a statement forgets to ask', async () => {
    const tables = await database.pool.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where column_name = 'organisation_id' and table_type = 'BASE TABLE' and table_schema in ('portal', 'journal') order by 1`,
    );
    const db = portalDatabase(database);
    let rowsSeen = 0;
    for (const { name } of tables.rows) {
      const rows = await inOrganisation(db, theirs.organisationId, (sql) =>
        sql(`select organisation_id from ${name}`),
      );
      rowsSeen += rows.length;
      expect(rows.filter((row) => row['organisation_id'] !== theirs.organisationId)).toEqual([]);
    }
    expect(tables.rows.length).toBeGreaterThan(8);
    expect(rowsSeen).toBeGreaterThan(4);
  });

  it('shows nothing at all to the role while no organisation is set', async () => {
    const rows = await portalDatabase(database).transaction(async (sql) => {
      await sql('set local role abgleich_portal');
      return sql('select * from journal.orders');
    });
    expect(rows).toEqual([]);
  });

  it('does not let the role of one request reach the next one on the same connection', async () => {
    const db = portalDatabase(database);
    await inOrganisation(db, ours.organisationId, (sql) => sql('select 1'));
    const failed = inOrganisation(db, ours.organisationId, (sql) => sql('select 1/0'));
    await expect(failed).rejects.toMatchObject({ code: 'platform.database' });
    const [row] = await db.asOwner(`select current_user = session_user as owner,
      coalesce(current_setting('abgleich.organisation_id', true), '') as organisation`);
    expect(row).toEqual({ owner: true, organisation: '' });
  });
});

describe('accounts', () => {
  const user = (email: string) => ({
    organisationId: ours.organisationId,
    email,
    name: 'Erika',
    role: 'operations' as const,
    language: 'de' as const,
    passwordHash: 'hash',
  });

  it('finds a user by e-mail address in any capitals and refuses a second one', async () => {
    await store.accounts.createUser(user('Erika@Example.com'));
    const found = await store.accounts.findUser('erika@example.COM');
    expect(found).toMatchObject({ name: 'Erika', organisationName: 'Ours', passwordHash: 'hash' });
    await expect(store.accounts.createUser(user('ERIKA@example.com'))).rejects.toMatchObject({
      code: 'platform.database',
    });
    expect(await store.accounts.findUser('nobody@example.com')).toBeNull();
  });

  it('ends a session at its time, on request, and keeps the token itself nowhere', async () => {
    const id = await store.accounts.createUser(user('session@example.com'));
    const owner = { id, organisationId: ours.organisationId };
    const expiresAt = plusMs(NOW, DAY);
    await store.accounts.startSession({ token: 'token-a', user: owner, now: NOW, expiresAt });
    expect(await store.accounts.readSession('token-a', NOW)).toMatchObject({ id });
    expect(await store.accounts.readSession('token-a', expiresAt)).toBeNull();
    const stored = await database.pool.query(`select * from portal.sessions`);
    expect(JSON.stringify(stored.rows)).not.toContain('token-a');
    await store.accounts.endSession('token-a');
    expect(await store.accounts.readSession('token-a', NOW)).toBeNull();
  });

  it('keeps a limited number of sessions per user, the newest ones', async () => {
    const id = await store.accounts.createUser(user('many@example.com'));
    const owner = { id, organisationId: ours.organisationId };
    for (let count = 0; count <= SESSIONS_PER_USER_MAX; count += 1) {
      const now = plusMs(NOW, count);
      const expiresAt = plusMs(NOW, DAY);
      await store.accounts.startSession({ token: `many-${count}`, user: owner, now, expiresAt });
    }
    expect(await store.accounts.readSession('many-0', NOW)).toBeNull();
    expect(await store.accounts.readSession('many-1', NOW)).not.toBeNull();
  });

  it('opens the error page with its link until the link is renewed or revoked', async () => {
    const { organisationId } = ours;
    await store.accounts.setErrorPageToken(organisationId, 'link-one');
    expect(await store.accounts.organisationOfErrorPage('link-one')).toEqual({
      id: organisationId,
      name: 'Ours',
    });
    await store.accounts.setErrorPageToken(organisationId, 'link-two');
    expect(await store.accounts.organisationOfErrorPage('link-one')).toBeNull();
    await store.accounts.setErrorPageToken(organisationId, null);
    expect(await store.accounts.organisationOfErrorPage('link-two')).toBeNull();
  });

  it('lists open problems of one organisation for the error page, errors first', async () => {
    const { problems } = await store.orders.openProblems(ours.organisationId);
    expect(problems.map((problem) => [problem.severity, problem.orderNumber])).toEqual([
      ['error', '1003'],
      ['notice', '1004'],
      ['notice', '1003'],
    ]);
  });
});
