import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { errorPageAnswer, orderDetail, ordersAnswer, problemJson } from '@abgleich/contracts';
import { HOUR, instant, plusMs, type Instant } from '@abgleich/domain';
import {
  createPortalStore,
  createTestDatabase,
  insertOrganisation,
  type PortalStore,
  type TestDatabase,
  type TestOrganisation,
} from '@abgleich/persistence';
import { createQuietWindow } from '@abgleich/scheduler';
import { createLog, type RunningService } from '@abgleich/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createUser } from './create-user.js';
import { startPortalApi } from './start-portal-api.js';
import { fillOrder } from './testing/fill-order.js';

const PASSWORD = 'correct horse battery staple';
const LINK = 'A'.repeat(43);
/** Their digits are given out by chance. */
const UUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Stands for every secret the database holds; must turn up in no answer and no log line. */
const CANARY = 'canary-9f3e';
const KEY_CANARY = 's-priv-canary9f3e';

let database: TestDatabase;
let store: PortalStore;
let ours: TestOrganisation;
let theirs: TestOrganisation;
let service: RunningService;
let staticDir: string;
let now: Instant;
const answers: string[] = [];
const logLines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPortalStore(database);
  ours = await insertOrganisation(database.pool, { name: 'Ours', canary: CANARY });
  theirs = await insertOrganisation(database.pool, { name: 'Theirs', canary: CANARY });
  for (const [email, organisation] of [
    ['erika@ours.example', ours],
    ['hugo@theirs.example', theirs],
  ] as const) {
    const { organisationId } = organisation;
    const user = {
      organisationId,
      email,
      name: email,
      role: 'operations',
      language: 'de',
    } as const;
    await createUser(store, { ...user, password: PASSWORD });
  }
  await store.accounts.setErrorPageToken(ours.organisationId, LINK);
  await fillOrder(database.pool, ours, {
    orderNumber: '1001',
    canary: CANARY,
    keyCanary: KEY_CANARY,
  });
  await fillOrder(database.pool, theirs, {
    orderNumber: '2001',
    canary: CANARY,
    keyCanary: KEY_CANARY,
  });
  staticDir = await mkdtemp(join(tmpdir(), 'portal-'));
  await mkdir(join(staticDir, 'assets'));
  await writeFile(
    join(staticDir, 'index.html'),
    '<meta name="style-nonce" content="__STYLE_NONCE__">',
  );
  await writeFile(join(staticDir, 'assets/app-1a2b.js'), 'console.log(1)');
  await writeFile(join(staticDir, 'assets/app-1a2b.js.br'), brotliCompressSync('console.log(2)'));
});

beforeEach(async () => {
  await service?.stop();
  now = instant(Date.UTC(2026, 10, 21, 12));
  service = await startPortalApi({
    store,
    clock: { now: () => now },
    window: createQuietWindow('00:00-04:00'),
    log: createLog('portal-api', {
      level: 'debug',
      to: { write: (line: string) => void logLines.push(line) },
    }),
    port: 0,
    staticDir,
    publicUrl: null,
    trustedProxies: 0,
  });
});

afterAll(async () => {
  await service.stop();
  await rm(staticDir, { recursive: true });
  await database.drop();
});

type Call = {
  readonly method?: string;
  readonly body?: unknown;
  readonly cookie?: string;
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};
async function call(path: string, { method = 'GET', body, cookie, origin, headers }: Call = {}) {
  const sent = new Headers(headers);
  if (body !== undefined) sent.set('content-type', 'application/json');
  if (cookie !== undefined) sent.set('cookie', cookie);
  if (origin !== null) sent.set('origin', origin ?? service.url);
  const response = await fetch(service.url + path, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  answers.push(text);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const json: unknown = isJson ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json };
}
const signIn = (email: string, password = PASSWORD, more: Call = {}) =>
  call('/api/session', { method: 'POST', body: { email, password }, ...more });
