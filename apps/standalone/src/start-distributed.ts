import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame, Stoppable } from '@abgleich/service-kit';
import { startKafka } from '../../../tools/kafka.mjs';
import { enterDemoMerchant } from './demo.js';
import { type Environment, type Foundation, layFoundation } from './foundation.js';
import { LOOPBACK } from './port-plan.js';
import { prepareDatabase } from './prepare-database.js';
import { type Ready, banner, readyLine } from './ready-line.js';
import type { StandaloneOptions } from './standalone-options.js';
import { StopList } from './stop-list.js';
import { Supervised } from './supervise.js';

/** The services, each a process of its own. Offsets are added to the port base. */
const SERVICES = [
  { name: 'order-release', portOffset: 7 },
  { name: 'capture', portOffset: 8 },
  { name: 'portal-api', portOffset: 0 },
] as const;
const KAFKA_PORT_OFFSET = 6;

const entryOf = (app: string): string =>
  fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url));

/** Starts every service as its own process over a real Kafka and PostgreSQL, and keeps them running. */
export async function startDistributed(
  options: StandaloneOptions,
  env: Environment,
  frame: Frame,
): Promise<Stoppable> {
  const stops = new StopList();
  try {
    const onLost = (sentence: string): void => frame.fail(new Error(sentence));
    const foundation = await layFoundation({ options, env, stops, onLost });
    const ready = await startProcesses(foundation, options, stops);
    console.log(options.json ? readyLine(ready) : banner(ready, foundation.directory.logFile));
    return stops;
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

async function startProcesses(
  foundation: Foundation,
  options: StandaloneOptions,
  stops: StopList,
): Promise<Ready> {
  const { directory, plan, log, settings } = foundation;
  const kafka = await startKafka({
    dataDir: join(directory.path, 'kafka'),
    port: options.portBase + KAFKA_PORT_OFFSET,
    log: (line) => log.info({ line }, 'kafka'),
  });
  stops.add('kafka', () => kafka.stop());
  const database = await prepareDatabase(settings, log);
  stops.add('database client', () => database.close());

  const portal = `http://${LOOPBACK}:${plan.portal}`;
  const addresses = {
    pixi: `http://${LOOPBACK}:${plan.pixi}/`,
    unzer: `http://${LOOPBACK}:${plan.unzer}`,
    smtp: `${LOOPBACK}:${plan.smtp}`,
  };
  const nothing = {
    pixi: null,
    unzer: null,
    smtp: null,
    control: null,
    login: null,
    errorPage: null,
  };
  if (options.sandbox) await startSandboxProcess(foundation, options, stops);
  const demo = options.sandbox
    ? await enterDemoMerchant({
        database,
        settings,
        dataDirectory: directory.path,
        addresses,
        portal,
      })
    : {};
  await Promise.all(
    SERVICES.map(async ({ name, portOffset }) => {
      const port = options.portBase + portOffset;
      const env = {
        ...foundation.environment,
        KAFKA_BROKERS: kafka.brokers.join(','),
        PORT: String(port),
      };
      const url = `http://${LOOPBACK}:${port}`;
      const service = new Supervised(
        { name, program: entryOf(name), env, ready: `${url}/readyz` },
        log,
      );
      stops.add(name, () => service.stop());
      await service.start();
    }),
  );
  const sandbox = options.sandbox
    ? { ...addresses, control: `http://${LOOPBACK}:${plan.control}` }
    : {};
  return { portal, ...nothing, ...sandbox, ...demo };
}

async function startSandboxProcess(
  { directory, plan, environment, log }: Foundation,
  { demo }: StandaloneOptions,
  stops: StopList,
): Promise<void> {
  const words = [
    `--port-base=${plan.pixi}`,
    `--data-dir=${directory.path}`,
    ...(demo ? ['--demo'] : []),
  ];
  const control = `http://${LOOPBACK}:${plan.control}`;
  const sandbox = new Supervised(
    {
      name: 'sandbox',
      program: entryOf('sandbox'),
      words,
      env: environment,
      ready: `${control}/truth`,
    },
    log,
  );
  stops.add('sandbox', () => sandbox.stop());
  await sandbox.start();
}
