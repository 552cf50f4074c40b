import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseEvent } from '@abgleich/contracts';
import {
  type ConfigurationId,
  type ConnectionId,
  DAY,
  type ErpPaymentCode,
  type Fault,
  instant,
  type OrganisationId,
  plusMs,
  Secret,
  type ShopId,
} from '@abgleich/domain';
import { randomUUID } from 'node:crypto';
import { createSecretBox, generateSecretKey, parseSecretKeys } from '../secret-box.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { type ConfigurationStore, createConfigurationStore } from './configuration-store.js';
import type {
  ConfigurationDraft,
  ConnectionDraft,
  OrganisationDraft,
} from './configuration-writes.js';
import { rotateSecrets } from './rotate-secrets.js';

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const CONTEXT = { now: NOW, savedBy: 'anna@example.org', traceId: 'trace-1' };
const [OLD_KEY, NEW_KEY] = [generateSecretKey(), generateSecretKey()];
const boxOf = (...keys: string[]) => createSecretBox(parseSecretKeys(keys.join(',')));

const anOrganisation = (change: Partial<OrganisationDraft> = {}): OrganisationDraft => ({
  id: randomUUID() as OrganisationId,
  name: 'Muster GmbH',
  bookingState: 'active',
  bookingEndsAt: null,
  ...change,
});
const aConnection = (
  organisationId: OrganisationId,
  change: Partial<ConnectionDraft> = {},
): ConnectionDraft => ({
  id: randomUUID() as ConnectionId,
  organisationId,
  name: 'Live',
  endpointUrl: 'https://pixi.example/soap/',
  database: 'pixi_EXA',
  username: 'api',
  password: new Secret('geheim'),
  active: true,
  ...change,
});
const aConfiguration = (
  connection: ConnectionDraft,
  change: Partial<ConfigurationDraft> = {},
): ConfigurationDraft => ({
  id: randomUUID() as ConfigurationId,
  organisationId: connection.organisationId,
  connectionId: connection.id,
  shopId: 'DE' as ShopId,
  paymentCode: 'C' as ErpPaymentCode,
  active: true,
  bookingCodeInvoice: 'UZR',
  bookingCodeReturn: 'UZG',
  xmlTag: 'CARD',
  publicKey: 's-pub-1',
  privateKey: new Secret('s-priv-1'),
  providerUrl: null,
  policy: {
    mode: 'expert',
    toleranceMinor: 5,
    graceHours: 24,
    settleInvoiceAfterReceipt: false,
    warnBeforeExpiryDays: null,
  },
  ...change,
});

