import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bulkAnswer,
  bulkPreview,
  orderDetail,
  orderHistory,
  parseEvent,
  timelinePage,
} from '@abgleich/contracts';
import { type Instant, MINUTE, instant, plusMs } from '@abgleich/domain';
import {
  createPortalStore,
  createTestDatabase,
  insertCall,
  insertDecision,
  insertOrder,
  insertOrganisation,
  insertProblem,
  type TestDatabase,
  type TestOrganisation,
} from '@abgleich/persistence';
import { createLog, type RunningService } from '@abgleich/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createUser } from '../create-user.js';
import { startPortalApi } from '../start-portal-api.js';

const PASSWORD = 'correct horse battery staple';
const START = instant(Date.UTC(2026, 10, 21, 12));
let database: TestDatabase;
let ours: TestOrganisation;
let theirs: TestOrganisation;
let service: RunningService;
let now: Instant = START;
const cookies = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  const store = createPortalStore(database);
  service = await startPortalApi({
    store,
    clock: { now: () => now },
    log: createLog('portal-api', { level: 'error' }),
    port: 0,
    staticDir: null,
    publicUrl: null,
    trustedProxies: 0,
  });
  ours = await insertOrganisation(database.pool, { name: 'Ours' });
  theirs = await insertOrganisation(database.pool, { name: 'Theirs' });
  for (const [name, of, role] of [
    ['erika', ours, 'operations'],
    ['viktor', ours, 'viewer'],
    ['stranger', theirs, 'admin'],
  ] as const) {
    const email = `${name}@example.org`;
    const { organisationId } = of;
    await createUser(store, {
      organisationId,
      email,
      name,
      role,
      language: 'de',
      password: PASSWORD,
    });
    const response = await post('/api/session', { email, password: PASSWORD });
    cookies.set(name, response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  }
});
beforeEach(async () => {
  now = plusMs(now, 2 * MINUTE); // every test clicks for itself
  await database.pool.query(
    'truncate journal.orders, journal.problems, messaging.outbox, portal.audit',
  );
  for (const one of [ours, theirs]) await fill(one);
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

/** 1000 and 1001 with an error each, 1001 with a notice besides, 1002 without any. */
async function fill(of: TestOrganisation): Promise<void> {
  const at = new Date(plusMs(START, -MINUTE)).toISOString();
  const { pool } = database;
  for (const orderNumber of ['1000', '1001', '1002'])
    await insertOrder(pool, of, { orderNumber, firstSeenAt: at, state: 'locked' });
  const problem = { code: 'capture.refused', severity: 'error', raisedAt: at } as const;
  await insertProblem(pool, of, { ...problem, orderNumber: '1000' });
  await insertProblem(pool, of, { ...problem, orderNumber: '1001' });
  const notice = { code: 'release.address-differs', severity: 'notice', raisedAt: at } as const;
  await insertProblem(pool, of, { ...notice, orderNumber: '1001' });
}

function post(path: string, body: unknown, as?: string): Promise<Response> {
  return fetch(service.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: service.url,
      cookie: as === undefined ? '' : (cookies.get(as) ?? ''),
    },
    body: JSON.stringify(body),
  });
}
const get = (path: string, as = 'viktor'): Promise<Response> =>
  fetch(service.url + path, { headers: { cookie: cookies.get(as) ?? '' } });
const ticked = (...numbers: string[]) => ({
  kind: 'selected',
  orders: numbers.map((orderNumber) => ({ connectionId: ours.connectionId, orderNumber })),
});
const filtered = (filter: object = {}) => ({ kind: 'filtered', filter });
const asOf = (): string => new Date(now).toISOString();
async function act(action: string, target: object, as = 'erika', since = asOf()) {
  const response = await post('/api/orders/bulk', { action, target, asOf: since }, as);
  expect(response.status).toBe(200);
  const { results } = bulkAnswer.parse(await response.json());
  return results.map(({ orderNumber, result, problems }) => [orderNumber, result, problems]).sort();
}
const told = async () =>
  (await database.pool.query<{ event: unknown }>('select event from messaging.outbox')).rows.map(
    ({ event }) => parseEvent(event),
  );
