import { type Instant, toIso } from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';

/** Rows deleted per statement: short locks, and the services' writes never wait for a large clean-up. */
export const FORGOTTEN_AT_ONCE = 1_000;

/**
 * Deletes recorded calls made before `before`, oldest first, at most `FORGOTTEN_AT_ONCE`. Answers how many; that many means there may
 * be more. Records come in the order of their numbers, so the oldest are found without an index of their own. Throws `Fault`
 * `platform.database`.
 */
export async function forgetCalls(
  { pool }: Pick<Database, 'pool'>,
  before: Instant,
): Promise<number> {
  const { rowCount } = await pool
    .query(
      `delete from journal.calls where id in (
         select id from (select id, at from journal.calls order by id limit ${FORGOTTEN_AT_ONCE}) as oldest where at < $1)`,
      [toIso(before)],
    )
    .catch((error: unknown): never => {
      throw databaseFault(error);
    });
  return rowCount ?? 0;
}
