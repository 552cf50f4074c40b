import { type Instant, type OrderRecord, instant, isFault } from '@abgleich/domain';
import type { Platform } from './platform.js';
import { newTraceId } from './trace-id.js';

/** Orders woken at once; the rest comes with the next tick, the longest waiting first. */
const ORDERS_AT_ONCE = 50;

export type LookAgain = {
  readonly now: Instant;
  readonly service: string;
  readonly overdueMs: number;
};

/**
 * Wakes orders whose next look is overdue: the wish is taken back and the event that asks every rule is kept in one transaction, so
 * a crash loses neither; whoever still wants a look wishes for it anew. Orders of connections out of use are put off.
 */
export async function lookAgain(
  platform: Pick<Platform, 'journal' | 'activeConnections' | 'log'>,
  { now, service, overdueMs }: LookAgain,
): Promise<void> {
  const { journal, log } = platform;
  const inUse = new Set((await platform.activeConnections()).map((one) => one.id));
  const filter = { now: instant(now - overdueMs), limit: ORDERS_AT_ONCE };
  const due = await journal.ordersToLookAt(filter);
  for (const order of due) {
    const isInUse = inUse.has(order.connectionId);
    try {
      await wake(journal, order, { now, service, isInUse });
    } catch (error) {
      const code = isFault(error) ? error.code : 'platform.bug';
      log.warn({ orderNumber: order.orderNumber, code, error }, 'order not woken, tried again');
    }
  }
}

/** So late is an order of a connection out of use looked for again: the booking may be renewed, the connection switched on. */
const OUT_OF_USE_MS = 60 * 60_000;

async function wake(
  journal: Platform['journal'],
  { organisationId, connectionId, orderNumber }: OrderRecord,
  { now, service, isInUse }: { now: Instant; service: string; isInUse: boolean },
): Promise<void> {
  const recheck = {
    type: 'recheck.requested',
    data: { requestedBy: service, why: 'look-again' },
  };
  await journal.write({
    ref: { organisationId, connectionId, orderNumber },
    now,
    traceId: newTraceId(),
    order: { nextLookAt: isInUse ? null : instant(now + OUT_OF_USE_MS) },
    events: isInUse ? [recheck] : [],
  });
}
