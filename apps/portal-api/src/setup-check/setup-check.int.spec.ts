import { connectionSaveAnswer, setupCheckAnswer } from '@abgleich/contracts';
import {
  type ConfigurationId,
  type ConnectionId,
  type ErpPaymentCode,
  Fault,
  MINUTE,
  plusMs,
  policySchema,
  Secret,
  type ShopId,
} from '@abgleich/domain';
import { createConfigurationStore } from '@abgleich/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type FakePixi, startFakePixi } from '../testing/fake-pixi.js';
import { EVENING, RunningSetup } from '../testing/running-setup.js';

const PIXI_PASSWORD = 'canary-pixi-e1d2';
const PRIVATE_KEY = 's-priv-canary-99b1';

let setup: RunningSetup;
let pixi: FakePixi;
let connectionId: ConnectionId;
let begun = 0;
beforeAll(async () => {
  setup = await RunningSetup.start();
  pixi = await startFakePixi('pixiDEM', PIXI_PASSWORD);
});
beforeEach(async () => {
  begun += 1;
  setup.now = plusMs(EVENING, begun * 11 * MINUTE); // the limit is of ten minutes
  setup.keys = () => Promise.resolve({ paymentTypes: ['card'] });
  pixi.without = [];
  await setup.database.pool.query(
    'truncate portal.connections, portal.configurations, portal.configuration_versions, portal.connection_checks, portal.key_checks',
  );
  const body = {
    ...{ name: 'Live', endpointUrl: pixi.url, database: 'pixiDEM' },
    ...{ username: 'pixiDEM', password: PIXI_PASSWORD },
  };
  const { json } = await setup.call('POST', '/api/connections', { body });
  const answer = connectionSaveAnswer.parse(json);
  if (!answer.saved) throw new Error(JSON.stringify(answer));
  connectionId = answer.id as ConnectionId; // the brand is ours
});
afterAll(async () => {
  await pixi?.close();
  await setup?.stop();
});

type Change = { readonly paymentCode?: string; readonly privateKey?: string };
async function configure({ paymentCode = 'C', privateKey = PRIVATE_KEY }: Change = {}) {
  await createConfigurationStore(setup.database.db, setup.box).saveConfiguration(
    {
      id: randomUUID() as ConfigurationId, // brands are ours
      organisationId: setup.ours.organisationId,
      connectionId,
      shopId: 'DEM' as ShopId,
      paymentCode: paymentCode as ErpPaymentCode,
      active: true,
      bookingCodeInvoice: 'RPZ',
      bookingCodeReturn: 'GPZ',
      xmlTag: 'CREDITCARD',
      publicKey: 's-pub-1',
      privateKey: new Secret(privateKey),
      providerUrl: null,
      policy: policySchema.parse({ mode: 'expert', toleranceMinor: 2 }),
    },
    { now: setup.now, savedBy: 'spec', traceId: 't' },
  );
}
const look = async (method: 'GET' | 'POST', as = 'admin') => {
  const { status, text, json } = await setup.call(method, '/api/setup-check', { as });
  if (status !== 200) throw new Error(text);
  return setupCheckAnswer.parse(json);
};
const reasons = ({ configurations }: Awaited<ReturnType<typeof look>>, at = 0) =>
  Object.fromEntries(
    configurations[at]?.findings.map(({ subject, reason }) => [subject, reason]) ?? [],
  );

describe('the set-up check', () => {
  it('tells what nobody has looked at yet, and after a look what was found', async () => {
    await configure();
    const before = await look('GET', 'viewer');
    expect(before.checkedAt).toBeNull();
    expect(reasons(before)).toMatchObject({
      access: 'access-works',
      procedures: 'procedures-offered',
      shop: 'shop-unread',
      hold: 'hold-unread',
      keys: 'keys-unread',
    });
    const after = await look('POST', 'operations');
    expect(after.checkedAt).toBe(new Date(setup.now).toISOString());
    expect(reasons(after)).toMatchObject({
      shop: 'shop-unknown', // this pixi's lists are empty
      hold: 'hold-method-unknown',
      keys: 'keys-good',
      'mail-account': 'mail-missing',
      'app-booking': 'app-booked',
      'configuration-active': 'configuration-on',
    });
    expect(setup.texts.join() + setup.log.join()).not.toMatch(/canary-pixi|priv-canary/);
  });

  it('notices what has become wrong since, and what was mended', async () => {
    await configure();
    await look('POST');
    pixi.without = ['pixiGetOrderline'];
    setup.keys = () => Promise.reject(new Fault({ kind: 'config', code: 'unzer.keys-rejected' }));
    const wrong = await look('POST');
    expect(reasons(wrong)).toMatchObject({
      procedures: 'procedures-lacking',
      keys: 'keys-refused',
    });
    pixi.without = [];
    setup.keys = () => Promise.reject(new Fault({ kind: 'transient', code: 'unzer.unreachable' }));
    expect(reasons(await look('POST'))).toMatchObject({
      procedures: 'procedures-offered',
      keys: 'keys-unreachable',
    });
  });

  it('asks once about a pair of keys that many configurations share', async () => {
    let asked = 0;
    setup.keys = () => {
      asked += 1;
      return Promise.resolve({ paymentTypes: ['card'] });
    };
    for (const paymentCode of ['C', 'P', 'K']) await configure({ paymentCode });
    await configure({ paymentCode: 'S', privateKey: 's-priv-other' });
    const { configurations } = await look('POST');
    expect([configurations.length, asked]).toEqual([4, 2]);
  });

  it('leaves pixi alone inside the quiet window and looks at Unzer all the same', async () => {
    await configure();
    await setup.at('2026-11-22T01:00:00Z'); // 02:00 in Berlin
    const before = pixi.requests.length;
    const answer = await look('POST');
    expect(pixi.requests).toHaveLength(before);
    expect(answer.quietUntil).toBe('2026-11-22T03:00:00.000Z');
    expect(reasons(answer)).toMatchObject({ keys: 'keys-good', shop: 'shop-unread' });
  });

  it('is seen by all, run by operations, of nobody else, and twelve times in ten minutes', async () => {
    await setup.at('2026-11-22T12:00:00Z'); // after the story in the quiet window
    await configure();
    expect((await setup.call('POST', '/api/setup-check', { as: 'viewer' })).status).toBe(403);
    const theirs = (await look('GET', 'stranger')).configurations;
    expect(theirs.some((one) => one.connectionId === connectionId)).toBe(false);
    for (let one = 0; one < 12; one += 1) await look('POST');
    expect((await setup.call('POST', '/api/setup-check')).status).toBe(429);
  });
});
