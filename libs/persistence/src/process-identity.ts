import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from './database.js';
import { databaseFault } from './database-fault.js';

/** Any constant will do; it keeps our owners' locks apart from other advisory locks of the database. */
const SEED = 7_205_759;
/** After a restart of the server every process must take its lock again, which it tries four times a second; until then nobody counts as gone. */
const SERVER_SETTLES_WITHIN = '5 seconds';
const RECONNECT_AFTER_MS = 250;

const lockKey = (owner: string): string => `hashtextextended(${owner}, ${SEED})`;

/** SQL: whether the process named by the expression `owner` holds its lock, or may not have had the time to take it again. */
export const OWNER_IS_ALIVE = (owner: string): string => `
  pg_postmaster_start_time() > clock_timestamp() - interval '${SERVER_SETTLES_WITHIN}'
  or exists (select from pg_locks as l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select d.oid from pg_database as d where d.datname = current_database())
    and l.classid = ((${lockKey(owner)} >> 32) & 4294967295)::oid
    and l.objid = (${lockKey(owner)} & 4294967295)::oid)`;

/**
 * The name under which this process owns operations, and the proof that it lives: an advisory lock on a connection of its own.
 * The server drops the lock the moment the process is gone, however it went. That somebody is gone entitles to *look up* what
 * he left open, never to repeat it.
 */
export type ProcessIdentity = {
  /** `host:pid:random`; never used twice. */
  readonly name: string;
  /** Whether the process of that name runs. Right after a restart of the server every process counts as running. */
  isAlive(owner: string): Promise<boolean>;
  close(): Promise<void>;
};

/** Takes the lock. Throws `Fault` when the database cannot be reached. A lost connection is opened anew until `close`. */
export async function createProcessIdentity(db: Database): Promise<ProcessIdentity> {
  const name = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const holder = new AbortController();
  const first = await holdLock(db, name).catch((error: unknown) => {
    throw databaseFault(error);
  });
  const held = keepHolding({ db, name, first, closed: holder.signal });
  return {
    name,
    async isAlive(owner) {
      const { rows } = await db.pool.query<{ alive: boolean }>(
        `select (${OWNER_IS_ALIVE('$1')}) as alive`,
        [owner],
      );
      return rows[0]?.alive === true;
    },
    async close() {
      holder.abort();
      await held;
    },
  };
}

type Hold = { readonly client: pg.Client; readonly ended: Promise<void> };

async function holdLock(db: Database, name: string): Promise<Hold> {
  const client = new pg.Client({
    connectionString: db.url,
    application_name: 'abgleich-identity',
    keepAlive: true,
  });
  client.on('error', () => undefined); // `end` follows
  const ended = new Promise<void>((done) => client.once('end', () => done()));
  await client.connect();
  // Shared: the server may not have noticed yet that the connection that held it before is gone.
  await client.query(`select pg_advisory_lock_shared(${lockKey('$1')})`, [name]);
  return { client, ended };
}

type Holding = { db: Database; name: string; first: Hold; closed: AbortSignal };

async function keepHolding({ db, name, first, closed }: Holding): Promise<void> {
  let hold: Hold | null = first;
  const closing = new Promise<void>((done) => closed.addEventListener('abort', () => done()));
  while (!closed.aborted) {
    if (hold !== null) await Promise.race([hold.ended, closing]);
    if (closed.aborted) break;
    await setTimeout(RECONNECT_AFTER_MS, undefined, { ref: false });
    hold = await holdLock(db, name).catch(() => null); // the server is away: again until it is back
  }
  await hold?.client.end();
}