async function cookieOf(email: string): Promise<string> {
  const { headers } = await signIn(email);
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

describe('signing in', () => {
  it('answers who one is and sets a cookie that scripts and foreign sites cannot use', async () => {
    const { status, json, headers } = await signIn('ERIKA@ours.example');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      user: { email: 'erika@ours.example', role: 'operations', language: 'de' },
      organisation: { id: ours.organisationId, name: 'Ours' },
    });
    const cookie = headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^abgleich_session=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).not.toContain('Secure');
  });

  it('gives unknown people and wrong passwords the same answer', async () => {
    const wrong = await signIn('erika@ours.example', 'wrong');
    const unknown = await signIn('nobody@ours.example', 'wrong');
    const { traceId: _one, ...wrongBody } = problemJson.parse(wrong.json);
    const { traceId: _other, ...unknownBody } = problemJson.parse(unknown.json);
    expect(wrong.status).toBe(401);
    expect(wrongBody).toEqual(unknownBody);
    expect(wrongBody.code).toBe('portal.sign-in-refused');
    expect([wrong, unknown].flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  });

  it('stops guessing after ten wrong passwords, even with the right one, until a quarter of an hour has passed', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn('erika@ours.example', 'wrong');
    const refused = await signIn('erika@ours.example');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(900);
    expect((await signIn('hugo@theirs.example')).status).toBe(200);
    now = plusMs(now, HOUR);
    expect((await signIn('erika@ours.example')).status).toBe(200);
  });

  it('forgets earlier mistakes once the right password was given', async () => {
    for (let attempt = 0; attempt < 9; attempt += 1) await signIn('erika@ours.example', 'wrong');
    expect((await signIn('erika@ours.example')).status).toBe(200);
    for (let attempt = 0; attempt < 9; attempt += 1) await signIn('erika@ours.example', 'wrong');
    expect((await signIn('erika@ours.example')).status).toBe(200);
  });

  it.each([
    ['another site', 'https://evil.example'],
    ['no origin at all', null],
    ['something that is no address', 'null'],
  ])('is refused for a request that names %s as its origin', async (_who, origin) => {
    const { status, json } = await signIn('erika@ours.example', PASSWORD, { origin });
    expect(status).toBe(403);
    expect(problemJson.parse(json).code).toBe('portal.foreign-origin');
  });

  it('names the fields of a request that cannot be read', async () => {
    const { status, json } = await call('/api/session', { method: 'POST', body: { email: 'x' } });
    expect(status).toBe(400);
    expect(problemJson.parse(json).errors?.map((error) => error.path)).toEqual([
      'email',
      'password',
    ]);
  });

  it('refuses a body larger than a sign-in can be', async () => {
    const body = { email: 'erika@ours.example', password: 'x'.repeat(20_000) };
    const { status } = await call('/api/session', { method: 'POST', body });
    expect(status).toBe(413);
  });
});

describe('a session', () => {
  it('is known until somebody signs out, and then nowhere', async () => {
    const cookie = await cookieOf('erika@ours.example');
    expect((await call('/api/session', { cookie })).status).toBe(200);
    const left = await call('/api/session', { method: 'DELETE', cookie });
    expect(left.status).toBe(204);
    expect(left.headers.getSetCookie()[0]).toMatch(/^abgleich_session=;/);
    expect((await call('/api/session', { cookie })).status).toBe(401);
  });

  it('ends after a working day', async () => {
    const cookie = await cookieOf('erika@ours.example');
    now = plusMs(now, 12 * HOUR - 1);
    expect((await call('/api/orders', { cookie })).status).toBe(200);
    now = plusMs(now, 1);
    expect((await call('/api/orders', { cookie })).status).toBe(401);
  });

  it.each(['/api/session', '/api/orders', '/api/orders/:ours/1001'])(
    'is needed for %s',
    async (path) => {
      const real = path.replace(':ours', ours.connectionId);
      for (const cookie of [undefined, 'abgleich_session=', `abgleich_session=${'x'.repeat(43)}`]) {
        const { status, json } = await call(real, cookie === undefined ? {} : { cookie });
        expect(status).toBe(401);
        expect(problemJson.parse(json).code).toBe('portal.not-signed-in');
      }
    },
  );

  it('is marked secure and tied to the host behind TLS', async () => {
    await service.stop();
    service = await startPortalApi({
      store,
      clock: { now: () => now },
      log: createLog('portal-api', { level: 'error' }),
      port: 0,
      staticDir: null,
      publicUrl: new URL('https://abgleich.example'),
      trustedProxies: 1,
    });
    const origin = 'https://abgleich.example';
    const { status, headers } = await signIn('erika@ours.example', PASSWORD, { origin });
    expect(status).toBe(200);
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-abgleich_session=.*; Path=\/;.*Secure/);
    expect(headers.get('strict-transport-security')).not.toBeNull();
    expect((await signIn('erika@ours.example')).status).toBe(403);
  });
});

