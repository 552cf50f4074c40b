import { type Instant, plusMs, toIso } from '@abgleich/domain';
import type { Database } from './database.js';
import { databaseFault } from './database-fault.js';

export type LeaseRequest = {
  /** What only one process does at a time. */
  readonly name: string;
  readonly owner: string;
  readonly ttlMs: number;
  readonly now: Instant;
};

/**
 * Takes the lease, or renews the own one, until `now + ttlMs`. `false`: another process holds it. A lease saves double work; it
 * does not guard money, because the clocks of two machines may differ. Throws `Fault` `platform.database`.
 */
export async function acquireLease(
  { pool }: Database,
  { name, owner, ttlMs, now }: LeaseRequest,
): Promise<boolean> {
  try {
    const { rowCount } = await pool.query(
      `insert into scheduler.leases as l (name, owner, until) values ($1, $2, $3)
        on conflict (name) do update set owner = excluded.owner, until = excluded.until where l.owner = excluded.owner or l.until <= $4`,
      [name, owner, toIso(plusMs(now, ttlMs)), toIso(now)],
    );
    return rowCount === 1;
  } catch (error) {
    throw databaseFault(error);
  }
}

/** Gives the lease back if it is still the owner's. */
export async function releaseLease(
  { pool }: Database,
  { name, owner }: Pick<LeaseRequest, 'name' | 'owner'>,
): Promise<void> {
  try {
    await pool.query('delete from scheduler.leases where name = $1 and owner = $2', [name, owner]);
  } catch (error) {
    throw databaseFault(error);
  }
}
