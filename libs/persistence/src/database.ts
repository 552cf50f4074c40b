import { Fault } from '@abgleich/domain';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { databaseFault } from './database-fault.js';
import { MIGRATIONS } from './migrations.js';
import { postgresTypes } from './postgres-types.js';

/** A caller that waits longer for a free connection than this is better served by an error that is retried. */
const ACQUIRE_WITHIN_MS = 10_000;
/** No statement of ours takes seconds; one that does holds locks that money waits for. */
const STATEMENT_WITHIN_MS = 30_000;
/** "abgl" in ASCII: everybody who migrates takes this advisory lock. */
const MIGRATION_LOCK = 0x6162676c;

/** The database as everyone in this library gets it: TypeORM for migrations, its pool for plain SQL. */
export type Database = {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
};

/** Connects. Throws `Fault` transient `platform.database` when the server cannot be reached. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const dataSource = dataSourceOf(options, STATEMENT_WITHIN_MS);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw databaseFault(error);
  }
  return {
    url: options.url,
    dataSource,
    pool: poolOf(dataSource),
    close: () => dataSource.destroy(),
  };
}

/**
 * Brings the schema up to date. Several processes may start at once: the first one migrates, the others wait for it. Returns the
 * names of what it applied. Throws `Fault` when a migration fails; then nothing of that migration was kept.
 */
export async function migrate({ url }: Pick<Database, 'url'>): Promise<readonly string[]> {
  // Connections of its own: building an index on a large table may take longer than any statement of the services.
  const applicationName = 'abgleich-migrate';
  const dataSource = dataSourceOf({ url, poolSize: 1, applicationName }, 0);
  const guard = new pg.Client({ connectionString: url, application_name: applicationName });
  guard.on('error', () => undefined); // reported by the query that is running
  try {
    await guard.connect();
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.initialize();
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } catch (error) {
    throw databaseFault(error);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await guard.end().catch(() => undefined);
  }
}

/** `statementMs` 0: no limit. */
const dataSourceOf = (options: DatabaseOptions, statementMs: number): DataSource =>
  new DataSource({
    type: 'postgres',
    url: options.url,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migrations',
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: options.applicationName,
    poolSize: options.poolSize,
    poolErrorHandler: () => undefined, // an idle connection broke; the next query opens another one or says why not
    extra: {
      types: postgresTypes,
      connectionTimeoutMillis: ACQUIRE_WITHIN_MS,
      statement_timeout: statementMs,
    },
  });

function poolOf(dataSource: DataSource): pg.Pool {
  // TypeORM types its driver generically; for `postgres` the master is a pg.Pool.
  const { master } = dataSource.driver as unknown as { master?: unknown };
  if (!(master instanceof pg.Pool)) throw new Fault({ kind: 'bug', code: 'platform.bug' });
  return master;
}
