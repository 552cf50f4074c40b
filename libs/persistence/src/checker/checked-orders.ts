import {
  type ConnectionId,
  type ErpPaymentCode,
  type Instant,
  type OrderNumber,
  type OrderRef,
  type ShopId,
  plusMs,
  toIso,
} from '@abgleich/domain';
import { databaseFault } from '../database-fault.js';
import type { Database } from '../database.js';

/** Why an order is due: something happened and it came to rest · the checker found something · it was not looked at for long. */
export type CheckReason = 'moved' | 'finding' | 'sweep';
export type DueOrder = { readonly orderNumber: OrderNumber; readonly reason: CheckReason };

export type DueFilter = {
  readonly connectionId: ConnectionId;
  readonly now: Instant;
  /** Only orders of these payment methods; all others cannot be read. */
  readonly methods: readonly { readonly shopId: ShopId; readonly paymentCode: ErpPaymentCode }[];
  /** An order is looked at when nothing happened to it for so long. */
  readonly restMs: number;
  /** One with findings is looked at again after this, */
  readonly findingAgainMs: number;
  /** and every other after this, */
  readonly againMs: number;
  /** unless it came longer ago. */
  readonly horizonMs: number;
  readonly limit: number;
  /** Also those never looked at; that means going through all of them, so not at every round. */
  readonly withNew: boolean;
};

/** What moved longer ago than this and was never looked at since comes with the sweep. */
const MOVED_WITHIN_MS = 3 * 24 * 60 * 60_000;

/**
 * Each part is found by an index of its own and cut at the limit before they are put together: what moved last comes first, then
 * findings, then those that were never or not lately looked at.
 */
const DUE = `
with usable as (select * from unnest($2::text[], $3::text[]) as u(shop_id, payment_code)),
in_use as not materialized (select o.* from journal.orders as o join usable using (shop_id, payment_code)
  where o.connection_id = $1 and o.state <> 'ignored'),
touched as materialized (
  select x.order_number, x.finished_at as at from journal.operations as x
    where x.connection_id = $1 and x.kind <> 'comment' and x.finished_at > $4
  union all select o.order_number, n.last_received_at from portal.webhook_notifications as n
    join journal.orders as o on o.payment_id = n.payment_id and o.organisation_id = n.organisation_id
    where o.connection_id = $1 and n.last_received_at > $4),
moved as (select order_number, max(at) as at from touched group by order_number),
due_moved as (select m.order_number, m.at from moved as m join in_use using (order_number)
  left join checker.orders as c on c.connection_id = $1 and c.order_number = m.order_number
  where m.at <= $5 and (c.checked_at is null or c.checked_at < m.at + $9 * interval '1 millisecond') order by m.at desc limit $10),
due_finding as (select order_number, c.checked_at as at from checker.orders as c join in_use using (order_number)
  where c.connection_id = $1 and c.findings <> '{}' and c.checked_at < $6 order by c.checked_at limit $10),
due_new as (select o.order_number, o.first_seen_at as at from in_use as o
  where $11::boolean and o.first_seen_at <= $5 and o.first_seen_at > $7 and not exists (select from checker.orders as c where c.connection_id = $1 and c.order_number = o.order_number)
  order by o.first_seen_at limit $10),
due_again as (select order_number, c.checked_at as at from checker.orders as c join in_use as o using (order_number)
  where c.connection_id = $1 and c.checked_at < $8 and o.first_seen_at > $7 order by c.checked_at limit $10),
due as (select order_number, 'moved' as reason, 1 as rank, -extract(epoch from at) as place from due_moved
  union all select order_number, 'finding', 2, extract(epoch from at) from due_finding
  union all select order_number, 'sweep', 3, extract(epoch from at) from due_new
  union all select order_number, 'sweep', 4, extract(epoch from at) from due_again),
best as (select distinct on (order_number) * from due order by order_number, rank)
select order_number, reason from best order by rank, place limit $10`;

/** The orders to look at now, most urgent first. Throws `Fault` `platform.database`. */
export async function dueForCheck(
  { pool }: Pick<Database, 'pool'>,
  filter: DueFilter,
): Promise<readonly DueOrder[]> {
  const { connectionId, now, methods, restMs, limit } = filter;
  const since = (ms: number): string => toIso(plusMs(now, -ms));
  const { rows } = await pool
    .query<{ order_number: string; reason: CheckReason }>({
      name: 'checker_due',
      text: DUE,
      values: [
        connectionId,
        methods.map(({ shopId }) => shopId),
        methods.map(({ paymentCode }) => paymentCode),
        since(MOVED_WITHIN_MS),
        since(restMs),
        since(filter.findingAgainMs),
        since(filter.horizonMs),
        since(filter.againMs),
        restMs,
        limit,
        filter.withNew,
      ],
    })
    .catch(translate);
  // The cast is the parser of our own table.
  return rows.map((row) => ({ orderNumber: row.order_number as OrderNumber, reason: row.reason }));
}

/** Remembers that an order was looked at, and what was found. Throws `Fault` `platform.database`. */
export async function noteCheck(
  { pool }: Pick<Database, 'pool'>,
  { connectionId, orderNumber, organisationId }: OrderRef,
  { at, findings }: { readonly at: Instant; readonly findings: readonly string[] },
): Promise<void> {
  await pool
    .query(
      `insert into checker.orders (connection_id, order_number, organisation_id, checked_at, findings) values ($1, $2, $3, $4, $5)
       on conflict (connection_id, order_number) do update set checked_at = excluded.checked_at, findings = excluded.findings`,
      [connectionId, orderNumber, organisationId, toIso(at), findings],
    )
    .catch(translate);
}

const translate = (error: unknown): never => {
  throw databaseFault(error);
};
