import {
  type ErpGateway,
  type ErpOrder,
  type Operation,
  type OrderNumber,
  LOCKING_REASONS,
  operationKey,
} from '@abgleich/domain';
import type { OrderWork } from './order-work.js';

/**
 * The order is locked, we remember no lock of ours on it, and the ERP shows that we released it under one: our database was taken
 * back to an earlier state. Costs a call, for such orders only.
 */
export async function isLockForgotten(
  gateway: ErpGateway,
  work: OrderWork,
  {
    order: { locked, status, orderNumber },
    operations,
  }: { readonly order: ErpOrder; readonly operations: readonly Operation[] },
): Promise<boolean> {
  const remembered = operations.some(({ kind }) => kind === 'lock');
  if (locked !== true || status !== 'open' || remembered) return false;
  return (await gateway.releasedUnderLock?.(orderNumber, work.ctx)) === true;
}

/** Why we would lock it now is why it is locked: the lock is still ours, for we lift one only when its reason is gone. */
export const explainsLock = (reason: string): boolean =>
  (LOCKING_REASONS as readonly string[]).includes(reason);

/** Takes the lock back into the journal, without a call: from now on we may lift it again. `null`: another worker was quicker. */
export async function rememberLock(
  work: OrderWork,
  orderNumber: OrderNumber,
): Promise<Operation | null> {
  const document = 'order';
  const { connectionId } = work.ref;
  const intent = {
    key: operationKey({ connectionId, orderNumber, kind: 'lock', document }),
    kind: 'lock' as const,
    paymentId: null,
    document,
    amount: null,
    reference: orderNumber,
    knownTransactions: [],
  };
  const begun = await work.begin(intent, { reopenRefused: false, seenAttempt: 0 });
  if (begun.kind !== 'begun') return null;
  work.finish(begun.operation, { status: 'done' });
  await work.commit();
  return { ...begun.operation, status: 'done', finishedAt: work.parts.clock.now() };
}
