import { randomUUID } from 'node:crypto';
import { type DomainEvent, EVENT_VERSION } from '@abgleich/contracts';
import { type Clock, type Instant, toIso } from '@abgleich/domain';
import { type Transport, createEmbeddedTransport, createKafkaTransport } from '@abgleich/messaging';
import {
  type Database,
  acquireLease,
  appendEvents,
  createChangeCursors,
  createConfigurationStore,
  createConnectionHealth,
  createJournal,
  createProcessIdentity,
  createSecretBox,
  migrate,
  openDatabase,
  parseSecretKeys,
} from '@abgleich/persistence';
import { createQuietWindow, systemClock } from '@abgleich/scheduler';
import { createUnzerProvider } from '@abgleich/unzer';
import type { BaseSettings } from './base-settings.js';
import { createConnectionWatch } from './connection-watch.js';
import { crashAt } from './crash-at.js';
import type { Log } from './create-log.js';
import { type Metrics, createMetrics } from './create-metrics.js';
import { createGateways } from './gateways.js';
import { measuredJournal } from './measured-journal.js';
import { journalWithProviderHealth } from './provider-health.js';
import { createPauses } from './pauses.js';
import type { EventToPublish, Platform } from './platform.js';
import { newTraceId } from './trace-id.js';
import { unzerOptions } from './unzer-options.js';

export type PlatformOptions = {
  readonly name: string;
  readonly settings: BaseSettings;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Default 10: each service needs few connections, and a database has not many to give. */
  readonly poolSize?: number;
  /** For tests against the sandbox: kill the process at this step. */
  readonly crashAtStep?: string;
};

const POOL_SIZE = 10;
const SECOND_MS = 1_000;

/** The composition root: database, journal, transport and both clients of one process, from its settings. Migrates the database. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { name, settings, log, metrics = createMetrics(), poolSize = POOL_SIZE } = options;
  const clock = systemClock;
  const window = createQuietWindow(settings.ABGLEICH_QUIET_WINDOW);
  const database = await openDatabase({
    url: settings.DATABASE_URL,
    poolSize,
    applicationName: `abgleich-${name}`,
  });
  await migrate(database);
  const identity = await createProcessIdentity(database);
  const transport = createTransport(options, database, clock);
  const nudge = (): void => transport.nudge();
  const storedJournal = createJournal(database, {
    onOutbox: nudge,
    onLost: (fault) => log.warn({ fault }, 'a timeline record was lost'),
  });
  const health = createConnectionHealth(database);
  const journal = journalWithProviderHealth(measuredJournal(storedJournal, metrics), {
    health,
    clock,
    log,
  });
  const secrets = createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS));
  const onUnreadable = (fault: unknown): void =>
    log.error({ fault }, 'a stored secret cannot be read');
  const store = createConfigurationStore(database, secrets, { onOutbox: nudge, onUnreadable });
  const provider = createUnzerProvider({ clock, ...unzerOptions(settings) });
  const gateways = createGateways({ settings, log, clock, window });
  const pauses = createPauses({ store, journal, provider, clock, log });
  const watch = createConnectionWatch({
    health,
    journal,
    clock,
    log,
  });
  const lookUpWaitsMs = settings.ABGLEICH_LOOK_UP_WAITS.map((seconds) => seconds * SECOND_MS);
  const crash =
    options.crashAtStep === undefined ? {} : { atStep: crashAt(options.crashAtStep, log) };

  return {
    settings,
    clock,
    window,
    database,
    secrets,
    journal,
    changeCursors: createChangeCursors(database),
    transport,
    log,
    metrics,
    activeConnections: () => store.activeConnections(clock.now()),
    usableConfigurations: async ({ id }) => pauses.usable(await store.activeConfigurations(id)),
    activeConfigurations: ({ id }) => store.activeConfigurations(id),
    configurationVersion: (id, version) => store.configurationVersion(id, version),
    webhooks: provider,
    gatewayFor: gateways.gatewayFor,
    probeConnection: gateways.probe,
    partsFor: (service, wakeAt) => ({
      journal,
      provider,
      clock,
      owner: identity.name,
      service,
      lookUpWaitsMs,
      newTraceId,
      pauseConfiguration: (configuration) => pauses.pause(configuration),
      onListCall: (call) => metrics.call(call),
      ...crash,
      ...(wakeAt ? { wakeAt } : {}),
    }),
    async publish(events) {
      if (events.length === 0) return;
      await appendEvents(
        database,
        events.map((event) => enveloped(event, clock.now())),
      );
      nudge();
    },
    tryLease: (lease, ttlMs) =>
      acquireLease(database, { name: lease, owner: identity.name, ttlMs, now: clock.now() }),
    noteConnection: (connection, thrown) => watch.note(connection, thrown),
    checkConnection: (connection) => watch.check(connection, gateways.gatewayFor(connection)),
    async checkReady() {
      await database.pool.query('select 1');
    },
    async stop() {
      await transport.stop();
      gateways.close();
      await storedJournal.close();
      await identity.close();
      await database.close();
    },
  };
}

/** Kafka where brokers are named, the outbox table read in this process otherwise. */
function createTransport(
  { name, settings, log }: PlatformOptions,
  { pool }: Database,
  clock: Clock,
): Transport {
  const brokers = settings.KAFKA_BROKERS;
  if (!brokers) return createEmbeddedTransport({ pool, clock, log });
  return createKafkaTransport({ brokers, pool, clock, log, clientId: `abgleich-${name}` });
}

function enveloped(event: EventToPublish, now: Instant): DomainEvent {
  const head = {
    id: randomUUID(),
    version: EVENT_VERSION,
    at: toIso(now),
    traceId: newTraceId(),
  } as const;
  return { ...event, ...head } as DomainEvent; // EventToPublish is DomainEvent without its head, type by type
}