describe('two organisations', () => {
  it('see nothing of each other on any route', async () => {
    const cookie = await cookieOf('hugo@theirs.example');
    const list = ordersAnswer.parse((await call('/api/orders', { cookie })).json);
    expect(list.orders.map((order) => order.orderNumber)).toEqual(['2001']);
    expect(list.counts).toEqual({ problem: 1, notice: 0, waiting: 0, ok: 0 });
    for (const search of ['1001', 'SH-1001', 's-pay-1001', 'DEM1001']) {
      const found = await call(`/api/orders?search=${search}`, { cookie });
      expect(ordersAnswer.parse(found.json).orders).toEqual([]);
    }
    const foreign = await call(`/api/orders/${ours.connectionId}/1001`, { cookie });
    const missing = await call(`/api/orders/${theirs.connectionId}/9999`, { cookie });
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    const { traceId: _one, ...foreignBody } = problemJson.parse(foreign.json);
    const { traceId: _other, ...missingBody } = problemJson.parse(missing.json);
    expect(foreignBody).toEqual(missingBody);
  });
});

describe('the list of orders', () => {
  it('answers with marks, badges and the problem number', async () => {
    const cookie = await cookieOf('erika@ours.example');
    const { json } = await call('/api/orders?filter=problem&search=SH-1&limit=10', { cookie });
    const { orders, next } = ordersAnswer.parse(json);
    expect(next).toBeNull();
    expect(orders).toMatchObject([
      {
        orderNumber: '1001',
        paymentState: 'authorized',
        state: 'locked',
        problem: { code: 'release.amount-too-low', number: expect.stringMatching(/^R1/) },
      },
    ]);
  });

  it.each(['filter=everything', 'limit=0', 'limit=101', 'limit=x', 'filter=ok&filter=problem'])(
    'refuses the query %s',
    async (query) => {
      const cookie = await cookieOf('erika@ours.example');
      expect((await call(`/api/orders?${query}`, { cookie })).status).toBe(400);
    },
  );

  it('starts at the top for a cursor that is not one of ours', async () => {
    const cookie = await cookieOf('erika@ours.example');
    for (const after of ['x', 'WyIxIiwiMiIsIjMiXQ', "'"]) {
      const { status, json } = await call(`/api/orders?after=${after}`, { cookie });
      expect(status).toBe(200);
      expect(ordersAnswer.parse(json).orders).toHaveLength(1);
    }
  });
});

describe("one order's page", () => {
  it('shows both sides, the documents, the problem and the timeline', async () => {
    const cookie = await cookieOf('erika@ours.example');
    const { json } = await call(`/api/orders/${ours.connectionId}/1001`, { cookie });
    const detail = orderDetail.parse(json);
    expect(detail.payment).toMatchObject({
      paymentId: 's-pay-1001',
      readAt: '2026-11-21T10:00:00.000Z',
      transactions: [{ kind: 'authorization', status: 'success', at: '2026-11-21T10:00:00.000Z' }],
    });
    expect(detail.invoices).toEqual([
      {
        invoiceNumber: 'DEM1001',
        kind: 'invoice',
        total: { minor: 11_900, currency: 'EUR' },
        settled: false,
      },
    ]);
    expect(detail.problems.map((problem) => problem.code)).toEqual(['release.amount-too-low']);
    const kinds = detail.timeline.map((entry) => entry.kind).sort();
    expect(kinds).toEqual(['call', 'decision', 'operation', 'problem']);
    expect(detail.timeline.find((entry) => entry.kind === 'call')).toMatchObject({
      durationMs: 12.5,
      request: { authorization: '***', note: '***' },
      response: { password: '***', amount: '100.0000' },
    });
  });

  it('tells until when pixi rests, if it does when the order is to be looked at next', async () => {
    const path = `/api/orders/${ours.connectionId}/1001`;
    const restsUntil = async () => {
      const { json } = await call(path, { cookie: await cookieOf('erika@ours.example') });
      return orderDetail.parse(json).erpRestsUntil;
    };
    const looksAt = (at: string | null) =>
      database.pool.query(
        `update journal.orders set next_look_at = $1 where order_number = '1001'`,
        [at],
      );
    expect(await restsUntil()).toBeNull();
    await looksAt('2026-11-22T00:30:00Z');
    expect(await restsUntil()).toBe('2026-11-22T03:00:00.000Z');
    await looksAt('2026-11-22T09:00:00Z');
    now = instant(Date.UTC(2026, 10, 22, 1));
    expect(await restsUntil()).toBeNull();
    await looksAt(null);
    expect(await restsUntil()).toBe('2026-11-22T03:00:00.000Z');
  });

  it.each(['/api/orders/not-a-uuid/1001', `/api/orders/x/${'9'.repeat(200)}`])(
    'does not exist at %s',
    async (path) => {
      const cookie = await cookieOf('erika@ours.example');
      expect((await call(path, { cookie })).status).toBe(404);
    },
  );
});

