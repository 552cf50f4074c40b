import type { Fault, Journal, JournalWrite } from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import { claimLookUp, operationsToLookUp, ordersToLookAt, readOrders } from './journal-reads.js';
import { writeJournal } from './journal-write.js';
import { writeLightBatch } from './light-batch.js';
import { createWriteSoon } from './write-soon.js';

export type JournalOptions = {
  /** Called after every commit that appended events: deliver them without waiting for the next look. */
  readonly onOutbox?: () => void;
  /** A record written "soon" that the database refused; worth a log line. */
  readonly onLost?: (fault: Fault, entry: JournalWrite) => void;
};
export type ClosableJournal = Journal & {
  /** Writes what waits and stops. */
  close(): Promise<void>;
};

/** The journal on PostgreSQL. Every method throws `Fault` `platform.database` when the database fails; see `databaseFault`. */
export function createJournal(db: Database, options: JournalOptions = {}): ClosableJournal {
  const { onOutbox = () => undefined, onLost = () => undefined } = options;
  const { pool } = db;
  const write: Journal['write'] = async (entry) => {
    const { result, appended } = await writeJournal(pool, entry);
    if (appended > 0) onOutbox();
    return result;
  };
  const soon = createWriteSoon({
    writeOne: async (entry) => void (await write(entry)),
    writeLight: (entries) => writeLightBatch(pool, entries),
    onLost,
  });
  return {
    async write(entry) {
      await soon.room();
      return write(entry);
    },
    writeSoon: (entry) => soon.add(entry),
    flush: () => soon.flush(),
    close: () => soon.close(),
    readOrders: (connectionId, orderNumbers) =>
      translated(readOrders(pool, connectionId, orderNumbers)),
    operationsToLookUp: (filter) => translated(operationsToLookUp(pool, filter)),
    ordersToLookAt: (filter) => translated(ordersToLookAt(pool, filter)),
    claimLookUp: (key, expected, until) => translated(claimLookUp(pool, { key, expected, until })),
  };
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw databaseFault(error);
  }
}
