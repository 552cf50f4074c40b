import type {
  ChangeCursors,
  Clock,
  ConfigurationId,
  ConnectionId,
  ErpConnection,
  ErpGateway,
  Journal,
  OrganisationId,
  PaymentConfiguration,
} from '@abgleich/domain';
import type { DomainEvent, EventType } from '@abgleich/contracts';
import type { Database, SecretBox } from '@abgleich/persistence';
import type { Transport } from '@abgleich/messaging';
import type { ConnectionProbe, ProbeWish } from '@abgleich/pixi';
import type { QuietWindow } from '@abgleich/scheduler';
import type { ReconcilerParts } from '@abgleich/reconciler';
import type { UnzerExtras } from '@abgleich/unzer';
import type { BaseSettings } from './base-settings.js';
import type { Log } from './create-log.js';
import type { Metrics } from './create-metrics.js';

/** An event of a connection as a service asks for it; id, version and moment are added. */
export type EventToPublish = {
  readonly [T in EventType]: {
    readonly type: T;
    readonly organisationId: OrganisationId;
    readonly connectionId: ConnectionId;
    readonly orderNumber: string | null;
    readonly data: Extract<DomainEvent, { type: T }>['data'];
  };
}[EventType];

/** Everything a service works with, assembled once per process by `createPlatform`. */
export type Platform = {
  /** Runs something later, and how to call it off. The machine's own timers unless a simulator gives others. */
  readonly after?: (ms: number, run: () => void) => () => void;
  readonly settings: BaseSettings;
  readonly clock: Clock;
  readonly window: QuietWindow;
  readonly database: Database;
  /** Opens the secrets that merchants stored. */
  readonly secrets: SecretBox;
  readonly journal: Journal;
  readonly changeCursors: ChangeCursors;
  readonly transport: Transport;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Active connections whose organisation has booked the app, from a cache of a few seconds. */
  activeConnections(): Promise<readonly ErpConnection[]>;
  /** Active configurations that are not paused; a paused one is tried again now and then. */
  usableConfigurations(connection: ErpConnection): Promise<readonly PaymentConfiguration[]>;
  /** Active configurations, paused ones included. Without it nothing is known of paused ones. */
  activeConfigurations?(connection: ErpConnection): Promise<readonly PaymentConfiguration[]>;
  configurationVersion(id: ConfigurationId, version: number): Promise<PaymentConfiguration | null>;
  /** Where Unzer is told to notify us; the same client, and so the same pace per key pair, as for payments. */
  readonly webhooks: UnzerExtras;
  /** One client per connection, kept while the connection's data stay the same. */
  gatewayFor(connection: ErpConnection): ErpGateway;
  /** Looks at a connection as it is given, saved or not: credentials, missing calls, lists. Throws `Fault`; inside the quiet window nothing is sent. */
  probeConnection(connection: ErpConnection, wish: ProbeWish): Promise<ConnectionProbe>;
  partsFor(service: string, wakeAt?: (at: number) => void): ReconcilerParts;
  publish(events: readonly EventToPublish[]): Promise<void>;
  /** `true` for one process at a time, for `ttlMs`. */
  tryLease(name: string, ttlMs: number): Promise<boolean>;
  /** Tells whether a connection's list calls work; shown in the portal. */
  noteConnection(connection: ErpConnection, fault: unknown): Promise<void>;
  /** Which of the needed procedures the connection's database lacks; asked at first and hourly, told as a problem. */
  checkConnection(connection: ErpConnection): Promise<void>;
  /** Ready when the database answers. */
  checkReady(): Promise<void>;
  stop(): Promise<void>;
};
