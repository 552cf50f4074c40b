import type { Fault, JournalWrite } from '@abgleich/domain';
import { setTimeout } from 'node:timers/promises';
import { problemFrom, type ProblemRow } from '../journal/journal-rows.js';
import { createJournal } from '../journal/postgres-journal.js';
import { createProcessIdentity, type ProcessIdentity } from '../process-identity.js';
import type { JournalHarness } from './journal-contract.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const LOOK_EVERY_MS = 100;

/** The journal on a PostgreSQL database of its own. */
export async function postgresHarness(): Promise<JournalHarness & { test: TestDatabase }> {
  const test = await createTestDatabase();
  const identity = await createProcessIdentity(test.db);
  const deadOwner = 'elsewhere:1:00000000';
  await untilSettled(identity, deadOwner);
  let outboxCalls = 0;
  const lost: { fault: Fault; entry: JournalWrite }[] = [];
  const journal = createJournal(test.db, {
    onOutbox: () => (outboxCalls += 1),
    onLost: (fault, entry) => lost.push({ fault, entry }),
  });
  return {
    test,
    journal,
    aliveOwner: identity.name,
    deadOwner,
    lost,
    outboxCalls: () => outboxCalls,
    async events({ connectionId, orderNumber }) {
      const { rows } = await test.pool.query<{ event: Record<string, unknown> }>(
        'select event from messaging.outbox where key = $1 order by position',
        [`${connectionId}/${orderNumber}`],
      );
      return rows.map(({ event }) => event);
    },
    async problems({ connectionId, orderNumber }) {
      const { rows } = await test.pool.query<ProblemRow>(
        'select * from journal.problems where connection_id = $1 and order_number = $2 order by code, raised_at',
        [connectionId, orderNumber],
      );
      return rows.map(problemFrom);
    },
    async counts({ connectionId, orderNumber }) {
      const { rows } = await test.pool.query<{ decisions: number; calls: number }>(
        `select (select count(*) from journal.decisions where connection_id = $1 and order_number = $2) as decisions,
           (select count(*) from journal.calls where connection_id = $1 and order_number = $2) as calls`,
        [connectionId, orderNumber],
      );
      return rows[0] ?? { decisions: 0, calls: 0 };
    },
    async close() {
      await journal.close();
      await identity.close();
      await test.drop();
    },
  };
}

/** Right after its start the server counts every process as running. */
async function untilSettled(identity: ProcessIdentity, nobody: string): Promise<void> {
  while (await identity.isAlive(nobody)) await setTimeout(LOOK_EVERY_MS);
}
