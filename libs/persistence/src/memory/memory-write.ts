import {
  type EventDraft,
  Fault,
  type JournalResult,
  type JournalWrite,
  movesMoney,
  type OperationKey,
} from '@abgleich/domain';
import { envelope } from '../journal/event-envelope.js';
import { finishVerdict, isFinished } from '../journal/finish-verdict.js';
import { isInsertable } from '../journal/order-parts.js';
import { uniqueDrafts } from '../journal/problem-parts.js';
import { applyProblems } from './memory-problems.js';
import {
  begunOperation,
  changedOrder,
  finishedOperation,
  mergedInvoice,
} from './memory-records.js';
import {
  memoryKey,
  type MemoryState,
  type StoredOperation,
  withoutOrganisation,
} from './memory-state.js';

/** Everything is checked before anything is changed: a write that throws or finds the payment busy leaves no trace. */
export function writeMemory(
  state: MemoryState,
  entry: JournalWrite,
  newId: () => string,
): JournalResult {
  const { finish } = entry;
  const drafts = entry.problems === undefined ? [] : uniqueDrafts(entry.problems);
  const finished = judgedFinish(state, entry);
  assertOrderKnown(state, entry);
  const operations = new Map(state.operations);
  if (finished !== null) operations.set(finished.key, finished);
  const result = judgedBegin(operations, entry);
  if (keepsNothing(result, entry)) return asStored(state, result);
  if (finished !== null) state.operations.set(finished.key, finished);
  if (result.kind === 'begun') {
    const { organisationId } = state.operations.get(result.operation.key) ?? entry.ref;
    state.operations.set(result.operation.key, { organisationId, ...result.operation });
  }
  // A finish that was said before: its first time has told the events.
  const isRepeated = finish !== undefined && finished === null;
  const told = isRepeated ? [] : eventsOf(state, entry);
  keepRecords(state, entry);
  const events = [...told, ...applyProblems(state.problems, { entry, drafts, newId })];
  for (const draft of events) state.outbox.push(envelope(entry, draft, newId()));
  return result;
}

/** The write's own events, and whom it wakes as the order stands before it. */
function eventsOf(
  { orders }: MemoryState,
  { ref, events = [], wake }: JournalWrite,
): readonly EventDraft[] {
  const waits = orders.get(memoryKey(ref.connectionId, ref.orderNumber))?.waits ?? {};
  return wake === undefined || (waits[wake.wait] ?? null) === null
    ? events
    : [...events, wake.event];
}

/** The payment is busy, or the write ends an operation and begins it again although it may not be reopened. */
const keepsNothing = (result: JournalResult, { finish, begin }: JournalWrite): boolean =>
  result.kind === 'payment-busy' || (result.kind === 'exists' && finish?.key === begin?.intent.key);

/** The same result with the operation as it stands without the write. */
function asStored(state: MemoryState, result: JournalResult): JournalResult {
  if (result.kind === 'nothing-begun') return result;
  const stored = state.operations.get(result.operation.key);
  return stored === undefined ? result : { ...result, operation: withoutOrganisation(stored) };
}

function keepRecords(state: MemoryState, entry: JournalWrite): void {
  const { ref, now } = entry;
  if (entry.order !== undefined) {
    const id = memoryKey(ref.connectionId, ref.orderNumber);
    const known = state.orders.get(id);
    state.orders.set(id, changedOrder({ ref, now, known, change: entry.order }));
  }
  for (const invoice of entry.invoices ?? []) {
    const id = memoryKey(ref.connectionId, invoice.invoiceNumber);
    const known = state.invoices.get(id);
    // It stays with the order that it was first told of: an invoice number is given once per ERP database.
    state.invoices.set(id, { ...ref, ...known, ...mergedInvoice(invoice, known, now) });
  }
  if (entry.decision !== undefined) state.decisions.push({ ...ref, ...entry.decision });
  for (const call of entry.calls ?? []) state.calls.push({ ...ref, ...call });
}

function assertOrderKnown(state: MemoryState, { ref, order }: JournalWrite): void {
  if (order === undefined || isInsertable(order)) return;
  if (state.orders.has(memoryKey(ref.connectionId, ref.orderNumber))) return;
  throw new Fault({
    kind: 'bug',
    code: 'platform.bug',
    params: { why: 'the order is unknown and the write does not hold all of it' },
    ref,
  });
}

/** The operation as the write ends it; `null` when there is nothing to end or it was ended so before. */
function judgedFinish(
  state: MemoryState,
  { finish, now, ref }: JournalWrite,
): StoredOperation | null {
  if (finish === undefined) return null;
  const operation = state.operations.get(finish.key);
  const verdict = operation === undefined ? 'unknown' : finishVerdict(operation, finish);
  if (operation !== undefined && verdict === 'applies') {
    return finishedOperation(operation, finish.outcome, now);
  }
  if (verdict === 'already-said') return null;
  throw new Fault({
    kind: 'bug',
    code: 'platform.bug',
    params: {
      operation: finish.key,
      is: operation?.status ?? verdict,
      toldToBe: finish.outcome.status,
    },
    ref,
  });
}

const mayReopen = (
  { status, attempt }: StoredOperation,
  { reopenRefused, seenAttempt = attempt }: NonNullable<JournalWrite['begin']>,
): boolean => status === 'refused' && reopenRefused && attempt === seenAttempt;

function judgedBegin(
  operations: ReadonlyMap<OperationKey, StoredOperation>,
  entry: JournalWrite,
): JournalResult {
  const { begin } = entry;
  if (begin === undefined) return { kind: 'nothing-begun' };
  const existing = operations.get(begin.intent.key);
  if (existing !== undefined && !mayReopen(existing, begin)) {
    return { kind: 'exists', operation: withoutOrganisation(existing) };
  }
  const busy = [...operations.values()].find((other) => occupies(other, entry));
  if (busy !== undefined) return { kind: 'payment-busy', operation: withoutOrganisation(busy) };
  return { kind: 'begun', operation: begunOperation(entry, begin, existing) };
}

/** Whether `other` is an unfinished movement of money on the payment that the write wants to begin one on. */
function occupies(other: StoredOperation, { ref, begin }: JournalWrite): boolean {
  if (begin === undefined || begin.intent.paymentId === null) return false;
  if (!movesMoney(begin.intent.kind) || !movesMoney(other.kind)) return false;
  if (isFinished(other) || other.connectionId !== ref.connectionId) return false;
  return other.paymentId === begin.intent.paymentId;
}
