import {
  assertNever,
  type Instant,
  type InvoiceRecord,
  type JournalWrite,
  type Operation,
  type OperationOutcome,
  type OrderChange,
  type OrderRecord,
  type OrderRef,
  stateAfter,
} from '@abgleich/domain';
import { FOR_ALL } from '../journal/order-parts.js';

/** The operation after an outcome that applies to it. "Uncertain" keeps the status. */
export function finishedOperation<T extends Operation>(
  operation: T,
  outcome: OperationOutcome,
  now: Instant,
): T {
  const { status } = outcome;
  const ended = { ...operation, finishedAt: now, nextLookAt: null };
  switch (status) {
    case 'done': {
      const transactionPath = outcome.transactionPath ?? operation.transactionPath;
      const amount = outcome.amount ?? operation.amount;
      return { ...ended, status, transactionPath, amount, refusal: null };
    }
    case 'refused':
    case 'abandoned':
      return { ...ended, status, refusal: outcome.refusal ?? null };
    case 'pending': {
      const { transactionPath, nextLookAt } = outcome;
      return { ...operation, status, transactionPath, nextLookAt, refusal: null };
    }
    case 'uncertain':
      return { ...operation, lookUps: outcome.lookUps, nextLookAt: outcome.nextLookAt };
    default:
      return assertNever(status);
  }
}

/** The operation that an intent opens, anew or once more after a refusal. */
export function begunOperation(
  { ref, now }: JournalWrite,
  { intent, owner }: NonNullable<JournalWrite['begin']>,
  refused: Operation | undefined,
): Operation {
  return {
    ...intent,
    connectionId: refused?.connectionId ?? ref.connectionId,
    orderNumber: refused?.orderNumber ?? ref.orderNumber, // it stays with the order it was opened for
    status: 'open',
    attempt: (refused?.attempt ?? 0) + 1,
    openedAt: now,
    finishedAt: null,
    transactionPath: null,
    refusal: null,
    lookUps: 0,
    nextLookAt: null,
    owner,
  };
}

type Change = { ref: OrderRef; now: Instant; change: OrderChange; known: OrderRecord | undefined };

/** The order after a change: fields that it does not name keep their value. */
export function changedOrder({ ref, now, change, known }: Change): OrderRecord {
  const { shopId, paymentCode, state, reason } = { ...known, ...change };
  if (shopId === undefined || paymentCode === undefined) throw new TypeError('checked before');
  if (state === undefined || reason === undefined) throw new TypeError('checked before');
  const waits = waitsAfter(change, known?.waits ?? {});
  return {
    shopOrderNumber: null,
    paymentId: null,
    methodName: null,
    total: null,
    configurationId: null,
    configurationVersion: null,
    erpStatus: null,
    payment: null,
    firstSeenAt: now,
    failures: 0,
    recheckRequestedAt: null,
    ...known,
    ...change,
    ...ref,
    shopId,
    paymentCode,
    state: stateAfter(known?.state, state),
    reason,
    waits,
    nextLookAt: earliestOf(waits),
    updatedAt: now,
  };
}

type Waits = NonNullable<OrderRecord['waits']>;

function waitsAfter({ waits, nextLookAt }: OrderChange, before: Waits): Waits {
  const after = waits
    ? { ...before, ...waits }
    : nextLookAt === undefined
      ? before
      : { [FOR_ALL]: nextLookAt };
  return Object.fromEntries(Object.entries(after).filter(([, at]) => at !== null));
}

const earliestOf = (waits: Waits): Instant | null =>
  Object.values(waits).reduce<Instant | null>(
    (first, at) => (at === null || (first !== null && first <= at) ? first : at),
    null,
  );

/** The invoice as told, first seen when it was first told; a capture that is known is not forgotten. */
export const mergedInvoice = (
  told: Omit<InvoiceRecord, 'seenAt'>,
  known: InvoiceRecord | undefined,
  now: Instant,
): InvoiceRecord => ({
  ...told,
  capturedBy: told.capturedBy ?? known?.capturedBy ?? null,
  seenAt: known?.seenAt ?? now,
});