const audited = async () =>
  (
    await database.pool.query<{ action: string; target: string; actor_name: string }>(
      'select action, target, actor_name from portal.audit order by id',
    )
  ).rows.map(({ action, target, actor_name }) => `${actor_name} ${action} ${target}`);
const openProblems = async (): Promise<number> =>
  Number(
    (
      await database.pool.query(
        'select count(*) from journal.problems where resolved_at is null and organisation_id = $1',
        [ours.organisationId],
      )
    ).rows[0]?.count,
  );

describe('the preview of a step for many orders', () => {
  it('counts orders and problems by code and changes nothing', async () => {
    const response = await post(
      '/api/orders/bulk/preview',
      { action: 'resolve', target: filtered() },
      'erika',
    );
    expect(bulkPreview.parse(await response.json())).toEqual({
      asOf: asOf(),
      matching: 3,
      orders: 3,
      problems: [
        { code: 'capture.refused', number: 'C209', severity: 'error', orders: 2, problems: 2 },
        {
          code: 'release.address-differs',
          number: expect.any(String),
          severity: 'notice',
          orders: 1,
          problems: 1,
        },
      ],
      withoutProblem: 1,
      uncertain: 0,
    });
    expect(await told()).toEqual([]);
    expect(await openProblems()).toBe(3);
  });

  it('knows of an effect whose outcome is not known', async () => {
    await database.pool.query(
      `insert into journal.operations (key, organisation_id, connection_id, order_number, kind, document, reference, known_transactions,
         status, moves_money, owner, opened_at) values ('k', $1, $2, '1000', 'capture', 'order', 'r', '{}', 'abandoned', true, 'x', now())`,
      [ours.organisationId, ours.connectionId],
    );
    const target = ticked('1000', '1002');
    const response = await post('/api/orders/bulk/preview', { action: 'recheck', target }, 'erika');
    expect(bulkPreview.parse(await response.json())).toMatchObject({ orders: 2, uncertain: 1 });
    await database.pool.query('delete from journal.operations');
  });
});

