import type { OrderMemory } from './facts.js';
import type { Money } from './money.js';
import { movesMoney, type Operation, type OperationKind } from './operation.js';
import { MINUTE, plusMs, type Instant } from './time.js';

/** Kinds that may become necessary again on the same order; every other effect happens once. */
export type RepeatableKind = Extract<OperationKind, 'lock' | 'unlock' | 'release'>;

/** When an operation last changed; an open one is always the newest. */
const changedAt = ({ status, finishedAt, openedAt }: Operation): number =>
  status === 'open' ? Number.POSITIVE_INFINITY : (finishedAt ?? openedAt);

/** The newest operation of a kind, on `document` when given; `null` when there is none. */
export function latestOperation(
  operations: readonly Operation[],
  kind: OperationKind,
  document?: string,
): Operation | null {
  return operations
    .filter((one) => one.kind === kind && (document === undefined || one.document === document))
    .reduce<Operation | null>(
      (newest, one) => (newest === null || changedAt(one) >= changedAt(newest) ? one : newest),
      null,
    );
}

/** What the other side said when it refused, in its own words; a dash when it said nothing. Never a code of ours. */
export function refusalWords({ refusal }: Operation): string {
  const words = refusal?.message.trim() ?? '';
  return words === '' ? '–' : words;
}

/** Somebody asked to look again after the operation ended: a refused one may be tried once more. */
export function recheckedSince(memory: OrderMemory, operation: Operation): boolean {
  const { recheckRequestedAt } = memory;
  return recheckRequestedAt !== null && recheckRequestedAt > (operation.finishedAt ?? 0);
}

/** The other side said no, or nobody can find out, and nobody has asked to try again since. */
export function isBlocked(
  memory: OrderMemory,
  operation: Operation | null,
): operation is Operation {
  if (operation === null) return false;
  if (operation.status !== 'refused' && operation.status !== 'abandoned') return false;
  return !recheckedSince(memory, operation);
}

/** The `document` of a lifting that we saw and did not do: a person lifted our lock. */
export const LIFTED_BY_HAND = 'by-hand';
const isByHand = ({ document }: Operation): boolean => document.startsWith(LIFTED_BY_HAND);

type Remembered = Pick<OrderMemory, 'operations'>;
type LockKind = Extract<OperationKind, 'lock' | 'unlock'>;

function latestEnded(memory: Remembered, kind: LockKind, openToo: boolean): Operation | null {
  const counts = ({ status }: Operation): boolean =>
    status === 'done' || (openToo && status === 'open');
  return latestOperation(memory.operations.filter(counts), kind);
}

/** A lock after which nothing was lifted. Within one millisecond locks and liftings alternate, so counting tells. */
function isInForce(memory: Remembered, openToo: boolean): boolean {
  const lock = latestEnded(memory, 'lock', openToo);
  const unlock = latestEnded(memory, 'unlock', false);
  if (lock === null || unlock === null) return lock !== null;
  if (changedAt(lock) !== changedAt(unlock)) return changedAt(lock) > changedAt(unlock);
  const done = (kind: LockKind): number =>
    memory.operations.filter((one) => one.kind === kind && one.status === 'done').length;
  return done('lock') > done('unlock');
}

/** We locked the order (or are about to), and nobody was seen to lift it since, neither we nor a person. */
export const ownLockInForce = (memory: Remembered): boolean => isInForce(memory, true);

/** As `ownLockInForce`, but only for a lock that the ERP confirmed. */
export const ownLockConfirmed = (memory: Remembered): boolean => isInForce(memory, false);

/** A person lifted the lock that we set last. One that stands there later is somebody else's. */
export function liftedByHand(memory: Remembered): boolean {
  const unlock = latestEnded(memory, 'unlock', false);
  return unlock !== null && isByHand(unlock) && !ownLockInForce(memory);
}

/** When the lock that is in force was confirmed; `null`: there is none. */
export function ownLockSince(memory: Remembered): Instant | null {
  const lock = latestEnded(memory, 'lock', false);
  return lock !== null && ownLockConfirmed(memory) ? (lock.finishedAt ?? lock.openedAt) : null;
}

/**
 * The `document` of a lock, unlock or release: `order`, then `order-2`, `order-3`. One that has not ended well is taken up again
 * under its own name, so that it stays one effect however often the rule is asked.
 */
export function repeatableDocument(kind: RepeatableKind, operations: readonly Operation[]): string {
  const own = operations.filter((one) => one.kind === kind && !isByHand(one));
  const latest = latestOperation(own, kind);
  if (latest !== null && latest.status !== 'done') return latest.document;
  const done = own.filter((one) => one.status === 'done').length;
  return done === 0 ? 'order' : `order-${done + 1}`;
}

/** Without a word from the other side, a pending answer is worth another look after this time. */
const PENDING_LOOK_MS = 5 * MINUTE;

/** When to look again after an operation whose outcome is still open. */
export function nextLookAfter(operation: Operation | null, now: Instant): Instant {
  const at = operation?.nextLookAt ?? null;
  return at !== null && at > now ? at : plusMs(now, PENDING_LOOK_MS);
}

/** A refused money operation may go out once more when somebody asked for it, or when another amount is wanted now. */
export function mayTryAgain(memory: OrderMemory, refused: Operation, wanted: Money): boolean {
  return recheckedSince(memory, refused) || refused.amount?.minor !== wanted.minor;
}

/** Money is on its way on this payment, for something else: what the snapshot shows may change at any moment. */
export function busyOperation(
  operationsOnPayment: readonly Operation[],
  except: Operation | null,
): Operation | null {
  const isBusy = ({ kind, status }: Operation): boolean =>
    movesMoney(kind) && (status === 'open' || status === 'pending');
  return operationsOnPayment.find((one) => isBusy(one) && one.key !== except?.key) ?? null;
}
