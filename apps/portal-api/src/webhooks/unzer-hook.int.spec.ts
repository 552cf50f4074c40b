import { type Instant, MINUTE, instant, plusMs } from '@abgleich/domain';
import {
  createPortalStore,
  createTestDatabase,
  insertOrder,
  insertOrganisation,
  type PortalStore,
  type TestDatabase,
} from '@abgleich/persistence';
import { createLog } from '@abgleich/service-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { createUnzerHook } from './unzer-hook.js';

const TOKEN = 'A'.repeat(43);
const OLD_TOKEN = 'B'.repeat(43);
const KEY = 's-pub-2a10ours';
const body = (rest: Record<string, unknown> = {}) =>
  JSON.stringify({
    event: 'payment.completed',
    publicKey: KEY,
    retrieveUrl: 'https://sbx-api.unzer.com/v1/payments/s-pay-1',
    paymentId: 's-pay-1',
    ...rest,
  });

let test: TestDatabase;
let real: PortalStore;
let server: Server;
let now: Instant;
let nudges: number;
let receive: PortalStore['webhooks']['receive'];
const logLines: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  real = createPortalStore(test);
  const ours = await insertOrganisation(test.pool, { name: 'Ours' });
  await test.pool.query('update portal.configuration_versions set public_key = $1', [KEY]);
  await insertOrder(test.pool, ours, {
    orderNumber: '1001',
    paymentId: 's-pay-1',
    firstSeenAt: '2026-11-21T10:00:00Z',
  });
});
afterAll(() => test.drop());