describe('the error page', () => {
  it('shows open problems to whoever has the link, without amounts and without a login', async () => {
    const { status, json, headers, text } = await call(`/api/errors/${LINK}`, { origin: null });
    expect(status).toBe(200);
    expect(errorPageAnswer.parse(json)).toMatchObject({
      organisationName: 'Ours',
      problems: [
        {
          orderNumber: '1001',
          shopOrderNumber: 'SH-1001',
          params: { orderNumber: '1001', paymentId: 's-pay-1001' },
        },
      ],
    });
    expect(text.replace(UUIDS, 'id')).not.toContain('119');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each(['B'.repeat(43), 'short', 'open', '..%2Forders', ''])(
    'shows nothing for the link "%s"',
    async (link) => {
      expect((await call(`/api/errors/${link}`)).status).toBe(404);
    },
  );

  it('stops answering somebody who tries many links, for a while', async () => {
    for (let guess = 0; guess < 20; guess += 1) {
      expect((await call(`/api/errors/${String(guess).padStart(43, 'x')}`)).status).toBe(404);
    }
    expect((await call(`/api/errors/${'y'.repeat(43)}`)).status).toBe(429);
  });

  it('keeps its link out of the log', () => {
    expect(logLines.length).toBeGreaterThan(0);
    expect(logLines.join('')).not.toContain(LINK);
  });
});

describe('the pages', () => {
  it('come with a strict policy whose style nonce is new each time', async () => {
    const first = await call('/auftraege', { headers: { accept: 'text/html' } });
    const second = await call('/', { headers: { accept: 'text/html' } });
    const nonces = [first, second].map(({ text }) => /content="([^"]+)"/.exec(text)?.[1] ?? '');
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src 'self';`);
    expect(policy).toContain(`'nonce-${nonces[0]}'`);
    expect(policy).not.toContain('unsafe');
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('are kept for a year where their name carries a hash, compressed for who can read it', async () => {
    const brotli = await call('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'br' } });
    expect(brotli.headers.get('cache-control')).toContain('immutable');
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotli.text).toBe('console.log(2)');
    const plain = await call('/assets/app-1a2b.js', {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(plain.text).toBe('console.log(1)');
    const etag = plain.headers.get('etag') ?? '';
    const again = await call('/assets/app-1a2b.js', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it.each(['/assets/missing.js', '/assets/..%2f..%2fetc%2fpasswd', '/api/nothing'])(
    'do not exist at %s',
    async (path) => {
      expect((await call(path, { headers: { accept: 'text/html' } })).status).toBe(404);
    },
  );

  it('tell probes whether the process lives and can work', async () => {
    expect((await call('/healthz')).status).toBe(200);
    expect((await call('/readyz')).json).toMatchObject({ status: 'ready' });
  });
});

describe('secrets', () => {
  it('were in no answer and no log line of all the calls above', () => {
    expect(answers.length).toBeGreaterThan(50);
    const everything = answers.join('\n') + logLines.join('\n');
    for (const secret of [CANARY, KEY_CANARY, PASSWORD, '$argon2']) {
      expect(everything).not.toContain(secret);
    }
  });
});
