import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, migrate, openDatabase } from '../database.js';

/** "test" in ASCII: workers take turns while one of them builds the template. */
const TEMPLATE_LOCK = 0x74657374;
const POOL_SIZE = 12; // ten parallel writers and two to spare

export type TestDatabase = {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Database;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
};

/**
 * A fresh, migrated database on the server of `TEST_DATABASE_URL` (set by Jest's global setup of `int` and `e2e`). It is a copy
 * of a template that the first caller of a test run migrates.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) {
    throw new Error(
      'TEST_DATABASE_URL is not set: name the spec .int.spec.ts, or set it yourself.',
    );
  }
  const run = process.env['ABGLEICH_TEST_RUN'] ?? 'by_hand';
  const template = `abgleich_test_${run}_template`;
  await onServer(serverUrl, (client) => ensureTemplate(client, { serverUrl, template }));
  const name = `abgleich_test_${run}_${randomBytes(5).toString('hex')}`;
  await onServer(serverUrl, (client) =>
    client.query(`create database "${name}" template "${template}" strategy file_copy`),
  );
  const db = await openDatabase({
    url: withDatabase(serverUrl, name),
    poolSize: POOL_SIZE,
    applicationName: 'abgleich-test',
  });
  return { url: db.url, pool: db.pool, db, drop: () => drop(db, { serverUrl, name }) };
}

async function ensureTemplate(
  client: pg.Client,
  { serverUrl, template }: { serverUrl: string; template: string },
): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
  if (rowCount !== 0) return;
  const draft = `${template}_draft`;
  await client.query(`drop database if exists "${draft}"`);
  await client.query(`create database "${draft}"`);
  const db = await openDatabase({
    url: withDatabase(serverUrl, draft),
    poolSize: 1,
    applicationName: 'abgleich-test-template',
  });
  await migrate(db);
  await db.close();
  await client.query(`alter database "${draft}" rename to "${template}"`);
}

async function drop(
  db: Database,
  { serverUrl, name }: { serverUrl: string; name: string },
): Promise<void> {
  await db.close();
  await onServer(serverUrl, (client) => client.query(`drop database "${name}" with (force)`));
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}