describe('the configuration store', () => {
  let test: TestDatabase;
  let store: ConfigurationStore;
  const unreadable: Fault[] = [];
  let saves = 0;
  beforeAll(async () => {
    test = await createTestDatabase();
    store = createConfigurationStore(test.db, boxOf(OLD_KEY), {
      onOutbox: () => (saves += 1),
      onUnreadable: (fault) => unreadable.push(fault),
    });
  });
  afterAll(() => test.drop());

  async function aMerchant(change: Partial<OrganisationDraft> = {}): Promise<ConnectionDraft> {
    const organisation = anOrganisation(change);
    const connection = aConnection(organisation.id);
    await store.saveOrganisation(organisation);
    await store.saveConnection(connection, CONTEXT);
    return connection;
  }
  const isActive = async (connection: ConnectionDraft, now = NOW): Promise<boolean> =>
    (await store.activeConnections(now)).some(({ id }) => id === connection.id);

  describe('connections', () => {
    it('come back with their password, which the database holds only encrypted', async () => {
      const connection = await aMerchant();
      const [read] = (await store.activeConnections(NOW)).filter(({ id }) => id === connection.id);
      expect(read).toEqual({ ...connection, password: expect.any(Secret) });
      expect(read?.password.reveal()).toBe('geheim');
      const { rows } = await test.pool.query('select * from portal.connections where id = $1', [
        connection.id,
      ]);
      expect(JSON.stringify(rows)).not.toContain('geheim');
    });

    it.each([
      ['in trial', { bookingState: 'trial', bookingEndsAt: plusMs(NOW, 1) }, true],
      ['whose trial ends now', { bookingState: 'trial', bookingEndsAt: NOW }, false],
      ['who booked', { bookingState: 'active', bookingEndsAt: null }, true],
      [
        'who cancelled, until the end',
        { bookingState: 'cancelled', bookingEndsAt: plusMs(NOW, DAY) },
        true,
      ],
      ['who cancelled without an end', { bookingState: 'cancelled', bookingEndsAt: null }, false],
      [
        'whose booking expired',
        { bookingState: 'expired', bookingEndsAt: plusMs(NOW, DAY) },
        false,
      ],
      ['who never booked', { bookingState: 'none', bookingEndsAt: null }, false],
    ] as const)('of a merchant %s', async (_name, booking, expected) => {
      expect(await isActive(await aMerchant(booking))).toBe(expected);
    });

    it('keep their password when it is not given again, and disappear when switched off', async () => {
      const connection = await aMerchant();
      await store.saveConnection({ ...connection, name: 'Test', password: null }, CONTEXT);
      const [read] = (await store.activeConnections(NOW)).filter(({ id }) => id === connection.id);
      expect([read?.name, read?.password.reveal()]).toEqual(['Test', 'geheim']);
      await store.saveConnection({ ...connection, active: false }, CONTEXT);
      expect(await isActive(connection)).toBe(false);
    });

    it('are at most two per organisation, also when three are saved at once', async () => {
      const organisation = anOrganisation();
      await store.saveOrganisation(organisation);
      const results = await Promise.allSettled(
        [1, 2, 3].map(() => store.saveConnection(aConnection(organisation.id), CONTEXT)),
      );
      expect(results.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
      ]);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { kind: 'rejected' },
      });
    });

    it('cannot be taken over by another organisation', async () => {
      const connection = await aMerchant();
      const thief = anOrganisation();
      await store.saveOrganisation(thief);
      const attempt = store.saveConnection({ ...connection, organisationId: thief.id }, CONTEXT);
      await expect(attempt).rejects.toMatchObject({ kind: 'rejected' });
    });

    it('need a password the first time', async () => {
      const organisation = anOrganisation();
      await store.saveOrganisation(organisation);
      const attempt = store.saveConnection(
        aConnection(organisation.id, { password: null }),
        CONTEXT,
      );
      await expect(attempt).rejects.toMatchObject({
        kind: 'rejected',
        params: { field: 'password' },
      });
    });
  });

  describe('configurations', () => {
    it('become a new version with every save; old versions stay readable', async () => {
      const draft = aConfiguration(await aMerchant());
      expect(await store.saveConfiguration(draft, CONTEXT)).toBe(1);
      const changed = { ...draft, bookingCodeInvoice: 'NEU', privateKey: new Secret('s-priv-2') };
      expect(await store.saveConfiguration(changed, CONTEXT)).toBe(2);
      expect(await store.activeConfigurations(draft.connectionId)).toMatchObject([
        { version: 2, bookingCodeInvoice: 'NEU', policy: draft.policy },
      ]);
      const old = await store.configurationVersion(draft.id, 1);
      expect([old?.bookingCodeInvoice, old?.privateKey.reveal()]).toEqual(['UZR', 's-priv-1']);
      expect((await store.configurationVersion(draft.id, 2))?.privateKey.reveal()).toBe('s-priv-2');
      expect(await store.configurationVersion(draft.id, 3)).toBeNull();
    });

    it('keep the private key of the version before when none is given', async () => {
      const draft = aConfiguration(await aMerchant());
      await store.saveConfiguration(draft, CONTEXT);
      await store.saveConfiguration({ ...draft, privateKey: null }, CONTEXT);
      const [read] = await store.activeConfigurations(draft.connectionId);
      expect([read?.version, read?.privateKey.reveal()]).toEqual([2, 's-priv-1']);
    });

    it('are one per connection, shop and payment code; codes differ by case', async () => {
      const connection = await aMerchant();
      await store.saveConfiguration(aConfiguration(connection), CONTEXT);
      const lower = aConfiguration(connection, { paymentCode: 'c' as ErpPaymentCode });
      expect(await store.saveConfiguration(lower, CONTEXT)).toBe(1);
      const attempt = store.saveConfiguration(aConfiguration(connection), CONTEXT);
      await expect(attempt).rejects.toMatchObject({
        kind: 'rejected',
        code: 'platform.setting-invalid',
      });
    });

    it('saved ten times at once get ten different versions', async () => {
      const draft = aConfiguration(await aMerchant());
      await store.saveConfiguration(draft, CONTEXT);
      const versions = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.saveConfiguration({ ...draft, privateKey: null }, CONTEXT),
        ),
      );
      expect(new Set(versions).size).toBe(10);
    });

    it('cannot be put under the connection of another organisation', async () => {
      const [mine, theirs] = [await aMerchant(), await aMerchant()];
      const draft = aConfiguration(mine, { connectionId: theirs.id });
      await expect(store.saveConfiguration(draft, CONTEXT)).rejects.toMatchObject({
        kind: 'rejected',
      });
    });

    it('are not active below an inactive connection, nor when switched off', async () => {
      const connection = await aMerchant();
      const draft = aConfiguration(connection);
      await store.saveConfiguration({ ...draft, active: false }, CONTEXT);
      expect(await store.activeConfigurations(connection.id)).toEqual([]);
      await store.saveConfiguration(draft, CONTEXT);
      await store.saveConnection({ ...connection, active: false }, CONTEXT);
      expect(await store.activeConfigurations(connection.id)).toEqual([]);
    });

    it('tell config.changed in the transaction of the save', async () => {
      const connection = await aMerchant();
      const before = saves;
      const draft = aConfiguration(connection);
      await store.saveConfiguration(draft, CONTEXT);
      const { rows } = await test.pool.query<{ event: unknown; key: string }>(
        'select event, key from messaging.outbox where key = $1 order by position',
        [connection.id],
      );
      expect(rows.map(({ event }) => parseEvent(event))).toMatchObject([
        { type: 'config.changed', data: { configurationId: null, version: null } },
        {
          type: 'config.changed',
          connectionId: connection.id,
          data: { configurationId: draft.id, version: 1 },
        },
      ]);
      expect(saves).toBe(before + 1);
    });
  });

  describe('the cache', () => {
    it('is left behind by a save of another process only after invalidate', async () => {
      const connection = await aMerchant();
      await store.activeConnections(NOW);
      await test.pool.query('update portal.connections set active = false where id = $1', [
        connection.id,
      ]);
      expect(await isActive(connection)).toBe(true);
      store.invalidate();
      expect(await isActive(connection)).toBe(false);
    });

    it('leaves out what it cannot decrypt, tells it, and goes on with the rest', async () => {
      const [broken, fine] = [await aMerchant(), await aMerchant()];
      await test.pool.query(
        'update portal.connections set password_cipher = (select password_cipher from portal.connections where id = $2) where id = $1',
        [broken.id, fine.id],
      );
      store.invalidate();
      expect([await isActive(broken), await isActive(fine)]).toEqual([false, true]);
      expect(unreadable).toContainEqual(
        expect.objectContaining({ kind: 'config', code: 'platform.secret-unreadable' }),
      );
      await test.pool.query('update portal.connections set active = false where id = $1', [
        broken.id,
      ]);
    });
  });

  describe('pauses', () => {
    let draft: ConfigurationDraft;
    const pause = (version = 1, now = NOW) =>
      store.pauseConfiguration({
        configurationId: draft.id,
        version,
        organisationId: draft.organisationId,
        connectionId: draft.connectionId,
        code: 'configuration.keys-rejected',
        params: { key: 's-pub-1' },
        now,
        nextCheckAt: plusMs(now, 60_000),
      });
    const paused = async () =>
      (await store.pausedConfigurations()).filter(
        ({ configurationId }) => configurationId === draft.id,
      );
    beforeEach(async () => {
      draft = aConfiguration(await aMerchant());
      await store.saveConfiguration(draft, CONTEXT);
    });

    it('remember since when, why, and how often the check has failed', async () => {
      expect([await pause(), await pause(1, plusMs(NOW, 60_000))]).toEqual([1, 2]);
      expect(await paused()).toMatchObject([
        { since: NOW, nextCheckAt: plusMs(NOW, 120_000), failures: 2, params: { key: 's-pub-1' } },
      ]);
    });

    it('end when resumed, once', async () => {
      await pause();
      expect([
        await store.resumeConfiguration(draft.id),
        await store.resumeConfiguration(draft.id),
      ]).toEqual([true, false]);
      expect(await paused()).toEqual([]);
    });

    it('end with the next save, and a late pause of the old version is not in force', async () => {
      await pause();
      await store.saveConfiguration(draft, CONTEXT);
      expect(await paused()).toEqual([]);
      await pause(1);
      expect(await paused()).toEqual([]);
    });
  });

  describe('rotating the secret key', () => {
    it('encrypts everything readable with the new key, once, and tells what is not', async () => {
      const connection = await aMerchant();
      await store.saveConfiguration(aConfiguration(connection), CONTEXT);
      await store.saveMailAccount({
        organisationId: connection.organisationId,
        host: 'smtp.example',
        port: 587,
        security: 'starttls',
        username: 'mail',
        password: new Secret('smtp-geheim'),
        sender: 'a@example.org',
        recipient: 'b@example.org',
      });
      await test.pool.query(
        `update portal.connections set password_cipher = 'v1:lost:AAAA' where id = $1`,
        [(await aMerchant()).id],
      );
      const first = await rotateSecrets(test.db, boxOf(NEW_KEY, OLD_KEY));
      expect(first.rotated).toBeGreaterThanOrEqual(3);
      expect(first.unreadable).toContainEqual(
        expect.objectContaining({ params: expect.objectContaining({ keyId: 'lost' }) }),
      );
      const second = await rotateSecrets(test.db, boxOf(NEW_KEY, OLD_KEY));
      expect(second).toEqual({ rotated: 0, unreadable: first.unreadable });
      const renewed = createConfigurationStore(test.db, boxOf(NEW_KEY));
      const [configuration] = await renewed.activeConfigurations(connection.id);
      expect(configuration?.privateKey.reveal()).toBe('s-priv-1');
      const [read] = (await renewed.activeConnections(NOW)).filter(
        ({ id }) => id === connection.id,
      );
      expect(read?.password.reveal()).toBe('geheim');
    });
  });
});
