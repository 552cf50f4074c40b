import { Fault, type JournalResult, type JournalWrite, type Operation } from '@abgleich/domain';
import type pg from 'pg';
import { databaseFault, sqlState } from '../database-fault.js';
import { inTransaction } from '../transaction.js';
import { finishVerdict } from './finish-verdict.js';
import { operationFrom, type OperationRow } from './journal-rows.js';
import { journalStatement } from './journal-statement.js';

/** A deadlock or an operation that was finished under our eyes: the same write again succeeds. More often means something else. */
const TRIES_MAX = 5;
const UNIQUE_VIOLATION = '23505';
/** SQLSTATEs that undid the statement because of a neighbour: deadlock, serialization. */
const TRY_AGAIN = ['40P01', '40001'];
const ONE_OPEN_PER_PAYMENT = 'operations_one_open_per_payment';

/** What a write did; `appended` counts the events that are now in the outbox. */
export type Written = { readonly result: JournalResult; readonly appended: number };

type Queryable = Pick<pg.Pool, 'query'>;
type StatementRow = { allowed: boolean; appended: number } & {
  [K in keyof OperationRow]: OperationRow[K] | null;
};
type Outcome = {
  readonly allowed: boolean;
  readonly appended: number;
  readonly begun: Operation | null;
};

/** Writes `entry` in one transaction; usually one statement and one round trip. Throws `Fault`; then nothing was kept. */
export async function writeJournal(pool: pg.Pool, entry: JournalWrite): Promise<Written> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOnce(pool, entry);
    } catch (error) {
      const busy = isPaymentBusy(error) ? await openOnPayment(pool, entry) : null;
      if (busy !== null) return { result: { kind: 'payment-busy', operation: busy }, appended: 0 };
      if (attempt >= TRIES_MAX || !mayTryAgain(error)) throw databaseFault(error);
    }
  }
}

/** A neighbour undid the statement, or the operation that made the payment busy was finished before we could look at it. */
const mayTryAgain = (error: unknown): boolean =>
  isPaymentBusy(error) || TRY_AGAIN.includes(sqlState(error) ?? '');

async function writeOnce(pool: pg.Pool, entry: JournalWrite): Promise<Written> {
  if (endsAndBeginsTheSame(entry)) return writeCarefully(pool, entry);
  const outcome = await run(pool, entry);
  if (!outcome.allowed) return writeCarefully(pool, entry);
  return written(pool, entry, outcome);
}

/** A refused operation that is told and tried again at once: one statement cannot change a row twice. */
const endsAndBeginsTheSame = ({ finish, begin }: JournalWrite): boolean =>
  finish !== undefined && finish.key === begin?.intent.key;

/** The way with several round trips: finds out under a lock why the statement was not allowed, and writes what remains. */
async function writeCarefully(pool: pg.Pool, entry: JournalWrite): Promise<Written> {
  // The key was there and may not be opened again: what such a write says of it contradicts itself, so nothing is kept.
  const keep = ({ result }: Written): boolean =>
    !(result.kind === 'exists' && endsAndBeginsTheSame(entry));
  const done = await inTransaction(
    pool,
    async (client) => {
      const effective = await withoutSaidAlready(client, entry);
      if (endsAndBeginsTheSame(effective)) return endThenBegin(client, effective);
      return written(client, effective, await runAllowed(client, effective));
    },
    keep,
  );
  return keep(done) ? done : written(pool, entry, { allowed: true, appended: 0, begun: null }); // as it stands without this write
}

async function endThenBegin(client: pg.PoolClient, entry: JournalWrite): Promise<Written> {
  const { begin, ...rest } = entry;
  const { appended } = await runAllowed(client, rest);
  const { ref, now, traceId } = entry;
  const beginning = { ref, now, traceId, ...(begin === undefined ? {} : { begin }) };
  const { result } = await written(client, beginning, await run(client, beginning));
  return { result, appended };
}

async function runAllowed(client: pg.PoolClient, entry: JournalWrite): Promise<Outcome> {
  const outcome = await run(client, entry);
  if (outcome.allowed) return outcome;
  throw new Fault({
    kind: 'bug',
    code: 'platform.bug',
    params: { why: 'the order is unknown and the write does not hold all of it' },
    ref: entry.ref,
  });
}

/**
 * The write as it makes sense for the operation as it stands. A finish that was said before is left out together with the
 * write's events and wake, which its first time has told. Throws `Fault` bug for an unknown operation or a contradiction.
 */
async function withoutSaidAlready(
  client: pg.PoolClient,
  entry: JournalWrite,
): Promise<JournalWrite> {
  const { finish, events: _told, wake: _woken, ...rest } = entry;
  if (finish === undefined) return entry;
  const { rows } = await client.query<OperationRow>(
    'select * from journal.operations where key = $1 for update',
    [finish.key],
  );
  const operation = rows[0] === undefined ? null : operationFrom(rows[0]);
  const verdict = operation === null ? 'unknown' : finishVerdict(operation, finish);
  if (verdict === 'applies') return entry;
  if (verdict === 'already-said') return rest;
  throw new Fault({
    kind: 'bug',
    code: 'platform.bug',
    params: {
      operation: finish.key,
      is: operation?.status ?? verdict,
      toldToBe: finish.outcome.status,
    },
    ref: entry.ref,
  });
}

async function run(db: Queryable, entry: JournalWrite): Promise<Outcome> {
  const { rows } = await db.query<StatementRow>(journalStatement(entry));
  const row = rows[0];
  if (row === undefined) throw new Fault({ kind: 'bug', code: 'platform.bug' });
  const { allowed, appended } = row;
  return { allowed, appended, begun: hasOperation(row) ? operationFrom(row) : null };
}

/** The left join leaves every column of `begun` empty when no operation began. */
const hasOperation = (row: StatementRow): row is StatementRow & OperationRow =>
  (row.key ?? null) !== null;

async function written(db: Queryable, entry: JournalWrite, outcome: Outcome): Promise<Written> {
  const { appended, begun } = outcome;
  if (entry.begin === undefined) return { result: { kind: 'nothing-begun' }, appended };
  if (begun !== null) return { result: { kind: 'begun', operation: begun }, appended };
  const { rows } = await db.query<OperationRow>('select * from journal.operations where key = $1', [
    entry.begin.intent.key,
  ]);
  if (rows[0] === undefined) throw new Fault({ kind: 'bug', code: 'platform.bug', ref: entry.ref });
  return { result: { kind: 'exists', operation: operationFrom(rows[0]) }, appended };
}

async function openOnPayment(db: Queryable, entry: JournalWrite): Promise<Operation | null> {
  const { rows } = await db.query<OperationRow>(
    `select * from journal.operations where connection_id = $1 and payment_id = $2 and status in ('open', 'pending') and moves_money`,
    [entry.ref.connectionId, entry.begin?.intent.paymentId],
  );
  return rows[0] === undefined ? null : operationFrom(rows[0]);
}

const isPaymentBusy = (error: unknown): boolean =>
  sqlState(error) === UNIQUE_VIOLATION &&
  typeof error === 'object' &&
  error !== null &&
  'constraint' in error &&
  error.constraint === ONE_OPEN_PER_PAYMENT;
