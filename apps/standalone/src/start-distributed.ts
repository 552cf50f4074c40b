import { fileURLToPath } from 'node:url';
import type { Frame, Stoppable } from '@abgleich/service-kit';
import { enterDemoMerchant } from './demo.js';
import { type Environment, type Foundation, layFoundation } from './foundation.js';
import { LOOPBACK, freePorts } from './port-plan.js';
import { prepareDatabase } from './prepare-database.js';
import { type Ready, banner, readyLine } from './ready-line.js';
import type { StandaloneOptions } from './standalone-options.js';
import { startOwnKafka } from './start-own-kafka.js';
import { StopList } from './stop-list.js';
import { Supervised } from './supervise.js';

/** The services, each a process of its own. Offsets are added to the port base; `null`: probes on any free port, the ten are used up. */
const SERVICES = [
  { name: 'order-release', portOffset: 7 },
  { name: 'capture', portOffset: 8 },
  { name: 'cancel-return', portOffset: 9 },
  { name: 'notifier', portOffset: null },
  { name: 'checker', portOffset: null },
  { name: 'portal-api', portOffset: 0 },
] as const;
const KAFKA_PORT_OFFSET = 6;

const entryOf = (app: string, file = 'main'): string =>
  fileURLToPath(new URL(`../../${app}/dist/${file}.js`, import.meta.url));

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
    const ready = await startProcesses(foundation, { options, stops, onLost });
    console.log(options.json ? readyLine(ready) : banner(ready, foundation.directory.logFile));
    return stops;
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

type Start = {
  readonly options: StandaloneOptions;
  readonly stops: StopList;
  readonly onLost: (sentence: string) => void;
};

async function startProcesses(
  foundation: Foundation,
  { options, stops, onLost }: Start,
): Promise<Ready> {
  const { directory, plan, log, settings } = foundation;
  const port = options.portBase + KAFKA_PORT_OFFSET;
  const brokers = await startOwnKafka({ foundation, port, stops, onLost });
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
    setUp: null, // portal-api makes it, and says so
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
  // The sandbox's Unzer is on this machine and sends nowhere else.
  const own: Record<string, string> = options.sandbox
    ? { ABGLEICH_WEBHOOK_URL: portal, ABGLEICH_UNZER_TEST_URL: addresses.unzer }
    : {};
  await startServiceProcesses(foundation, { brokers, portBase: options.portBase, stops, own });
  const sandbox = options.sandbox
    ? { ...addresses, control: `http://${LOOPBACK}:${plan.control}` }
    : {};
  return { portal, ...nothing, ...sandbox, ...demo };
}

type Services = {
  readonly brokers: readonly string[];
  readonly portBase: number;
  readonly stops: StopList;
  /** Settings that only hold in this way of running. */
  readonly own: Readonly<Record<string, string>>;
};

async function startServiceProcesses(
  { environment, log }: Foundation,
  { brokers, portBase, stops, own }: Services,
): Promise<void> {
  const spare = await freePorts(SERVICES.filter(({ portOffset }) => portOffset === null).length);
  const services = SERVICES.map(({ name, portOffset }) => {
    const port = portOffset === null ? (spare.pop() ?? 0) : portBase + portOffset;
    const common = { ...environment, ...own, KAFKA_BROKERS: brokers.join(','), PORT: String(port) };
    // Only the notifier writes links. The portal answers under every name of this machine as long as it is told none.
    const portal = `http://${LOOPBACK}:${portBase}`;
    const env = name === 'notifier' ? { ABGLEICH_PUBLIC_URL: portal, ...common } : common;
    const ready = `http://${LOOPBACK}:${port}/readyz`;
    return new Supervised({ name, program: entryOf(name), env, ready }, log);
  });
  stops.add('services', async () => {
    await Promise.all(services.map((service) => service.stop()));
  });
  await Promise.all(services.map((service) => service.start()));
}

async function startSandboxProcess(
  { directory, plan, environment, log }: Foundation,
  { demo, portBase }: StandaloneOptions,
  stops: StopList,
): Promise<void> {
  const words = [
    `--port-base=${portBase}`,
    `--data-dir=${directory.path}`,
    ...(demo ? ['--demo'] : []),
  ];
  const control = `http://${LOOPBACK}:${plan.control}`;
  const sandbox = new Supervised(
    {
      name: 'sandbox',
      program: entryOf('standalone', 'sandbox-main'),
      words,
      env: environment,
      ready: `${control}/truth`,
    },
    log,
  );
  stops.add('sandbox', () => sandbox.stop());
  await sandbox.start();
}
