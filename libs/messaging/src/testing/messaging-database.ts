import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { eventKey, type DomainEvent } from '@abgleich/contracts';
import pg from 'pg';

const MIGRATIONS = ['1763740000000-create-schemas', '1763746000000-note-when-groups-were-seen'].map(
  (name) => new URL(`../../../persistence/src/migrations/${name}.ts`, import.meta.url),
);
const POOL_SIZE = 16;

export type MessagingDatabase = { readonly pool: pg.Pool; drop(): Promise<void> };

/**
 * A database with the messaging tables alone. Their SQL is read out of the migration: this library may not import
 * libs/persistence, and a copy of the tables would drift.
 */
export async function createMessagingDatabase(): Promise<MessagingDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_URL is not set.');
  const tables: string[] = [];
  for (const migration of MIGRATIONS) {
    const block = /const MESSAGING = `([^`]+)`/.exec(await readFile(migration, 'utf8'))?.[1];
    if (block === undefined) throw new Error(`No MESSAGING block in ${migration.pathname}.`);
    tables.push(block);
  }
  const name = `abgleich_test_${process.env['ABGLEICH_TEST_RUN'] ?? 'by_hand'}_m${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database "${name}"`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: POOL_SIZE });
  pool.on('error', () => undefined); // specs end sessions on purpose
  await pool.query(tables.join('\n'));
  return {
    pool,
    drop: async () => {
      await pool.end();
      await onServer(serverUrl, `drop database "${name}" with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

export const ORGANISATION = '0b8b2f0e-5a51-4c43-9a5c-0f3f2b5f1a01';
export const CONNECTION = '5f0f0f5a-7d4b-4c39-8f2e-6f2b7c1d0c02';

/** An `order.waiting` of order `order`, whose reason carries the sequence number. */
export function anEvent(order: string, sequence: number, padding = ''): DomainEvent {
  return {
    id: randomUUID(),
    version: 1,
    at: '2026-03-29T03:59:59.000Z',
    organisationId: ORGANISATION,
    connectionId: CONNECTION,
    orderNumber: order,
    traceId: `trace-${order}-${sequence}`,
    type: 'order.waiting',
    data: { reason: `${sequence}`, state: `waiting${padding}` },
  };
}

/** Writes events into the outbox as a service does; several in one statement keep their order. */
export async function putIntoOutbox(
  db: Pick<pg.Pool | pg.ClientBase, 'query'>,
  events: readonly DomainEvent[],
): Promise<void> {
  await db.query(
    `insert into messaging.outbox (id, key, type, organisation_id, event)
     select (e->>'id')::uuid, k, e->>'type', (e->>'organisationId')::uuid, e
     from unnest($1::jsonb[], $2::text[]) with ordinality as given(e, k, n) order by n`,
    [events.map((event) => JSON.stringify(event)), events.map((event) => eventKey(event))],
  );
}
