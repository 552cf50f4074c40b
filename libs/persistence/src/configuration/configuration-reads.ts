import {
  type ConfigurationId,
  type ConfigurationReader,
  type ConnectionId,
  type ErpConnection,
  type Fault,
  isFault,
  type PaymentConfiguration,
} from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import type { SecretBox } from '../secret-box.js';
import {
  configurationFrom,
  type ConfigurationRow,
  connectionFrom,
  type ConnectionRow,
  isBooked,
  SELECT_CONFIGURATION,
} from './configuration-rows.js';

/** Long enough to cost nothing, short enough that nobody notices when a notification was lost. */
const CACHE_MS = 3_000;
/** Versions never change; this many cover the orders in flight of many merchants. */
const VERSIONS_MAX = 2_000;

export type ConfigurationCacheOptions = {
  /** A row whose secret cannot be read is left out and reported here; the others go on. */
  readonly onUnreadable: (fault: Fault) => void;
};
export type CachedReader = ConfigurationReader & {
  /** Forgets what was read, so that the next question is asked anew. */
  invalidate(): void;
};

type Booked = { readonly connection: ErpConnection; readonly row: ConnectionRow };
type Snapshot = {
  readonly connections: readonly Booked[];
  readonly configurations: ReadonlyMap<string, readonly PaymentConfiguration[]>;
};

/** Reads active connections and configurations through a cache of a few seconds. Throws `Fault` `platform.database`. */
export function createConfigurationReader(
  db: Database,
  box: SecretBox,
  { onUnreadable }: ConfigurationCacheOptions,
): CachedReader {
  let snapshot: Promise<Snapshot> | null = null;
  let readAt = -Infinity;
  const versions = new Map<string, PaymentConfiguration>();

  /** Age is measured with the monotonic clock: it is a property of the cache, not a business moment. */
  function current(): Promise<Snapshot> {
    if (snapshot !== null && performance.now() - readAt < CACHE_MS) return snapshot;
    readAt = performance.now();
    const fresh = readSnapshot(db, box, onUnreadable);
    snapshot = fresh;
    fresh.catch(() => {
      if (snapshot === fresh) snapshot = null; // the next question tries again
    });
    return fresh;
  }
  async function version(
    id: ConfigurationId,
    number: number,
  ): Promise<PaymentConfiguration | null> {
    const key = `${id}/${number}`;
    const known = versions.get(key);
    if (known !== undefined) return known;
    const found = await readVersion(db, box, { id, version: number });
    if (found === null) return null;
    if (versions.size >= VERSIONS_MAX) versions.clear();
    versions.set(key, found);
    return found;
  }
  return {
    async activeConnections(now) {
      const { connections } = await current();
      return connections.filter(({ row }) => isBooked(row, now)).map((item) => item.connection);
    },
    async activeConfigurations(connectionId: ConnectionId) {
      return (await current()).configurations.get(connectionId) ?? [];
    },
    configurationVersion: version,
    invalidate() {
      snapshot = null;
      versions.clear();
    },
  };
}

async function readSnapshot(
  { pool }: Database,
  box: SecretBox,
  onUnreadable: (fault: Fault) => void,
): Promise<Snapshot> {
  const readable = <Row, T>(rows: readonly Row[], parse: (row: Row) => T): T[] =>
    rows.flatMap((row) => {
      try {
        return [parse(row)];
      } catch (error) {
        if (!isFault(error)) throw error;
        onUnreadable(error);
        return [];
      }
    });
  try {
    const connectionRows = await pool.query<ConnectionRow>(
      `select c.*, o.booking_state, o.booking_ends_at from portal.connections as c
        join portal.organisations as o on o.id = c.organisation_id where c.active order by c.id`,
    );
    const configurationRows = await pool.query<ConfigurationRow>(
      `${SELECT_CONFIGURATION} and v.version = c.version join portal.connections as k on k.id = c.connection_id
        where c.active and k.active order by c.id`,
    );
    const configurations = readable(configurationRows.rows, (row) => configurationFrom(row, box));
    return {
      connections: readable(connectionRows.rows, (row) => ({
        connection: connectionFrom(row, box),
        row,
      })),
      configurations: Map.groupBy(configurations, ({ connectionId }) => connectionId),
    };
  } catch (error) {
    throw databaseFault(error);
  }
}

async function readVersion(
  { pool }: Database,
  box: SecretBox,
  { id, version }: { id: ConfigurationId; version: number },
): Promise<PaymentConfiguration | null> {
  try {
    const { rows } = await pool.query<ConfigurationRow>(
      `${SELECT_CONFIGURATION} where c.id = $1 and v.version = $2`,
      [id, version],
    );
    return rows[0] === undefined ? null : configurationFrom(rows[0], box);
  } catch (error) {
    throw databaseFault(error);
  }
}
