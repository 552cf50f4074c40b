import { type Database, migrate, openDatabase } from '@abgleich/persistence';
import type { BaseSettings, Log } from '@abgleich/service-kit';

/**
 * The portal answers a few people at once, and the provider's notifications must not wait behind their pages; the services have pools of
 * their own. Connections are opened when they are needed and closed when they are not.
 */
const POOL_SIZE = 10;

/** Connects and brings the schema up to date. Throws a fault when either fails. */
export async function prepareDatabase(
  { DATABASE_URL }: Pick<BaseSettings, 'DATABASE_URL'>,
  log: Log,
): Promise<Database> {
  const database = await openDatabase({
    url: DATABASE_URL,
    poolSize: POOL_SIZE,
    applicationName: 'abgleich-portal',
  });
  const applied = await migrate(database);
  if (applied.length > 0) log.info({ migrations: applied }, 'database brought up to date');
  return database;
}
