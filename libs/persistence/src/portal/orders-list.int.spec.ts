import { type OrdersQuery, ordersQuery } from '@abgleich/contracts';
import { DAY } from '@abgleich/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createPortalStore, type PortalStore } from './portal-store.js';
import {
  insertInvoice,
  insertOrder,
  insertOrganisation,
  insertProblem,
  type TestOrganisation,
} from './testing/portal-rows.js';

const START = Date.UTC(2026, 10, 1, 9);
const HOUR_MS = 3_600_000;
let database: TestDatabase;
let store: PortalStore;
let ours: TestOrganisation;
let theirs: TestOrganisation;

const iso = (ms: number): string => new Date(ms).toISOString();
const ask = (query: Partial<OrdersQuery>, of = ours) =>
  store.orders.list(of.organisationId, ordersQuery.parse(query));
const numbers = async (query: Partial<OrdersQuery>, of = ours): Promise<string[]> =>
  (await ask({ limit: 100, ...query }, of)).orders.map(({ orderNumber }) => orderNumber);

/** All pages of a sort; `between` runs after each of them. */
async function paged(
  query: Partial<OrdersQuery>,
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const seen: string[] = [];
  let after: string | undefined;
  let page = 0;
  do {
    const answer = await ask({ limit: 7, ...query, after });
    seen.push(...answer.orders.map(({ orderNumber }) => orderNumber));
    after = answer.next ?? undefined;
    await between((page += 1));
  } while (after !== undefined);
  return seen;
}

const money = (minor: number) => ({ minor, currency: 'EUR' });
const authorized = (number: string, at: number) => ({
  paymentId: `s-pay-${number}`,
  method: 'card',
  methodName: 'card',
  state: 'pending',
  total: money(1),
  captured: money(0),
  refunded: money(0),
  remaining: money(1),
  readAt: at,
  transactions: [
    { path: 'authorize/1', kind: 'authorization', status: 'success', amount: money(1), at },
  ],
});

/** 60 orders in the same hours, a third with a problem or notice, equal amounts and moments among them, some without an amount. */
async function fill(organisation: TestOrganisation): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    const orderNumber = String(5_000 + n);
    const totalMinor = n % 10 === 9 ? undefined : (n % 4) * 2_500;
    const at = START + Math.floor(n / 6) * HOUR_MS;
    await insertOrder(database.pool, organisation, {
      orderNumber,
      firstSeenAt: iso(at),
      ...(totalMinor === undefined ? {} : { totalMinor }),
      methodName: ['card', 'paypal', 'prepayment'][n % 3] ?? 'card',
      state: ['released', 'waiting', 'settled'][n % 3] ?? 'released',
      ...(n % 5 === 0 ? { payment: authorized(orderNumber, at) } : {}),
      ...(n % 4 === 1 ? { nextLookAt: iso(at + n * HOUR_MS) } : {}),
    });
    const problem = { orderNumber, code: 'capture.refused', raisedAt: iso(at) } as const;
    if (n % 6 === 2)
      await insertProblem(database.pool, organisation, { ...problem, severity: 'error' });
    if (n % 6 === 4)
      await insertProblem(database.pool, organisation, { ...problem, severity: 'notice' });
  }
  await database.pool.query(
    `update journal.orders set total_minor = null where organisation_id = $1 and order_number like '%9'`,
    [organisation.organisationId],
  );
  await database.pool.query(
    `update journal.orders set shop_id = 'AUT' where organisation_id = $1 and order_number::int % 5 = 3`,
    [organisation.organisationId],
  );
}

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPortalStore(database);
  ours = await insertOrganisation(database.pool, { name: 'Ours' });
  theirs = await insertOrganisation(database.pool, { name: 'Theirs' });
  await fill(ours);
  await fill(theirs);
});
afterAll(() => database.drop());

