import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eur, type JournalWrite } from '@abgleich/domain';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../../tools/postgres.mjs';
import { type Database, migrate, openDatabase } from '../database.js';
import {
  aCall,
  aDecision,
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

const CONCURRENCY = 8;
const ORDERS = 400;
/** Every commit reaches the disk here, unlike in the other suites. */
const DURABLE = { fsync: 'on', full_page_writes: 'on' };

/** The two writes of one effect, as the services make them. */
function writesOfOneEffect(index: number): readonly JournalWrite[] {
  const ref = anOrderRef(String(index));
  const intent = anIntent(ref, { paymentId: `s-pay-${index}` });
  const problems = { area: 'capture', document: null, open: [] };
  const captured = {
    type: 'payment.captured',
    data: {
      paymentId: `s-pay-${index}`,
      document: intent.document,
      amount: eur('119.00'),
      transactionPath: 'charges/1',
    },
  };
  return [
    aWrite(ref, {
      order: anOrder({ total: eur('119.00') }),
      decision: aDecision(),
      problems,
      calls: [aCall()],
      ...beginning(intent),
    }),
    aWrite(ref, {
      now: later(50),
      order: { state: 'settled', reason: 'captured' },
      calls: [aCall()],
      events: [captured],
      ...ending(intent, { status: 'done', transactionPath: path('charges/1') }),
    }),
  ];
}

describe('the speed of journal writes (printed, not judged)', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let db: Database;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'abgleich-speed-'));
    server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), settings: DURABLE });
    const url = await createDatabase(server.url, 'speed');
    db = await openDatabase({ url, poolSize: CONCURRENCY, applicationName: 'speed' });
    await migrate(db);
  });
  afterAll(async () => {
    await db.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is measured with eight writers and every commit on disk', async () => {
    const journal = createJournal(db);
    const pending = Array.from({ length: ORDERS }, (_, index) => writesOfOneEffect(index));
    let commits = 0;
    const startedAt = performance.now();
    const worker = async (): Promise<void> => {
      for (let writes = pending.pop(); writes !== undefined; writes = pending.pop()) {
        for (const entry of writes) {
          await journal.write(entry);
          commits += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stdout.write(
      `journal writes: ${Math.round(commits / seconds)} commits/s at concurrency ${CONCURRENCY}\n`,
    );
    expect(commits).toBe(2 * ORDERS);
  });
});
