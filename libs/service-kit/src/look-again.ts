import { type DomainEvent, permitsRetry } from '@abgleich/contracts';
import {
  type ConnectionId,
  type Instant,
  type OrderNumber,
  type OrderRecord,
  type OrganisationId,
  fromIso,
  instant,
  isFault,
} from '@abgleich/domain';
import { putOffUntil, waitsOnceWoken } from '@abgleich/reconciler';
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
  order: OrderRecord,
  { now, service, isInUse }: { now: Instant; service: string; isInUse: boolean },
): Promise<void> {
  const { organisationId, connectionId, orderNumber } = order;
  const recheck = {
    type: 'recheck.requested',
    data: { requestedBy: service, why: 'look-again' },
  };
  await journal.write({
    ref: { organisationId, connectionId, orderNumber },
    now,
    traceId: newTraceId(),
    order: isInUse ? waitsOnceWoken(order, now) : { nextLookAt: instant(now + OUT_OF_USE_MS) },
    events: isInUse ? [recheck] : [],
  });
}

/**
 * Somebody asks for a look at an order whose connection is out of use: it is kept as a wish, and a person's leave to try refused
 * effects again with it, so that nothing is forgotten when the connection is switched on again.
 */
export async function putOff(
  { journal, clock }: Pick<Platform, 'journal' | 'clock'>,
  event: Extract<DomainEvent, { type: 'recheck.requested' }>,
): Promise<void> {
  const connectionId = event.connectionId as ConnectionId; // parsed as UUIDs by the contract
  const organisationId = event.organisationId as OrganisationId;
  const orderNumber = event.orderNumber as OrderNumber; // told by us, from the ERP
  const known = await journal.readOrders(connectionId, [orderNumber]);
  if (!known.has(orderNumber)) return;
  const now = clock.now();
  const leave = permitsRetry(event.data) ? { recheckRequestedAt: fromIso(event.at) } : {};
  await journal.write({
    ref: { organisationId, connectionId, orderNumber },
    now,
    traceId: newTraceId(),
    order: { ...putOffUntil(instant(now + OUT_OF_USE_MS)), ...leave },
  });
}
