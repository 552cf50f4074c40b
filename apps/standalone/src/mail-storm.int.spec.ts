import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ConnectionId, type OrganisationId, Secret } from '@abgleich/domain';
import { createNotifier } from '@abgleich/notifier';
import {
  createConfigurationStore,
  createTestDatabase,
  generateSecretKey,
  type TestDatabase,
} from '@abgleich/persistence';
import { mailCertificateFile, startSandbox, type Sandbox } from '@abgleich/sandbox';
import type { Tickers } from '@abgleich/scheduler';
import {
  baseSettings,
  createLog,
  createPlatform,
  mailerOf,
  readSettings,
  type Platform,
  type Worker,
} from '@abgleich/service-kit';
import { until } from './testing/product.js';

const ERRORS = 1_000;
const WAVES = 4;
/** The whole storm passes within a minute, and so does the time that a digest collects. */
const COLLECT_SECONDS = 2;
const ORGANISATION = randomUUID() as OrganisationId;
const CONNECTION = randomUUID() as ConnectionId;
const NO_TICKS: Tickers = () => ({ start: () => undefined, stop: () => Promise.resolve() });

let dataDir: string;
let sandbox: Sandbox;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'abgleich-storm-'));
  const ports = { pixi: 0, unzer: 0, smtp: 0, control: 0 };
  sandbox = await startSandbox({ host: '127.0.0.1', ports, dataDir });
});
afterAll(async () => {
  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
});

let database: TestDatabase;
let platform: Platform;
let notifier: Worker;
beforeEach(async () => {
  sandbox.world.reset();
  database = await createTestDatabase();
  const settings = readSettings(baseSettings, {
    DATABASE_URL: database.url,
    ABGLEICH_SECRET_KEYS: generateSecretKey(),
    ABGLEICH_MAIL_PRIVATE_HOSTS: 'allowed',
    ABGLEICH_MAIL_CA_FILE: mailCertificateFile(dataDir),
    ABGLEICH_MAIL_COLLECT_SECONDS: String(COLLECT_SECONDS),
  });
  platform = await createPlatform({
    name: 'storm',
    settings,
    log: createLog('storm', { level: 'error' }),
  });
  notifier = createNotifier(platform, await mailerOf(settings));
  await notifier.start(NO_TICKS);
  await platform.transport.start();
});
afterEach(async () => {
  await notifier.stop();
  await platform.stop();
  await database.drop();
});

type Security = 'none' | 'starttls' | 'tls';
async function enterMailAccount(security: Security): Promise<void> {
  const store = createConfigurationStore(platform.database, platform.secrets);
  await store.saveOrganisation({
    id: ORGANISATION,
    name: 'Haus',
    bookingState: 'active',
    bookingEndsAt: null,
  });
  const [host = '', port] = sandbox.urls.smtp.split(':');
  const { user, password } = sandbox.seed.smtp;
  await store.saveMailAccount({
    organisationId: ORGANISATION,
    host,
    port: Number(port),
    security,
    username: user,
    password: new Secret(password),
    sender: 'abgleich@shop.example',
    recipient: 'ops@shop.example',
  });
}

const raise = (orderNumbers: readonly number[]): Promise<void> =>
  platform.publish(
    orderNumbers.map((orderNumber) => ({
      type: 'problem.raised' as const,
      organisationId: ORGANISATION,
      connectionId: CONNECTION,
      orderNumber: String(orderNumber),
      data: {
        problemId: randomUUID(),
        code: 'release.payment-unknown' as const,
        severity: 'error' as const,
        document: null,
        params: { orderNumber: String(orderNumber), paymentId: 's-pay-1' },
      },
    })),
  );
/** The orders that a mail names, from its German half. */
const namedIn = (text: string): string[] =>
  [...(text.split('-'.repeat(60))[0] ?? '').matchAll(/Auftrag (1\d{4})/g)].map(
    ([, one]) => one ?? '',
  );

describe('mails through a real mail server', () => {
  it(`${ERRORS} equal errors within a minute arrive as at most three mails and a digest, each error once`, async () => {
    await enterMailAccount('starttls');
    for (let wave = 0; wave < WAVES; wave += 1) {
      const first = 10_000 + (wave * ERRORS) / WAVES;
      await raise(Array.from({ length: ERRORS / WAVES }, (_unused, index) => first + index));
      const told = wave + 1;
      if (told < WAVES)
        await until(`mail ${told}`, async () => sandbox.world.mails.list().length >= told);
    }
    await until('every error told', async () => {
      const told = sandbox.world.mails.list().flatMap(({ text }) => namedIn(text));
      return told.length >= ERRORS;
    });
    const mails = sandbox.world.mails.list();
    const orders = mails.flatMap(({ text }) => namedIn(text));
    expect(new Set(orders).size).toBe(ERRORS);
    expect(orders).toHaveLength(ERRORS);
    const digests = mails.filter(({ subject }) => subject.includes('Sammelmeldung'));
    expect(digests).toHaveLength(1);
    expect(mails.length - digests.length).toBeLessThanOrEqual(3);
  }, 60_000);

  it.each<Security>(['none', 'tls'])(
    'one error arrives with security %s, too',
    async (security) => {
      await enterMailAccount(security);
      await raise([10_001]);
      await until('the mail', async () => sandbox.world.mails.list().length > 0);
      expect(sandbox.world.mails.list()).toMatchObject([
        { to: 'ops@shop.example', subject: '[Abgleich] Fehler R102: Auftrag 10001' },
      ]);
    },
  );
});
