// Jest globalSetup of the int and e2e suites: one PostgreSQL for all workers. `TEST_DATABASE_URL` names a server of your own
// (its user must be allowed to create databases and roles). Specs get their databases from createTestDatabase.
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../postgres.mjs';

const CACHE = fileURLToPath(new URL('../../.cache/test-postgres', import.meta.url));
/** No power cut is tested here: without fsync a fresh database costs milliseconds. Survival of `kill -9` needs no fsync. */
const FAST = { fsync: 'off', full_page_writes: 'off', max_connections: '200' };

export default async function setUpDatabase() {
  process.env.ABGLEICH_TEST_RUN = `${process.pid}_${randomBytes(3).toString('hex')}`;
  if (process.env.TEST_DATABASE_URL) return;
  await clearDeadRuns();
  const dataDir = join(CACHE, process.env.ABGLEICH_TEST_RUN);
  const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.abgleichTestDatabase = { server, dataDir };
}

/** A run that was killed leaves its server running and its files behind: starting on them shuts the server down. */
async function clearDeadRuns() {
  for (const name of await readdir(CACHE).catch(() => [])) {
    if (/\.(owner|unfinished|password)$/.test(name)) continue;
    const dataDir = join(CACHE, name);
    try {
      const server = await startEmbeddedPostgres({ dataDir });
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    } catch {
      // It belongs to a run that is still going on.
    }
  }
}
