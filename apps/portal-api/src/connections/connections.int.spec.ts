import {
  connectionSaveAnswer,
  connectionsAnswer,
  connectionTest,
  problemJson,
} from '@abgleich/contracts';
import { MINUTE, plusMs } from '@abgleich/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FakePixi, startFakePixi } from '../testing/fake-pixi.js';
import { EVENING, RunningSetup } from '../testing/running-setup.js';

const USER = 'pixiDEM';
const CANARY = 'canary-pixi-7c1f';

let setup: RunningSetup;
let pixi: FakePixi;
beforeAll(async () => {
  setup = await RunningSetup.start();
  pixi = await startFakePixi(USER, CANARY);
});
beforeEach(async () => {
  // The rows that every organisation of a spec begins with have a password nobody can read.
  await setup.database.pool.query(
    'truncate portal.connections, portal.configurations, portal.configuration_versions, portal.connection_checks, portal.key_checks',
  );
  pixi.requests.length = 0;
  pixi.without = [];
  pixi.password = CANARY;
});
afterEach(() => {
  setup.privateAllowed = true;
});
afterAll(async () => {
  await pixi?.close();
  await setup?.stop();
});

const form = (change: Record<string, unknown> = {}) => ({
  name: 'Live',
  endpointUrl: pixi.url,
  database: 'pixiDEM',
  username: USER,
  password: CANARY,
  ...change,
});
const create = (change: Record<string, unknown> = {}) =>
  setup.call('POST', '/api/connections', { body: form(change) });
const list = async (as = 'admin') =>
  connectionsAnswer.parse((await setup.call('GET', '/api/connections', { as })).json);
async function created(change: Record<string, unknown> = {}): Promise<string> {
  const { status, text, json } = await create(change);
  if (status !== 200) throw new Error(text);
  const answer = connectionSaveAnswer.parse(json);
  if (!answer.saved) throw new Error(`not saved: ${JSON.stringify(answer)}`);
  return answer.id;
}
let begun = 0;
/** The limit of tests is of ten minutes: every story has its own. */
function pass(): void {
  begun += 1;
  setup.now = plusMs(EVENING, begun * 11 * MINUTE);
}