describe('a step for many orders', () => {
  it('asks for a look at each, once, and writes down who did', async () => {
    expect(await act('recheck', ticked('1000', '1002', '9999'))).toEqual([
      ['1000', 'asked', 0],
      ['1002', 'asked', 0],
      ['9999', 'not-found', 0],
    ]);
    const events = await told();
    expect(events.map(({ type, orderNumber }) => [type, orderNumber]).sort()).toEqual([
      ['recheck.requested', '1000'],
      ['recheck.requested', '1002'],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect((await audited()).sort()).toEqual([
      'erika order.recheck 1000',
      'erika order.recheck 1002',
    ]);
  });

  it('marks every open problem as solved, tells of each, and nothing of other orders', async () => {
    expect(await act('resolve', filtered({ filter: 'problem' }))).toEqual([
      ['1000', 'resolved', 1],
      ['1001', 'resolved', 2],
    ]);
    expect((await told()).map(({ type }) => type)).toEqual(Array(3).fill('problem.resolved'));
    expect((await audited()).sort()).toEqual([
      'erika order.resolve 1000',
      'erika order.resolve 1001',
      'erika order.resolve 1001',
    ]);
    expect(await openProblems()).toBe(0);
    expect(await act('resolve', ticked('1000', '1002'))).toEqual([
      ['1000', 'nothing-open', 0],
      ['1002', 'nothing-open', 0],
    ]);
  });

  it('leaves open what came or changed after the preview', async () => {
    const before = asOf();
    now = plusMs(now, MINUTE);
    await insertProblem(database.pool, ours, {
      orderNumber: '1000',
      code: 'release.payment-charged-back',
      severity: 'error',
      raisedAt: asOf(),
    });
    expect(await act('resolve', ticked('1000'), 'erika', before)).toEqual([['1000', 'changed', 1]]);
    const detail = await get(`/api/orders/${ours.connectionId}/1000`);
    const { problems } = orderDetail.parse(await detail.json());
    expect(problems.map(({ code, resolvedBy }) => [code, resolvedBy])).toEqual([
      ['release.payment-charged-back', null],
      ['capture.refused', 'erika'],
    ]);
  });

  it('takes the most urgent of more orders than one step may touch, and says how many there are', async () => {
    await database.pool.query(
      `insert into journal.orders (connection_id, order_number, organisation_id, shop_id, payment_code, total_minor, currency, state, reason,
         first_seen_at, updated_at)
       select $2, 'B' || n, $1, 'DEM', 'K', 100, 'EUR', 'released', 'authorized', $3, $3 from generate_series(1, 600) as n`,
      [ours.organisationId, ours.connectionId, new Date(START).toISOString()],
    );
    const response = await post(
      '/api/orders/bulk/preview',
      { action: 'recheck', target: filtered() },
      'erika',
    );
    expect(bulkPreview.parse(await response.json())).toMatchObject({ matching: 603, orders: 500 });
    const results = await act('recheck', filtered());
    expect(results).toHaveLength(500);
    expect(results.map(([number]) => number)).toEqual(
      expect.arrayContaining(['1000', '1001', '1002']),
    );
    expect(await told()).toHaveLength(500);
  });

  it('reaches no order of another organisation, whoever names it', async () => {
    expect(await act('recheck', ticked('1000'), 'stranger')).toEqual([['1000', 'not-found', 0]]);
    expect(await act('resolve', ticked('1000'), 'stranger')).toEqual([['1000', 'not-found', 0]]);
    const events = await told();
    await act('resolve', filtered(), 'stranger');
    expect(events).toEqual([]);
    expect(await openProblems()).toBe(3);
  });

  it('is refused to viewers, to strangers, and to whoever does it like a script', async () => {
    const body = { action: 'recheck', target: ticked('1000'), asOf: asOf() };
    expect((await post('/api/orders/bulk', body, 'viktor')).status).toBe(403);
    expect((await post('/api/orders/bulk/preview', body, 'viktor')).status).toBe(403);
    expect((await post('/api/orders/bulk', body)).status).toBe(401);
    for (let step = 0; step < 6; step += 1) await post('/api/orders/bulk', body, 'erika');
    expect((await post('/api/orders/bulk', body, 'erika')).status).toBe(429);
    expect(await told()).toHaveLength(6);
  });
});

describe('an export', () => {
  const EVIL = '=HYPERLINK("http://evil";"x")';
  async function exported(format: 'csv' | 'xlsx', filter: object = {}, as = 'viktor') {
    const response = await post('/api/orders/export', { format, filter, language: 'de' }, as);
    expect(response.status).toBe(200);
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  }
  beforeEach(async () => {
    await insertOrder(database.pool, ours, {
      orderNumber: '0042',
      shopOrderNumber: EVIL,
      paymentId: 'a;"b"',
      totalMinor: 123_456_789,
      firstSeenAt: '2026-07-01T22:30:00Z',
    });
  });

  it('as CSV is German, with a mark for umlauts, and runs nothing in a spreadsheet', async () => {
    const { response, bytes } = await exported('csv');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="auftraege-2026-11-21.csv"',
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toMatch(/^Auftrag;Shop-Nr\.;.*;Betrag;Währung;/);
    const line = lines.find((one) => one.startsWith('0042')) ?? '';
    expect(line).toContain(
      `0042;"'=HYPERLINK(""http://evil"";""x"")";Live;DEM;K;Kreditkarte;1234567,89;EUR;gebucht;`,
    );
    expect(line).toContain(';"a;""b""";02.07.2026 00:30:00;');
    expect(lines.filter((one) => one !== '')).toHaveLength(5);
    expect(lines.find((one) => one.startsWith('1000'))).toMatch(
      /;C209;Problem;"?Unzer hat den Einzug/,
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '|cmd', '＝1'])(
    'writes the text %j as a text',
    async (shopOrderNumber) => {
      const { pool } = database;
      await pool.query(
        `update journal.orders set shop_order_number = $1 where order_number = '0042'`,
        [shopOrderNumber],
      );
      const { bytes } = await exported('csv');
      const line = bytes
        .toString('utf8')
        .split('\r\n')
        .find((one) => one.startsWith('0042'));
      expect(line?.split(';')[1]).toBe(`'${shopOrderNumber}`);
    },
  );

  it('as XLSX holds numbers as numbers, texts as texts, and no formula', async () => {
    const { bytes } = await exported('xlsx');
    const directory = await mkdtemp(join(tmpdir(), 'xlsx-'));
    try {
      const path = join(directory, 'orders.xlsx');
      await writeFile(path, bytes);
      const part = (name: string) => execFileSync('unzip', ['-p', path, name]).toString('utf8');
      const sheet = part('xl/worksheets/sheet1.xml');
      expect(sheet).toContain('<v>1234567.89</v>');
      expect(sheet).not.toMatch(/<f[ >]/);
      expect(sheet.match(/<row /g)).toHaveLength(5);
      expect(sheet + part('xl/sharedStrings.xml')).toMatch(/=HYPERLINK\(/);
      expect(part('xl/workbook.xml')).toContain('Aufträge');
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('holds what is filtered, says how many that are, and is written down', async () => {
    const { response, bytes } = await exported('csv', { filter: 'problem', search: '100' });
    const numbers = bytes
      .toString('utf8')
      .split('\r\n')
      .slice(1, -1)
      .map((one) => one.slice(0, 4));
    expect(numbers).toEqual(['1001', '1000']);
    expect(response.headers.get('x-abgleich-rows')).toBe('2');
    expect(response.headers.get('x-abgleich-orders')).toBe('2');
    const { rows } = await database.pool.query(
      'select action, target, actor_name, details from portal.audit',
    );
    expect(rows).toEqual([
      {
        action: 'orders.exported',
        target: 'csv',
        actor_name: 'viktor',
        details: { format: 'csv', rows: '2', filter: 'problem', search: '100' },
      },
    ]);
  });

  it('holds every order once, however many pages they were read in, and none of another organisation', async () => {
    await database.pool.query(
      `insert into journal.orders (connection_id, order_number, organisation_id, shop_id, payment_code, state, reason, first_seen_at, updated_at)
       select $2, 'P' || n, $1, 'DEM', 'K', 'released', 'authorized', $3, $3 from generate_series(1, 2500) as n`,
      [ours.organisationId, ours.connectionId, new Date(START).toISOString()],
    );
    const { bytes } = await exported('csv');
    const numbers = bytes
      .toString('utf8')
      .split('\r\n')
      .slice(1, -1)
      .map((one) => one.split(';')[0]);
    expect(numbers).toHaveLength(2_504);
    expect(new Set(numbers).size).toBe(2_504);
    const { bytes: foreign } = await exported('csv', {}, 'stranger');
    expect(foreign.toString('utf8')).not.toContain('0042');
  });
});

describe('a long timeline', () => {
  const path = (): string => `/api/orders/${ours.connectionId}/1000`;
  beforeAll(async () => {
    const { pool } = database;
    const at = (n: number): string =>
      new Date(plusMs(START, Math.floor(n / 3) * 1_000)).toISOString();
    for (let n = 0; n < 350; n += 1) {
      await insertDecision(pool, ours, { orderNumber: '1000', at: at(n), reason: `r${n}` });
      const call = {
        orderNumber: '1000',
        at: at(n),
        side: 'psp',
        name: `c${n}`,
        durationMs: 1,
      } as const;
      await insertCall(pool, ours, {
        ...call,
        request: { authorization: 'Basic c2VjcmV0c2VjcmV0' },
      });
    }
  });

  it('is read page after page, each entry once, newest first', async () => {
    const first = orderDetail.parse(await (await get(path())).json());
    const seen = [...first.timeline];
    let next = first.next;
    while (next !== null) {
      const page = timelinePage.parse(await (await get(`${path()}/timeline?after=${next}`)).json());
      seen.push(...page.timeline);
      next = page.next;
    }
    expect(seen).toHaveLength(701); // and the problem
    expect(new Set(seen.map(({ id }) => id)).size).toBe(701);
    const moments = seen.map(({ at }) => at);
    expect(moments).toEqual([...moments].sort().reverse());
    expect(first.timeline).toHaveLength(300);
  });

  it('is one file, redacted as on the page', async () => {
    const response = await get(`${path()}/history`);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="order-1000.json"',
    );
    const text = await response.text();
    const history = orderHistory.parse(JSON.parse(text));
    expect(history.entries).toHaveLength(701);
    expect(history.truncated).toBe(false);
    expect(text).not.toContain('c2VjcmV0');
  });

  it('is not shown to another organisation', async () => {
    for (const part of ['timeline', 'history'])
      expect((await get(`${path()}/${part}`, 'stranger')).status).toBe(404);
  });

  it('names the people who asked for something', async () => {
    await act('recheck', ticked('1000'));
    const { timeline } = orderDetail.parse(await (await get(path())).json());
    const people = timeline.flatMap((entry) => (entry.kind === 'person' ? [entry] : []));
    expect(people).toMatchObject([{ action: 'order.recheck', name: 'erika' }]);
  });
});

describe('parked events of an order', () => {
  const path = (): string => `/api/orders/${ours.connectionId}/1000`;
  const letters = async (): Promise<{ id: string; error: string }[]> =>
    orderDetail.parse(await (await get(path())).json()).parked;
  beforeEach(async () => {
    await database.pool.query('truncate messaging.dead_letters');
    for (const [of, key] of [
      [ours, `${ours.connectionId}/1000`],
      [ours, `${ours.connectionId}/1001`],
      [theirs, `${theirs.connectionId}/1000`],
    ] as const)
      await database.pool.query(
        `insert into messaging.dead_letters (id, consumer_group, organisation_id, key, type, event, error, attempts)
         values (gen_random_uuid(), 'capture', $1, $2, 'recheck.requested', jsonb_build_object('id', gen_random_uuid()), $3, 3)`,
        [of.organisationId, key, 'cannot read s-priv-abc123\n  at line 7'],
      );
  });

  it('are shown with the first line of what went wrong, without secrets', async () => {
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ service: 'capture', attempts: 3, error: 'cannot read ***' });
  });

  it('are given back to the one service that could not handle them, once, by somebody whose name is written down', async () => {
    const [letter] = await letters();
    const body = { parkedId: letter?.id };
    expect((await post(`${path()}/redrive`, body, 'viktor')).status).toBe(403);
    expect((await post(`${path()}/redrive`, body, 'stranger')).status).toBe(404);
    expect((await post(`${path()}/redrive`, body, 'erika')).status).toBe(204);
    expect((await post(`${path()}/redrive`, body, 'erika')).status).toBe(404);
    const { rows } = await database.pool.query('select event from messaging.outbox');
    expect(rows).toEqual([{ event: expect.objectContaining({ onlyGroup: 'capture' }) }]);
    expect(await letters()).toEqual([]);
    expect(await audited()).toEqual(['erika events.redriven 1000']);
  });

  it('of another order are not given back through this one', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      `select id from messaging.dead_letters where key <> $1`,
      [`${ours.connectionId}/1000`],
    );
    for (const { id } of rows)
      expect((await post(`${path()}/redrive`, { parkedId: id }, 'erika')).status).toBe(404);
    expect((await database.pool.query('select from messaging.outbox')).rowCount).toBe(0);
  });
});
