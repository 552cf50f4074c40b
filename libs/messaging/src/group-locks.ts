import type { Pool, PoolClient } from 'pg';
import { textOf } from './delivery.js';
import type { EmbeddedGroup } from './embedded-group.js';
import { healForeignTransactionIds, loadOffset } from './outbox-reader.js';
import type { TransportLog } from './transport.js';

export type GroupLocks = {
  /**
   * Tries to become the one that delivers for each group; a group that is won begins at its stored offset. Answers the session that
   * holds the locks (reads and offsets go through it, so a lost lock is a failing query), or null when there is none.
   */
  acquire(groups: readonly EmbeddedGroup[]): Promise<PoolClient | null>;
  client(): PoolClient | null;
  release(): Promise<void>;
};

/** Advisory locks of one database session. PostgreSQL gives them back by itself when the process or its connection dies. */
export function createGroupLocks(pool: Pool, log: TransportLog): GroupLocks {
  let session: PoolClient | null = null;
  const held = new Set<EmbeddedGroup>();

  function lose(client: PoolClient, error: unknown): void {
    if (session !== client) return;
    log.warn({ error: textOf(error) }, 'database session of the transport lost');
    session = null;
    for (const group of held) group.suspend();
    held.clear();
    client.release(true);
  }

  async function open(): Promise<PoolClient> {
    const client = await pool.connect();
    client.on('error', (error) => lose(client, error));
    session = client;
    return client;
  }

  async function acquire(groups: readonly EmbeddedGroup[]): Promise<PoolClient | null> {
    const client = session ?? (await open());
    try {
      for (const group of groups) {
        if (held.has(group) || !(await tryLock(client, group.name))) continue;
        if (await healForeignTransactionIds(client)) {
          log.warn(
            { group: group.name },
            'database was restored from elsewhere: events come again',
          );
        }
        group.begin(await loadOffset(client, group.name));
        held.add(group);
      }
      return session;
    } catch (error) {
      lose(client, error);
      return null;
    }
  }

  async function release(): Promise<void> {
    const client = session;
    session = null;
    held.clear();
    if (client === null) return;
    try {
      await client.query('select pg_advisory_unlock_all()');
      client.removeAllListeners('error');
      client.release();
    } catch {
      client.release(true); // closing the session frees its locks as well
    }
  }

  return { acquire, client: () => session, release };
}

async function tryLock(client: PoolClient, group: string): Promise<boolean> {
  const { rows } = await client.query<{ won: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as won',
    [`abgleich.messaging.embedded/${group}`],
  );
  return rows[0]?.won === true;
}