describe('a pixi connection', () => {
  beforeEach(pass);

  it('is tested and saved, and its password never comes out again', async () => {
    const id = await created();
    expect(pixi.requests).toEqual([`GET ${USER}:${CANARY}`, `POST ${USER}:${CANARY}`]);
    const { connections } = await list('viewer');
    expect(connections).toMatchObject([
      { id, name: 'Live', username: USER, active: true, test: { result: 'passed' } },
    ]);
    expect(setup.texts.join()).not.toContain(CANARY);
    expect(setup.log.join()).not.toContain(CANARY);
  });

  it('with a wrong password is not saved before somebody says so, and then shows what is wrong', async () => {
    const refused = (await create({ password: 'wrong' })).json;
    expect(refused).toMatchObject({
      saved: false,
      test: { result: 'failed', cause: 'login-refused' },
    });
    expect((await list()).connections).toEqual([]);
    await created({ password: 'wrong', saveAnyway: true });
    expect((await list()).connections).toMatchObject([{ test: { cause: 'login-refused' } }]);
  });

  it('lists what is missing by what it is needed for', async () => {
    pixi.without = ['pixiGetOrderline', 'pixiSetOrderShippingLock'];
    const answer = connectionSaveAnswer.parse((await create()).json);
    expect(answer).toMatchObject({
      saved: false,
      test: {
        result: 'lacking',
        lacking: [
          { procedure: 'pixiGetOrderline', ability: 'order-lines' },
          { procedure: 'pixiSetOrderShippingLock', ability: 'order-lock' },
        ],
      },
    });
  });

  it.each([
    ['a server that is not there', 'http://127.0.0.1:9/', 'unreachable'],
    ['a name that nobody knows', 'http://pixi.invalid/', 'host-unknown'],
  ])('at %s says so', async (_which, endpointUrl, cause) => {
    expect((await create({ endpointUrl })).json).toMatchObject({ test: { cause } });
  });

  it('is refused as the third one, also when two people save at the same moment', async () => {
    await created();
    const both = await Promise.all([create({ name: 'Test' }), create({ name: 'Third' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(problemJson.parse((await create()).json).code).toBe('portal.connections-full');
    expect((await list()).connections).toHaveLength(2);
  });

  it('keeps its password when none is given, and asks for it before it is sent to another address', async () => {
    const id = await created();
    const path = `/api/connections/${id}`;
    const renamed = await setup.call('PUT', path, { body: form({ name: 'Neu', password: null }) });
    expect(renamed.json).toEqual({ saved: true, id, test: null });
    expect((await list()).connections).toMatchObject([{ name: 'Neu', test: { result: 'passed' } }]);
    const tested = await setup.call('POST', `${path}/test`);
    expect(connectionTest.parse(tested.json).result).toBe('passed');
    const elsewhere = form({ endpointUrl: 'http://127.0.0.1:9/', password: null });
    const refused = await setup.call('PUT', path, { body: elsewhere });
    expect(refused.status).toBe(422);
    expect(problemJson.parse(refused.json).errors).toMatchObject([
      { path: 'password', code: 'needed-for-address' },
    ]);
  });

  it('forgets what a test found when its user changes and nobody could test it', async () => {
    const id = await created();
    await setup.at('2026-11-21T23:30:00Z'); // 00:30 in Berlin
    const changed = form({ username: 'other', password: null });
    const waiting = await setup.call('PUT', `/api/connections/${id}`, { body: changed });
    expect(waiting.json).toMatchObject({ saved: false, test: { result: 'quiet-window' } });
    const body = { ...changed, saveAnyway: true };
    await setup.call('PUT', `/api/connections/${id}`, { body });
    expect((await list()).connections).toMatchObject([{ username: 'other', test: null }]);
  });

  it('is not touched inside the quiet window: the answer says when a test can be made', async () => {
    const id = await created();
    const before = pixi.requests.length;
    await setup.at('2026-11-22T01:00:00Z'); // 02:00 in Berlin
    const until = '2026-11-22T03:00:00.000Z';
    expect((await list()).quietUntil).toBe(until);
    const tested = await setup.call('POST', `/api/connections/${id}/test`);
    expect(tested.json).toEqual({ result: 'quiet-window', until });
    expect((await create({ name: 'Test' })).json).toEqual({
      saved: false,
      test: { result: 'quiet-window', until },
    });
    await created({ name: 'Test', saveAnyway: true });
    expect((await list()).connections[1]).toMatchObject({ name: 'Test', test: null });
    expect(pixi.requests).toHaveLength(before);
  });

  it('is switched off and on by admins, and services are told', async () => {
    const id = await created();
    const off = { body: { active: false } };
    expect((await setup.call('POST', `/api/connections/${id}/active`, off)).status).toBe(204);
    expect((await list()).connections).toMatchObject([{ active: false }]);
    const { rows } = await setup.database.pool.query(
      `select event->>'connectionId' as id from messaging.outbox where type = 'config.changed' order by position desc limit 1`,
    );
    expect(rows).toEqual([{ id }]);
  });

  it.each([
    '127.0.0.1',
    '[::1]',
    'localhost',
    '169.254.169.254',
    '[::ffff:10.0.0.1]',
    '2130706433',
  ])(
    'at the private address %s is refused by name of the field, whatever one says',
    async (host) => {
      setup.privateAllowed = false;
      const endpointUrl = `http://${host}/`;
      const refused = await create({ endpointUrl, saveAnyway: true });
      expect(refused.status).toBe(422);
      expect(problemJson.parse(refused.json).errors).toMatchObject([
        { path: 'endpointUrl', code: 'address-not-allowed' },
      ]);
      expect((await list()).connections).toEqual([]);
    },
  );

  it('that was saved while private addresses were allowed is not called once they are not', async () => {
    const id = await created();
    const before = pixi.requests.length;
    setup.privateAllowed = false;
    const tested = await setup.call('POST', `/api/connections/${id}/test`);
    expect(tested.json).toMatchObject({ result: 'failed', cause: 'address-not-allowed' });
    expect(pixi.requests).toHaveLength(before);
  });

  it('is created, changed and switched by admins only, tested by operations, seen by all', async () => {
    const id = await created();
    const change = { body: form({ password: null }) };
    const all = [
      ['POST', '/api/connections', { body: form() }],
      ['PUT', `/api/connections/${id}`, change],
      ['POST', `/api/connections/${id}/active`, { body: { active: true } }],
    ] as const;
    for (const as of ['operations', 'viewer'])
      for (const [method, path, options] of all)
        expect((await setup.call(method, path, { ...options, as })).status).toBe(403);
    const test = `/api/connections/${id}/test`;
    expect((await setup.call('POST', test, { as: 'operations' })).status).toBe(200);
    expect((await setup.call('POST', test, { as: 'viewer' })).status).toBe(403);
  });

  it('of another organisation is not there', async () => {
    const id = await created();
    const as = 'stranger';
    expect((await list(as)).connections).toEqual([]);
    for (const [method, path, body] of [
      ['PUT', '', form({ password: null })],
      ['POST', '/test', undefined],
      ['POST', '/active', { active: false }],
    ] as const)
      expect((await setup.call(method, `/api/connections/${id}${path}`, { as, body })).status).toBe(
        404,
      );
  });

  it('is tested twenty times in ten minutes and no oftener', async () => {
    await setup.at('2026-11-22T12:00:00Z'); // after the stories in the quiet window, whose tests count too
    const id = await created();
    const statuses: number[] = [];
    for (let one = 0; one < 20; one += 1)
      statuses.push((await setup.call('POST', `/api/connections/${id}/test`)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(19);
    expect(statuses.at(-1)).toBe(429);
  });
});
