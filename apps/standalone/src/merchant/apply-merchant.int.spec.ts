import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromIso } from '@abgleich/domain';
import {
  type TestDatabase,
  createConfigurationStore,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
  generateSecretKey,
  parseSecretKeys,
} from '@abgleich/persistence';
import { sandboxSeed } from '@abgleich/sandbox';
import { applyMerchant } from './apply-merchant.js';
import { demoMerchant } from './demo-merchant.js';
import type { MerchantFile } from './merchant-file.js';

const addresses = {
  pixi: 'http://127.0.0.1:4001/',
  unzer: 'http://127.0.0.1:4002',
  smtp: '127.0.0.1:4003',
};
const login = { email: 'demo@abgleich.example', password: 'a-long-password' };
const demo = demoMerchant(sandboxSeed, addresses, login);
const settings = { ABGLEICH_SECRET_KEYS: generateSecretKey() };
const now = fromIso('2026-11-21T10:00:00Z');
const options = { settings, now };

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

function storeWith(keys: string): ReturnType<typeof createConfigurationStore> {
  return createConfigurationStore(test.db, createSecretBox(parseSecretKeys(keys)));
}

async function configured(keys = settings.ABGLEICH_SECRET_KEYS) {
  const store = storeWith(keys);
  const [connection, ...others] = await store.activeConnections(now);
  if (connection === undefined || others.length > 0) throw new Error('not exactly one connection');
  return { connection, configurations: await store.activeConfigurations(connection.id) };
}

describe('applyMerchant', () => {
  it('enters the demo merchant so that services find its connection and all eleven configurations', async () => {
    expect(await applyMerchant(test.db, demo, options)).toMatchObject({ unchanged: 0 });
    const { connection, configurations } = await configured();
    expect(connection).toMatchObject({ endpointUrl: addresses.pixi, active: true });
    expect(connection.password.reveal()).toBe(sandboxSeed.pixi.password);
    expect(configurations).toHaveLength(sandboxSeed.configurations.length);
    expect(
      configurations.find((one) => one.shopId === 'DEM' && one.paymentCode === 'C'),
    ).toMatchObject({
      version: 1,
      bookingCodeInvoice: 'RPZ',
      bookingCodeReturn: 'GPZ',
      providerUrl: addresses.unzer,
      policy: { mode: 'expert', toleranceMinor: 2 },
    });
  });

  it('changes nothing when the same merchant is entered again', async () => {
    await applyMerchant(test.db, demo, options);
    expect(await applyMerchant(test.db, demo, options)).toEqual({
      saved: [],
      unchanged: demo.configurations.length,
    });
    const { configurations } = await configured();
    expect(new Set(configurations.map(({ version }) => version))).toEqual(new Set([1]));
  });

  it('saves what differs as a new version and leaves the rest', async () => {
    await applyMerchant(test.db, demo, options);
    const changed: MerchantFile = {
      ...demo,
      configurations: demo.configurations.map((one) =>
        one.shopId === 'DEM' && one.paymentCode === 'S'
          ? { ...one, privateKey: 's-priv-new' }
          : one,
      ),
    };
    expect(await applyMerchant(test.db, changed, options)).toEqual({
      saved: ['DEM/S version 2'],
      unchanged: demo.configurations.length - 1,
    });
  });

  it('enters everything again under new keys when the old ones are lost', async () => {
    await applyMerchant(test.db, demo, options);
    const lost = { ABGLEICH_SECRET_KEYS: generateSecretKey() };
    const { saved } = await applyMerchant(test.db, demo, { ...options, settings: lost });
    expect(saved).toHaveLength(demo.configurations.length);
    const { connection } = await configured(lost.ABGLEICH_SECRET_KEYS);
    expect(connection.password.reveal()).toBe(sandboxSeed.pixi.password);
  });

  it('lets users sign in and keeps one user however often it is run', async () => {
    const { accounts } = createPortalStore(test.db);
    await applyMerchant(test.db, demo, { ...options, errorPageToken: 'token-1' });
    const first = await accounts.findUser(login.email);
    await applyMerchant(test.db, demo, { ...options, errorPageToken: 'token-2' });
    const second = await accounts.findUser(login.email);
    expect(second).toMatchObject({
      id: first?.id,
      role: 'admin',
      organisationName: demo.organisation,
    });
    expect(await accounts.organisationOfErrorPage('token-2')).toBe(null);
    expect(await accounts.organisationOfErrorPage('token-1')).toMatchObject({
      name: demo.organisation,
    });
  });

  it('leaves alone on demand what somebody changed in the portal, and not what nobody did', async () => {
    await applyMerchant(test.db, demo, options);
    await test.db.pool.query(
      `update portal.configuration_versions set saved_by = 'anna@example.org', policy = policy || '{"toleranceMinor": 7}'
        where configuration_id = (select id from portal.configurations where shop_id = 'DEM' and payment_code = 'C')`,
    );
    await test.db.pool.query(`update portal.users set language = 'en'`);
    const changed: MerchantFile = {
      ...demo,
      configurations: demo.configurations.map((one) => ({ ...one, xmlTag: 'OTHERTAG' })),
    };
    const { saved, unchanged } = await applyMerchant(test.db, changed, {
      ...options,
      keepEdits: true,
    });
    expect(saved).not.toContain('DEM/C version 2');
    expect([saved.length, unchanged]).toEqual([demo.configurations.length - 1, 1]);
    const user = await createPortalStore(test.db).accounts.findUser(login.email);
    expect(user).toMatchObject({ language: 'en' });

    await applyMerchant(test.db, changed, options);
    const { configurations } = await configured();
    expect(
      configurations.find((one) => one.shopId === 'DEM' && one.paymentCode === 'C'),
    ).toMatchObject({ version: 2, policy: { toleranceMinor: 2 } });
  });

  it('keeps two merchants apart', async () => {
    await applyMerchant(test.db, demo, options);
    const [user] = demo.users;
    if (user === undefined) throw new Error('the demo merchant has a user');
    const users = [{ ...user, email: 'other@abgleich.example' }];
    await applyMerchant(test.db, { ...demo, key: 'other', users }, options);
    const connections = await storeWith(settings.ABGLEICH_SECRET_KEYS).activeConnections(now);
    expect(new Set(connections.map(({ organisationId }) => organisationId)).size).toBe(2);
  });
});
