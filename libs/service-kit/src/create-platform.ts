import { randomUUID } from 'node:crypto';
import { type DomainEvent, EVENT_VERSION, eventKey } from '@abgleich/contracts';
import {
  type CallContext,
  type ConnectionId,
  type ErpConnection,
  type Journal,
  type PaymentConfiguration,
  type PaymentProvider,
  toIso,
} from '@abgleich/domain';
import { type Transport, createEmbeddedTransport, createKafkaTransport } from '@abgleich/messaging';
import {
  acquireLease,
  appendEvents,
  createConfigurationStore,
  createJournal,
  createProcessIdentity,
  createSecretBox,
  migrate,
  openDatabase,
  parseSecretKeys,
} from '@abgleich/persistence';
import { type PixiGateway, createPixiGateway } from '@abgleich/pixi';
import { type CrashPoint, CRASH_POINTS } from '@abgleich/reconciler';
import { createQuietWindow, systemClock } from '@abgleich/scheduler';
import { createUnzerProvider } from '@abgleich/unzer';
import type { BaseSettings } from './base-settings.js';
import { createConnectionHealth } from './connection-health.js';
import type { Log } from './create-log.js';
import { type Metrics, createMetrics } from './create-metrics.js';
import { createPauses } from './pauses.js';
import type { EventToPublish, Platform } from './platform.js';
import { traceId } from './trace-id.js';

export type PlatformOptions = {
  readonly name: string;
  readonly settings: BaseSettings;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Default 10: each service needs few connections, and a database has not many to give. */
  readonly poolSize?: number;
};

const POOL_SIZE = 10;
/** A gateway nobody asked for in so long belongs to a connection that was changed or removed. */
const SECOND_MS = 1_000;

/** The composition root: database, journal, transport and both clients of one process, from its settings. Migrates the database. */
export async function createPlatform({ name, settings, log, metrics = createMetrics(), poolSize = POOL_SIZE }: PlatformOptions): Promise<Platform> {
  const clock = systemClock;
  const window = createQuietWindow(settings.ABGLEICH_QUIET_WINDOW);
  const database = await openDatabase({ url: settings.DATABASE_URL, poolSize, applicationName: `abgleich-${name}` });
  await migrate(database);
  const identity = await createProcessIdentity(database);
  const { pool } = database;
  const transport: Transport = settings.KAFKA_BROKERS
    ? createKafkaTransport({ brokers: settings.KAFKA_BROKERS, pool, clientId: `abgleich-${name}`, clock, log })
    : createEmbeddedTransport({ pool, clock, log });
  const onLost = (fault: unknown): void => log.warn({ fault }, 'a timeline record was lost');
  const ownJournal = createJournal(database, { onOutbox: () => transport.nudge(), onLost });
  const journal = measuredJournal(ownJournal, metrics);
  const configurations = createConfigurationStore(database, createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS)));
  const provider = measuredProvider(
    createUnzerProvider({ clock, requestsPerSecond: settings.ABGLEICH_UNZER_RATE, totalTimeoutMs: settings.ABGLEICH_UNZER_TIMEOUT_SECONDS * SECOND_MS }),
  );
  const gateways = createGateways({ settings, log, clock, window });
  const pauses = createPauses({ store: configurations, journal, provider, clock, log });
  const health = createConnectionHealth({ store: configurations, clock, log });
  const atStep = crashAt(settings, log);

  return {
    settings,
    clock,
    window,
    journal,
    transport,
    log,
    metrics,
    activeConnections: () => configurations.activeConnections(clock.now()),
    usableConfigurations: async ({ id }) => pauses.usable(await configurations.activeConfigurations(id)),
    configurationVersion: (id, version) => configurations.configurationVersion(id, version),
    gatewayFor: gateways.gatewayFor,
    partsFor: (service, wakeAt) => ({
      journal,
      provider,
      clock,
      owner: identity.name,
      service,
      lookUpWaitsMs: settings.ABGLEICH_LOOK_UP_WAITS.map((seconds) => seconds * SECOND_MS),
      newTraceId: traceId,
      pauseConfiguration: (configuration) => pauses.pause(configuration),
      ...(atStep ? { atStep } : {}),
      ...(wakeAt ? { wakeAt } : {}),
    }),
    async publish(events) {
      if (events.length === 0) return;
      await appendEvents(database, events.map((event) => enveloped(event, toIso(clock.now()))));
      transport.nudge();
    },
    tryLease: (lease, ttlMs) => acquireLease(database, { name: lease, owner: identity.name, ttlMs, now: clock.now() }),
    noteConnection: (connection, fault) => health.note(connection, fault),
    async checkReady() {
      await pool.query('select 1');
    },
    async stop() {
      await transport.stop();
      gateways.close();
      await ownJournal.close();
      await identity.close();
      await database.close();
    },
  };
}

function enveloped(event: EventToPublish, at: string): { key: string; event: DomainEvent } {
  const whole = { ...event, id: randomUUID(), version: EVENT_VERSION, at, traceId: traceId() } as DomainEvent; // the union of EventToPublish is that of DomainEvent without its head
  return { key: eventKey(whole), event: whole };
}
