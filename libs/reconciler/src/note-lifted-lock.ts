import {
  type ErpOrder,
  type Instant,
  type Operation,
  type OperationIntent,
  LIFTED_BY_HAND,
  MINUTE,
  operationKey,
  ownLockSince,
} from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import { withOperation } from './visible-operations.js';

/** An answer of the ERP may be older than a lock that another worker has set meanwhile; one of minutes ago it must show. */
const LOCK_SHOWS_AFTER_MS = 2 * MINUTE;

/**
 * Our lock is gone and we did not lift it: a person did. That is remembered, because a lock that stands there later is somebody else's,
 * and we only ever lift our own (product rule 4.1). Answers the operations with that lifting among them.
 */
export async function noteLiftedLock(
  work: OrderWork,
  {
    order,
    readAt,
    operations,
  }: { order: ErpOrder; readAt: Instant; operations: readonly Operation[] },
): Promise<readonly Operation[]> {
  if (order.locked !== false) return operations;
  const since = ownLockSince({ operations });
  if (since === null || readAt - since < LOCK_SHOWS_AFTER_MS) return operations;
  const begun = await work.begin(intentOf(work, operations), {
    reopenRefused: true,
    seenAttempt: 0,
  });
  if (begun.kind !== 'begun') return operations;
  work.finish(begun.operation, { status: 'done' });
  await work.commit();
  return withOperation(operations, { ...begun.operation, status: 'done', finishedAt: readAt });
}

/** One per lock of ours: nothing is sent for it. */
function intentOf({ ref }: OrderWork, operations: readonly Operation[]): OperationIntent {
  const { connectionId, orderNumber } = ref;
  const locks = operations.filter(({ kind, status }) => kind === 'lock' && status === 'done');
  const document = `${LIFTED_BY_HAND}-${locks.length}`;
  return {
    key: operationKey({ connectionId, orderNumber, kind: 'unlock', document }),
    kind: 'unlock',
    paymentId: null,
    document,
    amount: null,
    reference: document,
    knownTransactions: [],
  };
}
