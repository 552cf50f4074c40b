import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type DomainEvent, EVENT_VERSION } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { type Database, appendEvents, openDatabase } from '@abgleich/persistence';
import { sandboxSeed } from '@abgleich/sandbox';
import { systemClock } from '@abgleich/scheduler';
import { type DemoAddresses, demoMerchant } from '../merchant/demo-merchant.js';
import type { MerchantFile } from '../merchant/merchant-file.js';
import { merchantId } from '../merchant/merchant-id.js';
import { portPlan } from '../port-plan.js';
import { ControlClient } from './control-client.js';
import type { Product } from './product.js';

const MERCHANT_MAIN = fileURLToPath(new URL('../../dist/merchant-main.js', import.meta.url));
const SANDBOX_MAIN = fileURLToPath(new URL('../../../sandbox/dist/main.js', import.meta.url));

/** What another process needs to work on a running product's data: its database and the keys of its secrets. */
export async function accessTo({
  dataDir,
  portBase,
  databaseUrl,
}: Pick<Product, 'dataDir' | 'portBase' | 'databaseUrl'>): Promise<{
  DATABASE_URL: string;
  ABGLEICH_SECRET_KEYS: string;
}> {
  const keys = await readFile(join(dataDir, 'secret-keys'), 'utf8');
  if (databaseUrl !== null) return { DATABASE_URL: databaseUrl, ABGLEICH_SECRET_KEYS: keys.trim() };
  const password = await readFile(join(dataDir, 'postgres', 'abgleich.password'), 'utf8');
  const port = portPlan(portBase).postgres;
  return {
    DATABASE_URL: `postgres://abgleich:${password.trim()}@127.0.0.1:${port}/abgleich`,
    ABGLEICH_SECRET_KEYS: keys.trim(),
  };
}

/** Enters a merchant as one does: a file and `npm run merchant`. */
export async function enterMerchant(product: Product, merchant: MerchantFile): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'abgleich-merchant-'));
  const file = join(folder, 'merchant.json');
  await writeFile(file, JSON.stringify(merchant));
  const env = { ...process.env, ...(await accessTo(product)) };
  const child = spawn(process.execPath, [MERCHANT_MAIN, file], { env });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null]; // Node's own event
  await rm(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`entering the merchant ended with ${code}: ${words}`);
}

/** A merchant like the demo one, under its own name, at other addresses. */
export function merchantAt(key: string, addresses: DemoAddresses): MerchantFile {
  const login = { email: `${key}@abgleich.example`, password: 'a-long-password' };
  const [user] = demoMerchant(sandboxSeed, addresses, login).users;
  if (user === undefined) throw new Error('the demo merchant has a user');
  return { ...demoMerchant(sandboxSeed, addresses, login), key, users: [user] };
}

/** Asks for a look at an order of merchant `key`, as a click or a webhook does. */
export async function requestRecheck(
  product: Product,
  key: string,
  orderNumbers: readonly string[],
): Promise<void> {
  await onDatabase(product, (database) => appendEvents(database, orderNumbers.map(eventFor(key))));
}

/** Says that a configuration of merchant `key` was saved, as saving one does. */
export async function announceSaving(product: Product, key: string): Promise<void> {
  const event = {
    ...headFor(key),
    type: 'config.changed',
    orderNumber: null,
    data: { configurationId: null, version: null },
  } as const;
  await onDatabase(product, (database) => appendEvents(database, [event]));
}

/** Events that were given up on. */
export async function parkedEvents(product: Product): Promise<number> {
  return onDatabase(product, async ({ pool }) => {
    const { rows } = await pool.query<{ count: string }>(
      'select count(*) from messaging.dead_letters',
    );
    return Number(rows[0]?.count);
  });
}

async function onDatabase<T>(product: Product, work: (db: Database) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url } = await accessTo(product);
  const database = await openDatabase({ url, poolSize: 1, applicationName: 'abgleich-story' });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const headFor = (key: string) => ({
  id: randomUUID(),
  version: EVENT_VERSION as typeof EVENT_VERSION,
  at: toIso(systemClock.now()),
  traceId: randomUUID(),
  organisationId: merchantId(key, 'organisation'),
  connectionId: merchantId(key, 'connection'),
});

const eventFor =
  (key: string) =>
  (orderNumber: string): DomainEvent => ({
    ...headFor(key),
    type: 'recheck.requested',
    orderNumber,
    data: { requestedBy: 'somebody', why: 'click' },
  });

/** A sandbox of its own, in its own process. */
export type OtherSandbox = {
  readonly urls: DemoAddresses & { readonly control: string };
  readonly control: ControlClient;
  stop(): Promise<void>;
};

/** Starts a second pixi, Unzer and mail server on free ports. */
export async function startOtherSandbox(): Promise<OtherSandbox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-sandbox-'));
  const child = spawn(process.execPath, [SANDBOX_MAIN, '--port-base', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = String((await once(createInterface({ input: child.stdout }), 'line'))[0]);
  const urls = JSON.parse(line) as OtherSandbox['urls']; // the sandbox's contract
  return {
    urls,
    control: new ControlClient(urls.control),
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
