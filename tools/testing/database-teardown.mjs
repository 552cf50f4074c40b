// Jest globalTeardown: stops the server that database-setup.mjs started, or drops this run's databases on a server of your own.
import { rm } from 'node:fs/promises';
import pg from 'pg';

export default async function tearDownDatabase() {
  const started = globalThis.abgleichTestDatabase;
  if (started !== undefined) {
    await started.server.stop();
    await rm(started.dataDir, { recursive: true, force: true });
    return;
  }
  await dropDatabasesOfRun(process.env.ABGLEICH_TEST_RUN);
}

async function dropDatabasesOfRun(run) {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(
    'select datname from pg_database where starts_with(datname, $1)',
    [`abgleich_test_${run}`],
  );
  for (const { datname } of rows) {
    await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`);
  }
  await client.end();
}