beforeEach(async () => {
  await test.pool.query('truncate portal.webhook_notifications, messaging.outbox');
  now = instant(Date.UTC(2026, 10, 21, 12));
  nudges = 0;
  receive = real.webhooks.receive;
  const app = express();
  const to = { write: (line: string) => void logLines.push(line) };
  app.use(
    createUnzerHook({
      store: { webhooks: { ...real.webhooks, receive: (...given) => receive(...given) } },
      clock: { now: () => now },
      log: createLog('portal-api', { level: 'debug', to }),
      tokens: [TOKEN, OLD_TOKEN],
      onOutbox: () => (nudges += 1),
    }),
  );
  app.use((_request, response) => void response.status(299).end()); // what is not the hook's
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const url = (token = TOKEN): string => {
  const { port } = server.address() as AddressInfo; // it listens on a port
  return `http://127.0.0.1:${port}/hooks/unzer/${token}`;
};
async function post(
  text: string | Uint8Array<ArrayBuffer>,
  { token = TOKEN, type = 'text/plain' } = {},
) {
  const response = await fetch(url(token), {
    method: 'POST',
    headers: { 'content-type': type },
    body: text,
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
const count = async (table: string): Promise<number> =>
  (await test.pool.query<{ n: number }>(`select count(*)::integer as n from ${table}`)).rows[0]
    ?.n ?? -1;
const state = async () => ({
  stored: await count('portal.webhook_notifications'),
  looks: await count('messaging.outbox'),
});

describe('a notification of Unzer', () => {
  it.each(['text/plain', 'application/json', 'application/octet-stream', 'x/y; charset=klingon'])(
    'sent as %s is in the database before it is answered, and the look is on its way',
    async (type) => {
      const { status, text } = await post(body(), { type });
      expect([status, text]).toEqual([200, '']);
      expect(await state()).toEqual({ stored: 1, looks: 1 });
      expect(nudges).toBe(1);
    },
  );

  it('is refused when it could not be kept, so that Unzer sends it again', async () => {
    receive = () => Promise.reject(new Error('the database is away'));
    expect((await post(body())).status).toBe(503);
    receive = real.webhooks.receive;
    expect((await post(body())).status).toBe(200);
    expect(await state()).toEqual({ stored: 1, looks: 1 });
  });

  it('is stored once however often the same words come', async () => {
    await Promise.all(Array.from({ length: 20 }, () => post(body())));
    expect(await state()).toEqual({ stored: 1, looks: 1 });
  });

  it('is taken at an address of an older secret key, too', async () => {
    await post(body(), { token: OLD_TOKEN });
    expect((await state()).stored).toBe(1);
  });

  it('names its payment by id; the host of its address is not even kept', async () => {
    const retrieveUrl = 'https://evil.example/v1/payments/s-pay-1/charges/s-chg-7';
    await post(body({ paymentId: undefined, retrieveUrl, event: 'charge.succeeded' }));
    expect(await state()).toEqual({ stored: 1, looks: 1 });
    const { rows } = await test.pool.query('select * from portal.webhook_notifications');
    expect(JSON.stringify(rows) + logLines.join('')).not.toContain('evil.example');
  });
});

describe('strangers', () => {
  it.each([
    ['nothing', ''],
    ['half a notification', '{"event":"payment.completed"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['XML', '<payment/>'],
    ['broken UTF-8', new Uint8Array([0xff, 0xfe, 0x00, 0x22])],
    ['a payment id with a path in it', body({ paymentId: '../keypair' })],
    ['an event of a thousand letters', body({ event: 'p'.repeat(1_000) })],
    ['an event that is code', body({ event: "payment'; drop table journal.orders; --" })],
    ['a key that is none', body({ publicKey: KEY + '\u0000' })],
    ['a private key', body({ publicKey: 's-priv-x' })],
  ])('who send %s get the same answer, and nothing is kept', async (_what, text) => {
    expect((await post(text)).status).toBe(200);
    expect(await state()).toEqual({ stored: 0, looks: 0 });
  });

  it('who send more than 64 kB are cut off', async () => {
    expect((await post(body({ more: 'x'.repeat(64 * 1024) }))).status).toBe(413);
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const endless = fetch(url(), { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    const status = await endless.then(
      (answer) => answer.status,
      () => 413, // the connection was closed while we were still sending
    );
    expect(status).toBe(413);
    expect((await post(body())).status).toBe(200);
  });

  it('who do not know the address find nothing there, and are stopped after a while', async () => {
    for (let guess = 0; guess < 60; guess += 1)
      expect((await post(body(), { token: `x${guess}` })).status).toBe(404);
    expect((await post(body(), { token: 'x' })).status).toBe(429);
    expect((await post(body())).status).toBe(200);
    expect((await state()).stored).toBe(1);
  });

  it('cannot do anything by GET', async () => {
    const answer = await fetch(url());
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await state()).toEqual({ stored: 0, looks: 0 });
  });

  it('who use keys that nobody has cost few queries, and never keep a merchant from being heard', async () => {
    let asked = 0;
    receive = (...given) => {
      asked += 1;
      return real.webhooks.receive(...given);
    };
    await post(body());
    for (let copy = 0; copy < 50; copy += 1) await post(body({ publicKey: 's-pub-nobody' }));
    expect(asked).toBe(2);
    const statuses = new Set<number>();
    for (let key = 0; key < 100; key += 1)
      statuses.add((await post(body({ publicKey: `s-pub-no${key}` }))).status);
    expect([...statuses].sort()).toEqual([200, 429]);
    expect(asked).toBeLessThan(80);
    expect((await post(body({ event: 'payment.partly' }))).status).toBe(200);
    expect(await state()).toEqual({ stored: 2, looks: 2 });
  });

  it('do not keep out a merchant who enters a key a moment later', async () => {
    const fresh = 's-pub-fresh';
    await post(body({ publicKey: fresh }));
    await test.pool.query('update portal.configuration_versions set public_key = $1', [fresh]);
    now = plusMs(now, MINUTE);
    await post(body({ publicKey: fresh }));
    await test.pool.query('update portal.configuration_versions set public_key = $1', [KEY]);
    expect((await state()).stored).toBe(1);
  });
});

describe('the address', () => {
  it('stands in no log line', () => {
    expect(logLines.length).toBeGreaterThan(10);
    expect(logLines.join('')).not.toContain(TOKEN);
  });

  it("is nobody else's business: other paths go on as before", async () => {
    const other = url().replace(/\/hooks\/.*/, '/api/orders');
    expect((await fetch(other)).status).toBe(299);
  });
});

describe('the time to an answer', () => {
  it('is that of a request and one small statement, p99 far below 50 ms on a quiet machine', async () => {
    let number = 0;
    const text = () => body({ paymentId: `s-pay-${(number += 1)}` });
    const elsewhere = url().replace(/\/hooks\/.*/, '/elsewhere');
    const insert = 'insert into messaging.inbox values ($1, gen_random_uuid())';
    const bare = await times(RUNS, async () => {
      await (await fetch(elsewhere, { method: 'POST', body: text() })).text();
      await test.pool.query(insert, ['bare']);
    });
    const hook = await times(RUNS, () => post(text()));
    const shown = (ms: readonly number[]) =>
      `p50 ${at(ms, 0.5).toFixed(1)} ms, p99 ${at(ms, 0.99).toFixed(1)} ms`;
    console.log(`webhook to answer: ${shown(hook)}; a request and a bare insert: ${shown(bare)}`);
    expect((await state()).stored).toBe(RUNS);
    // A second round trip or commit would show; the middle is steadier than the tail on a busy machine.
    expect(at(hook, 0.5)).toBeLessThan(5 * at(bare, 0.5));
  });

  it('stays that under load: sixteen at once, compared with as many bare inserts in the same seconds', async () => {
    let number = 0;
    const text = () => body({ paymentId: `s-pay-9${(number += 1)}` });
    const elsewhere = url().replace(/\/hooks\/.*/, '/elsewhere');
    const insert = 'insert into messaging.inbox values ($1, gen_random_uuid())';
    const bareOnce = async (): Promise<void> => {
      await (await fetch(elsewhere, { method: 'POST', body: text() })).text();
      await test.pool.query(insert, ['bare']);
    };
    const taken = { hook: [] as number[], bare: [] as number[] };
    // In turns, so that what else the machine does falls on both alike.
    for (let turn = 0; turn < TURNS; turn += 1) {
      taken.bare.push(...(await atOnce(() => times(RUNS_AT_ONCE, bareOnce))));
      taken.hook.push(...(await atOnce(() => times(RUNS_AT_ONCE, () => post(text())))));
    }
    const [hook, bare] = [taken.hook, taken.bare].map((ms) => ms.sort((a, b) => a - b));
    if (!hook || !bare) throw new Error('nothing was measured');
    expect((await state()).stored).toBe(hook.length);
    expect(at(hook, 0.5)).toBeLessThan(4 * at(bare, 0.5));
    expect(at(hook, 0.95)).toBeLessThan(4 * at(bare, 0.95));
  });
});

const TURNS = 6;
const RUNS_AT_ONCE = 8;
const AT_ONCE = 16;

async function atOnce(run: () => Promise<readonly number[]>): Promise<readonly number[]> {
  return (await Promise.all(Array.from({ length: AT_ONCE }, run))).flat();
}

const RUNS = 300;
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? 0;

async function times(runs: number, run: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const startedAt = performance.now();
    await run();
    taken.push(performance.now() - startedAt);
  }
  return taken.sort((a, b) => a - b);
}
