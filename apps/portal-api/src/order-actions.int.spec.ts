import { orderDetail, parseEvent, problemJson } from '@abgleich/contracts';
import { type Instant, MINUTE, instant, plusMs } from '@abgleich/domain';
import {
  createPortalStore,
  createTestDatabase,
  insertOrganisation,
  type PortalStore,
  type TestDatabase,
  type TestOrganisation,
} from '@abgleich/persistence';
import { createLog, type RunningService } from '@abgleich/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createUser } from './create-user.js';
import { startPortalApi } from './start-portal-api.js';
import { fillOrder } from './testing/fill-order.js';

const PASSWORD = 'correct horse battery staple';
const CANARIES = { canary: 'canary-9f3e', keyCanary: 's-priv-canary9f3e' };
const ROLES = ['admin', 'operations', 'viewer'] as const;
let database: TestDatabase;
let store: PortalStore;
let ours: TestOrganisation;
let service: RunningService;
let now: Instant;
const cookies = new Map<string, string>();
const logLines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPortalStore(database);
  now = instant(Date.UTC(2026, 10, 21, 12));
  const to = { write: (line: string) => void logLines.push(line) };
  service = await startPortalApi({
    store,
    clock: { now: () => now },
    log: createLog('portal-api', { level: 'info', to }),
    port: 0,
    staticDir: null,
    publicUrl: null,
    trustedProxies: 0,
  });
  ours = await insertOrganisation(database.pool, { name: 'Ours' });
  const theirs = await insertOrganisation(database.pool, { name: 'Theirs' });
  for (const role of ROLES) await enter(ours, role, role);
  await enter(theirs, 'stranger', 'admin');
  await fillOrder(database.pool, ours, { orderNumber: '1001', ...CANARIES });
});
beforeEach(async () => {
  now = plusMs(now, 2 * MINUTE); // every test clicks for itself
  await database.pool.query('truncate messaging.outbox');
  await database.pool.query('update journal.problems set resolved_at = null, resolved_by = null');
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function enter(of: TestOrganisation, name: string, role: (typeof ROLES)[number]) {
  const email = `${name}@example.org`;
  const user = { organisationId: of.organisationId, email, name, role, language: 'de' } as const;
  await createUser(store, { ...user, password: PASSWORD });
  const response = await fetch(`${service.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: service.url },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  cookies.set(name, response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
}
type Call = { as?: string; method?: string; body?: object; origin?: string };
async function call(path: string, { as, method = 'POST', body = {}, origin }: Call = {}) {
  const cookie = as === undefined ? '' : (cookies.get(as) ?? '');
  const response = await fetch(`${service.url}/api/orders/${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie, origin: origin ?? service.url },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, json };
}
const order = () => `${ours.connectionId}/1001`;
const told = async () =>
  (await database.pool.query<{ event: unknown }>('select event from messaging.outbox')).rows.map(
    ({ event }) => parseEvent(event),
  );
async function openProblems() {
  const { json } = await call(order(), { as: 'viewer', method: 'GET' });
  return orderDetail.parse(json).problems.filter(({ resolvedAt }) => resolvedAt === null);
}
const actions = async () => {
  const [problem] = await openProblems();
  return [
    [`${order()}/recheck`, {}],
    [`${order()}/resolve`, { problemId: problem?.id }],
  ] as const;
};

describe('acting on an order', () => {
  it.each(['admin', 'operations'])('is for the role %s', async (as) => {
    const [recheck, resolve] = await actions();
    expect((await call(recheck?.[0] ?? '', { as })).status).toBe(202);
    expect((await call(resolve?.[0] ?? '', { as, body: resolve?.[1] ?? {} })).status).toBe(204);
    expect(await openProblems()).toEqual([]);
    expect((await told()).map(({ type }) => type)).toEqual([
      'recheck.requested',
      'problem.resolved',
    ]);
  });

  const REFUSED = [
    ['a viewer', { as: 'viewer' }, 403, 'portal.not-allowed'],
    ['somebody of another organisation', { as: 'stranger' }, 404, 'portal.not-found'],
    ['nobody', {}, 401, 'portal.not-signed-in'],
    [
      'another site with the cookie',
      { as: 'admin', origin: 'https://evil.example' },
      403,
      'portal.foreign-origin',
    ],
  ] as const;
  it.each(REFUSED)('is refused to %s', async (_who, as, status, code) => {
    for (const [path, body] of await actions()) {
      const answer = await call(path, { ...as, body });
      expect([answer.status, problemJson.parse(answer.json).code]).toEqual([status, code]);
    }
    expect(await told()).toEqual([]);
    expect(await openProblems()).toHaveLength(1);
  });

  it('cannot be done by GET', async () => {
    for (const [path] of await actions())
      expect((await call(path, { as: 'admin', method: 'GET' })).status).toBe(405);
    expect(await told()).toEqual([]);
  });

  it.each(['x/1001/recheck', ':ours/9999/recheck', ':ours//recheck', ':ours/9999/resolve'])(
    'finds nothing at %s',
    async (path) => {
      const body = { problemId: crypto.randomUUID() };
      const real = path.replace(':ours', ours.connectionId);
      expect((await call(real, { as: 'admin', body })).status).toBe(404);
    },
  );

  it('names what is missing of a problem that cannot be read', async () => {
    const { status, json } = await call(`${order()}/resolve`, {
      as: 'admin',
      body: { problemId: 'x' },
    });
    expect(status).toBe(400);
    expect(problemJson.parse(json).errors?.map(({ path }) => path)).toEqual(['problemId']);
  });

  it('is stopped for somebody who clicks like a script', async () => {
    const path = `${order()}/recheck`;
    for (let click = 0; click < 60; click += 1) await call(path, { as: 'admin' });
    expect((await call(path, { as: 'admin' })).status).toBe(429);
    expect((await call(path, { as: 'operations' })).status).toBe(202);
  });

  it('stands in the log with who did what, and without secrets', async () => {
    for (const [path, body] of await actions()) await call(path, { as: 'admin', body });
    const audit = logLines.filter((line) => line.includes('"audit"'));
    expect(audit.at(-2)).toMatch(/"audit":"recheck".*"orderNumber":"1001"/);
    expect(audit.at(-1)).toMatch(/"audit":"resolve".*"code":"release.amount-too-low"/);
    const admin = await store.accounts.findUser('admin@example.org');
    expect(audit.at(-1)).toContain(admin?.id ?? 'nobody');
    expect(logLines.join('')).not.toMatch(/canary/);
  });
});