describe('the filters of the list', () => {
  it.each<[string, Partial<OrdersQuery>, (n: number) => boolean]>([
    ['Mandant', { shop: 'AUT' }, (n) => n % 5 === 3],
    ['payment method', { method: 'paypal' }, (n) => n % 3 === 1],
    ['both', { shop: 'AUT', method: 'paypal' }, (n) => n % 5 === 3 && n % 3 === 1],
    ['state and method', { filter: 'problem', method: 'prepayment' }, (n) => n % 6 === 2],
    ['the beginning of a number', { search: '501' }, (n) => n >= 10 && n < 20],
    ['number and Mandant', { search: '501', shop: 'AUT' }, (n) => n === 13 || n === 18],
    ['a Mandant that has none', { shop: 'CHE' }, () => false],
    ['a day without orders', { from: '2026-11-02' }, () => false],
    ['a day with all of them', { from: '2026-11-01', to: '2026-11-01' }, () => true],
  ])('leave by %s exactly those that are meant, in every sort', async (_what, query, isMeant) => {
    const expected = Array.from({ length: 60 }, (_unused, n) => n)
      .filter(isMeant)
      .map((n) => String(5_000 + n));
    for (const sort of ['newest', 'urgent'] as const)
      expect((await numbers({ ...query, sort })).sort()).toEqual(expected.sort());
    const { counts } = await ask(query);
    const counted = query.filter === undefined ? counts : { only: counts[query.filter] };
    expect(Object.values(counted).reduce((total, count) => total + count, 0)).toBe(expected.length);
  });
  it('takes a day as Berlin counts it, on the night of the clock change, too', async () => {
    const night = await insertOrganisation(database.pool, { name: 'Night' });
    for (const [orderNumber, firstSeenAt] of [
      ['before', '2026-10-24T21:59:59Z'],
      ['first', '2026-10-24T22:00:00Z'],
      ['last', '2026-10-25T22:59:59Z'],
      ['after', '2026-10-25T23:00:00Z'],
    ] as const)
      await insertOrder(database.pool, night, { orderNumber, firstSeenAt });
    expect(await numbers({ from: '2026-10-25', to: '2026-10-25' }, night)).toEqual([
      'last',
      'first',
    ]);
  });

  it('names the connection, which keeps another one of the same organisation out', async () => {
    expect(await numbers({ connection: ours.connectionId })).toHaveLength(60);
    expect(await numbers({ connection: theirs.connectionId })).toEqual([]);
  });

  it('offers what some order of the organisation has, and nothing of another one', async () => {
    const empty = await insertOrganisation(database.pool, { name: 'Empty' });
    expect(await store.orders.choices(ours.organisationId)).toEqual({
      shops: ['AUT', 'DEM'],
      methods: ['card', 'paypal', 'prepayment'],
      connections: [{ id: ours.connectionId, name: 'Live' }],
    });
    expect(await store.orders.choices(empty.organisationId)).toMatchObject({
      shops: [],
      methods: [],
    });
  });

  it('finds an order by a credit note and by the payment', async () => {
    const credit = {
      orderNumber: '5001',
      invoiceNumber: 'GS-77',
      totalMinor: -500,
      settled: false,
    };
    await insertInvoice(database.pool, ours, credit);
    expect(await numbers({ search: 'gs-7' })).toEqual(['5001']);
  });
});

describe('what needs a person first', () => {
  it('puts errors before notices before the rest, in these the most money, in equal money the nearest deadline', async () => {
    const { orders } = await ask({ sort: 'urgent', limit: 100 });
    const ranked = orders.map(({ problem, total, deadline }) => ({
      rank: problem === null ? 0 : problem.severity === 'error' ? 2 : 1,
      minor: total?.minor ?? -1,
      deadline: deadline === null ? Infinity : Date.parse(deadline.at),
    }));
    const sorted = [...ranked].sort(
      (a, b) => b.rank - a.rank || b.minor - a.minor || compare(a.deadline, b.deadline),
    );
    expect(ranked).toEqual(sorted);
    expect(new Set(ranked.map(({ rank }) => rank)).size).toBe(3);
    expect(ranked.filter(({ deadline }) => deadline < Infinity).length).toBeGreaterThan(5);
  });
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

  it('knows when an authorisation ends, and until when is waited', async () => {
    const { orders } = await ask({ limit: 100 });
    const deadlineOf = (number: string) =>
      orders.find(({ orderNumber }) => orderNumber === number)?.deadline;
    expect(deadlineOf('5015')).toEqual({
      kind: 'authorization',
      at: iso(START + 2 * HOUR_MS + 7 * DAY),
    });
    expect(deadlineOf('5001')).toEqual({ kind: 'wait', at: iso(START + HOUR_MS) });
    expect(deadlineOf('5005')).toBeNull(); // settled: nothing presses any more
    expect(deadlineOf('5003')).toBeNull();
  });
});

describe.each(['newest', 'urgent'] as const)('paging sorted by %s', (sort) => {
  it.each(['problem', 'notice', 'waiting', 'ok', undefined] as const)(
    'shows under %s each order exactly once, in the order of one long page',
    async (filter) => {
      const all = await numbers({ sort, filter });
      expect(await paged({ sort, filter })).toEqual(all);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBeGreaterThan(5);
    },
  );

  it('shows each order that was there at the beginning exactly once while others come in', async () => {
    const before = await numbers({ sort });
    const seen = await paged({ sort }, async (page) => {
      const orderNumber = `9${sort.length}${page}`;
      await insertOrder(database.pool, ours, {
        orderNumber,
        firstSeenAt: iso(START + page * HOUR_MS),
        totalMinor: page * 1_000,
      });
    });
    expect(seen.filter((number) => before.includes(number))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
    await database.pool.query(`delete from journal.orders where order_number like '9%'`);
  });

  it('begins at the top with a cursor that is not its own', async () => {
    const other = sort === 'newest' ? 'urgent' : 'newest';
    const { next } = await ask({ sort: other, limit: 5 });
    const top = await numbers({ sort, limit: 5 });
    for (const after of [next ?? '', 'x', Buffer.from('{}').toString('base64url')])
      expect(await numbers({ sort, limit: 5, after })).toEqual(top);
  });

  it('shows nothing of another organisation whose cursor one has', async () => {
    const { next } = await ask({ sort, limit: 5 }, theirs);
    const { orders } = await ask({ sort, after: next ?? '', limit: 100 });
    expect(orders.filter((one) => one.connectionId !== ours.connectionId)).toEqual([]);
  });
});
