import type {
  ConnectionId,
  Journal,
  Operation,
  OrderFile,
  OrderNumber,
  OrderRecord,
  OrderRef,
} from '@abgleich/domain';
import { isFinished } from '../journal/finish-verdict.js';
import type { StoredProblem } from './memory-problems.js';
import {
  memoryKey,
  type MemoryState,
  type StoredInvoice,
  type StoredOperation,
  withoutOrganisation,
} from './memory-state.js';

/** The files of those orders that are known; of the problems only the open ones. */
export function readMemory(
  state: MemoryState,
  connectionId: ConnectionId,
  orderNumbers: readonly OrderNumber[],
): ReadonlyMap<OrderNumber, OrderFile> {
  const files = new Map<OrderNumber, OrderFile>();
  for (const orderNumber of orderNumbers) {
    const order = state.orders.get(memoryKey(connectionId, orderNumber));
    if (order === undefined) continue;
    const ofOrder = (item: Pick<OrderRef, 'connectionId' | 'orderNumber'>): boolean =>
      item.connectionId === connectionId && item.orderNumber === orderNumber;
    files.set(orderNumber, {
      order,
      operations: [...state.operations.values()]
        .filter(ofOrder)
        .sort(byOpening)
        .map(withoutOrganisation),
      invoices: [...state.invoices.values()].filter(ofOrder).sort(bySight).map(withoutRef),
      problems: state.problems
        .filter((problem) => ofOrder(problem) && problem.resolvedAt === null)
        .sort(byRaising)
        .map(withoutArea),
    });
  }
  return files;
}

/** The orders that are paid with this payment. */
export function readPaidBy(state: MemoryState, paymentId: string): readonly OrderFile[] {
  return [...state.orders.values()]
    .filter((order) => order.paymentId === paymentId)
    .flatMap(({ connectionId, orderNumber }) => [
      ...readMemory(state, connectionId, [orderNumber]).values(),
    ]);
}

/** Unfinished operations that somebody should look up now, oldest first. */
export function operationsDue(
  state: MemoryState,
  { now, staleBefore, kinds, limit }: Parameters<Journal['operationsToLookUp']>[0],
  isAlive: (owner: string) => boolean,
): (Operation & OrderRef)[] {
  const isDue = (operation: Operation): boolean => {
    if (operation.nextLookAt !== null) return operation.nextLookAt <= now;
    return operation.openedAt < staleBefore || !isAlive(operation.owner);
  };
  return [...state.operations.values()]
    .filter((o) => !isFinished(o) && kinds.includes(o.kind) && isDue(o))
    .sort(byOpening)
    .slice(0, limit);
}

/** Orders whose next look is due, the longest waiting first. */
export const ordersDue = (
  state: MemoryState,
  { now, limit }: Parameters<Journal['ordersToLookAt']>[0],
): OrderRecord[] =>
  [...state.orders.values()]
    .filter((order) => order.nextLookAt !== null && order.nextLookAt <= now)
    .sort(byNextLook)
    .slice(0, limit);

const ascending = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const byOpening = (a: StoredOperation, b: StoredOperation): number =>
  ascending(a.openedAt, b.openedAt) || ascending(a.key, b.key);

const bySight = (a: StoredInvoice, b: StoredInvoice): number =>
  ascending(a.seenAt, b.seenAt) || ascending(a.invoiceNumber, b.invoiceNumber);

const byRaising = (a: StoredProblem, b: StoredProblem): number =>
  ascending(a.raisedAt, b.raisedAt) ||
  ascending(a.code, b.code) ||
  ascending(a.document ?? '', b.document ?? '');

const byNextLook = (a: OrderRecord, b: OrderRecord): number =>
  ascending(a.nextLookAt ?? 0, b.nextLookAt ?? 0) ||
  ascending(a.connectionId, b.connectionId) ||
  ascending(a.orderNumber, b.orderNumber);

function withoutRef({
  organisationId: _o,
  connectionId: _c,
  orderNumber: _n,
  ...invoice
}: StoredInvoice) {
  return invoice;
}

function withoutArea({ area: _, ...problem }: StoredProblem) {
  return problem;
}
