import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCapture } from '@abgleich/capture';
import { type DomainEvent, EVENT_VERSION } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { createOrderRelease } from '@abgleich/order-release';
import { createTestDatabase, generateSecretKey } from '@abgleich/persistence';
import { type Checkout, type Sandbox, checkOut, startSandbox } from '@abgleich/sandbox';
import { systemClock } from '@abgleich/scheduler';
import {
  type BaseSettings,
  type Platform,
  baseSettings,
  createLog,
  createPlatform,
  readSettings,
} from '@abgleich/service-kit';
import { enterDemoMerchant } from '../demo.js';
import { DEMO_MERCHANT_KEY } from '../merchant/demo-merchant.js';
import { merchantId } from '../merchant/merchant-id.js';
import { type HandFed, handFed } from './hand-fed.js';

/** Two for the work of one platform; its identity has one of its own. */
const POOL_SIZE = 2;
const ORGANISATION = merchantId(DEMO_MERCHANT_KEY, 'organisation');
const CONNECTION = merchantId(DEMO_MERCHANT_KEY, 'connection');

/** Many processes' worth of platforms on one database and one sandbox, as if each were a machine of its own. */
export type ManyWorkers = {
  readonly sandbox: Sandbox;
  /** Delivers the same event `times` times to both services of every platform, all at once. */
  flood(event: DomainEvent, times: number): Promise<void>;
  checkout(order?: Partial<Checkout>): { orderNr: string; paymentId: string };
  stop(): Promise<void>;
};

/** Starts `count` platforms with both services each. */
export async function startManyWorkers(count: number): Promise<ManyWorkers> {
  const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-many-'));
  const test = await createTestDatabase();
  const ports = { pixi: 0, unzer: 0, smtp: 0, control: 0 };
  const sandbox = await startSandbox({ host: '127.0.0.1', ports, dataDir });
  const settings = settingsFor(test.url);
  const addresses = sandbox.urls;
  const merchant = { database: test.db, settings, dataDirectory: dataDir, addresses };
  await enterDemoMerchant({ ...merchant, portal: 'http://127.0.0.1' });
  const platforms = await Promise.all(
    Array.from({ length: count }, (_unused, index) => aPlatform(settings, index)),
  );
  const workers = await Promise.all(platforms.map(servicesOn));
  return {
    sandbox,
    async flood(event, times) {
      const everywhere = workers.flat().flatMap((worker) => Array<HandFed>(times).fill(worker));
      await Promise.all(everywhere.map((worker) => worker.deliver(event)));
    },
    checkout: (order = {}) => checkedOut(sandbox, order),
    async stop() {
      await Promise.all(workers.flat().map((worker) => worker.stop()));
      await Promise.all(platforms.map((platform) => platform.stop()));
      await sandbox.stop();
      await test.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function settingsFor(url: string): BaseSettings {
  return readSettings(baseSettings, {
    DATABASE_URL: url,
    ABGLEICH_SECRET_KEYS: generateSecretKey(),
    ABGLEICH_POLL_SECONDS: '60',
    ABGLEICH_PIXI_RATE: '0',
    ABGLEICH_UNZER_RATE: '0',
    ABGLEICH_QUIET_WINDOW: 'off',
    ABGLEICH_PRIVATE_ADDRESSES: 'allowed',
  });
}

function aPlatform(settings: BaseSettings, index: number): Promise<Platform> {
  const log = createLog(`many-${index}`, { level: 'error' });
  return createPlatform({ name: `many-${index}`, settings, log, poolSize: POOL_SIZE });
}

const servicesOn = (platform: Platform): Promise<HandFed[]> =>
  Promise.all([handFed(platform, createOrderRelease), handFed(platform, createCapture)]);

function checkedOut(
  { world }: Sandbox,
  order: Partial<Checkout>,
): { orderNr: string; paymentId: string } {
  const { orderNr, paymentId } = checkOut(world, {
    shopId: 'DEM',
    paymentCode: 'C',
    unzerType: 'card',
    outcome: 'authorized',
    lines: [{ itemNr: 'A-100', qty: 1, price: 1_190_000 }], // ten-thousandths, as the ledger counts
    ...order,
  });
  return { orderNr, paymentId: paymentId ?? '' };
}

type Head = Pick<
  DomainEvent,
  'id' | 'version' | 'at' | 'traceId' | 'organisationId' | 'connectionId'
>;
const head = (): Head => ({
  id: randomUUID(),
  version: EVENT_VERSION,
  at: toIso(systemClock.now()),
  traceId: randomUUID(),
  organisationId: ORGANISATION,
  connectionId: CONNECTION,
});

/** A tick of one of the demo merchant's queues. */
export const pollDue = (procedure: 'release-queue' | 'capture-queue'): DomainEvent => {
  const first = head();
  return { ...first, type: 'poll.due', orderNumber: null, data: { procedure, dueAt: first.at } };
};

/** Somebody wants an order of the demo merchant looked at again. */
export const recheckOf = (orderNumber: string): DomainEvent => ({
  ...head(),
  type: 'recheck.requested',
  orderNumber,
  data: { requestedBy: 'somebody', why: 'click' },
});
