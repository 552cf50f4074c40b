import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErpConnection } from '@abgleich/domain';
import { startSandbox, type Sandbox } from '@abgleich/sandbox';
import { type Platform, createPlatform } from '@abgleich/service-kit';
import { enterDemoMerchant } from '../demo.js';
import { type Foundation, layFoundation } from '../foundation.js';
import { prepareDatabase } from '../prepare-database.js';
import { StopList } from '../stop-list.js';
import { ControlClient } from '../testing/control-client.js';
import { freePortBase } from '../testing/product.js';

/** Both sides in one process, with the politeness limits lifted, so that what is measured is our own work. */
export type Stage = {
  readonly foundation: Foundation;
  readonly sandbox: Sandbox;
  readonly control: ControlClient;
  readonly platform: Platform;
  readonly connection: ErpConnection;
  /** Commits of the database so far, reads included. */
  commits(): Promise<number>;
  /** Moves the sandbox's clock on, and only that. */
  passTime(ms: number): void;
  stop(): Promise<void>;
};

const UNLIMITED = {
  ABGLEICH_PIXI_RATE: '0',
  ABGLEICH_PIXI_IN_FLIGHT: '64',
  ABGLEICH_UNZER_RATE: '0',
  ABGLEICH_QUIET_WINDOW: 'off',
  LOG_LEVEL: 'error',
};
/** PostgreSQL writes its counters down once a second at most. */
const STATISTICS_MS = 1_500;

export async function openStage(): Promise<Stage> {
  const stops = new StopList();
  const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-bench-'));
  const options = {
    portBase: await freePortBase(),
    dataDir,
    fresh: true,
    demo: false,
    sandbox: true,
    json: true,
  };
  const env = { ...process.env, ...UNLIMITED };
  const onLost = (sentence: string): never => {
    throw new Error(sentence);
  };
  const foundation = await layFoundation({ options, env, stops, onLost });
  const { settings, log, plan } = foundation;
  const database = await prepareDatabase(settings, log);
  stops.add('database connections', () => database.close());
  const { pixi, unzer, smtp, control } = plan;
  let aheadMs = 0;
  const sandbox = await startSandbox({
    clock: () => Date.now() + aheadMs,
    host: '127.0.0.1',
    ports: { pixi, unzer, smtp, control },
    dataDir,
  });
  stops.add('sandbox', () => sandbox.stop());
  const platform = await createPlatform({ name: 'bench', settings, log });
  stops.add('platform', () => platform.stop());
  await enterDemoMerchant({
    database,
    settings,
    dataDirectory: dataDir,
    addresses: sandbox.urls,
    portal: 'http://127.0.0.1',
  });
  const [connection] = await platform.activeConnections();
  if (!connection) throw new Error('The demo merchant has no connection');
  return {
    foundation,
    sandbox,
    control: new ControlClient(sandbox.urls.control),
    platform,
    connection,
    passTime(ms) {
      aheadMs += ms;
    },
    async commits() {
      await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
      const { rows } = await database.pool.query<{ commits: number }>(
        'select xact_commit as commits from pg_stat_database where datname = current_database()',
      );
      return Number(rows[0]?.commits ?? 0);
    },
    async stop() {
      await stops.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
