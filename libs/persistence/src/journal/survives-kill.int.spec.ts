import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isFault, type Operation, type OrderRef } from '@abgleich/domain';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  createDatabase,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../../tools/postgres.mjs';
import { type Database, migrate, openDatabase } from '../database.js';
import { createProcessIdentity } from '../process-identity.js';
import {
  anIntent,
  anOrder,
  anOrderRef,
  aWrite,
  beginning,
  ending,
  later,
  path,
} from '../testing/journal-builders.js';
import { createJournal } from './postgres-journal.js';

const WRITERS = 8;
const ACKNOWLEDGED_MIN = 200;
const DATABASE = 'journal';

type Acknowledged = { readonly ref: OrderRef; readonly status: Operation['status'] };

describe('the journal when PostgreSQL is killed', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  const start = (port?: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      ...(port === undefined ? {} : { port }),
    });
  const open = async (): Promise<Database> =>
    openDatabase({
      url: await createDatabase(server.url, DATABASE),
      poolSize: WRITERS,
      applicationName: 'kill',
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'abgleich-kill-'));
    server = await start();
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('has every write that it acknowledged, whole, and says transient or uncertain of the others', async () => {
    const db = await open();
    await migrate(db);
    const journal = createJournal(db);
    const acknowledged: Acknowledged[] = [];
    const failures: unknown[] = [];
    const writer = async (): Promise<void> => {
      while (failures.length === 0) {
        const ref = anOrderRef();
        const intent = anIntent(ref);
        const event = { type: 'order.released', data: { reason: 'x', state: 'released' } };
        await journal.write(
          aWrite(ref, { order: anOrder(), events: [event], ...beginning(intent) }),
        );
        const done = { status: 'done', transactionPath: path('charges/1') } as const;
        const index = acknowledged.push({ ref, status: 'open' }) - 1;
        await journal.write(aWrite(ref, ending(intent, done)));
        acknowledged[index] = { ref, status: 'done' };
      }
    };
    const writers = Array.from({ length: WRITERS }, () =>
      writer().catch((error: unknown) => failures.push(error)),
    );
    while (acknowledged.length < ACKNOWLEDGED_MIN) await setTimeout(5);
    process.kill(server.pid, 'SIGKILL');
    await Promise.all(writers);
    await db.close();
    await server.stop();
    for (const failure of failures) {
      expect(isFault(failure) && ['transient', 'uncertain'].includes(failure.kind)).toBe(true);
    }

    server = await start();
    const again = await open();
    const reader = createJournal(again);
    for (const { ref, status } of acknowledged) {
      const file = (await reader.readOrders(ref.connectionId, [ref.orderNumber])).get(
        ref.orderNumber,
      );
      // The end of the last ones may have been written without being acknowledged.
      const expected = status === 'done' ? ['done'] : ['open', 'done'];
      expect(expected).toContain(file?.operations[0]?.status);
    }
    const { rows } = await again.pool.query<{ orders: number; operations: number; events: number }>(
      `select (select count(*) from journal.orders) as orders, (select count(*) from journal.operations) as operations,
        (select count(*) from messaging.outbox) as events`,
    );
    const { orders = 0, operations, events } = rows[0] ?? {};
    expect([operations, events]).toEqual([orders, orders]);
    expect(orders).toBeGreaterThanOrEqual(acknowledged.length);
    await again.close();
  });

  it('goes on with the same pool when the server is back, and its process is known to live again', async () => {
    const db = await open();
    const journal = createJournal(db);
    const identity = await createProcessIdentity(db);
    const ref = anOrderRef();
    const intent = anIntent(ref);
    await journal.write(
      aWrite(ref, { order: anOrder(), ...beginning(intent, { owner: identity.name }) }),
    );
    process.kill(server.pid, 'SIGKILL');
    await server.stop();
    // A backend that lost its postmaster may still answer the query it is on.
    const fault = await firstFault(() => journal.write(aWrite(ref, {})));
    expect(fault).toMatchObject({ code: 'platform.database' });
    server = await start(server.port);
    while (!(await hasAnswered(() => journal.write(aWrite(ref, {}))))) await setTimeout(50);
    await holdsItsLock(db);
    const due = await journal.operationsToLookUp({
      now: later(0),
      staleBefore: later(0),
      kinds: ['capture'],
      limit: 1_000,
    });
    expect(due.map(({ key }) => key)).not.toContain(intent.key);
    await identity.close();
    await db.close();
  });
});

async function hasAnswered(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => true,
    () => false,
  );
}

async function holdsItsLock({ pool }: Database): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `select from pg_locks where locktype = 'advisory' and granted`,
    );
    if (rowCount !== 0) return;
    await setTimeout(20);
  }
}

/** Calls again until it fails, and answers with what it failed with. */
async function firstFault(call: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    const failed = await call().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (failed !== null) return failed.error;
    await setTimeout(50);
  }
}
