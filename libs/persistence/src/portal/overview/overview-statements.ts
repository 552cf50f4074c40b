import { AGE_BOUNDS } from '@abgleich/contracts';
import { MARKS } from '../orders-filter.js';

// $1 is the organisation in every statement.

/** Money that we moved since $2, per kind and currency, and of how many orders. The index `operations_moved` answers it alone. */
export const MOVED = `with of_orders as (
    select kind, currency, connection_id, order_number, sum(amount_minor) as minor
    from journal.operations where organisation_id = $1 and moves_money and status = 'done' and finished_at >= $2
      and kind in ('capture', 'refund') and amount_minor is not null
    group by kind, currency, connection_id, order_number)
  select kind, currency::text as currency, sum(minor)::text as minor, count(*) as orders
  from of_orders group by kind, currency order by kind, sum(minor) desc`;

/** Which of the days that begin at $2 (oldest first) the order was first seen on, from 1; looked up among them, which costs least. */
const DAY = `width_bucket(o.first_seen_at, $2::timestamptz[])`;
const SINCE_FIRST_DAY = `o.first_seen_at >= ($2::timestamptz[])[1]`;

/**
 * Outcomes of the orders by the day they were first seen on. All orders are counted by state alone, which an index answers; the few
 * with a mark are looked up one by one and taken out of those numbers.
 */
export const OUTCOMES = `with counted as (
    select ${DAY} as day, o.state = 'waiting' as waits, count(*) as n from journal.orders o
    where o.organisation_id = $1 and ${SINCE_FIRST_DAY} group by 1, 2),
  marked as (
    select ${DAY} as day, o.state = 'waiting' as waits, m.rank = 2 as needs_person, count(*) as n
    from ${MARKS} m join journal.orders o using (connection_id, order_number)
    where ${SINCE_FIRST_DAY} group by 1, 2, 3),
  parts as (
    select day, case when waits then 'waiting' else 'ok' end as outcome, n from counted
    union all select day, case when waits then 'waiting' else 'ok' end, -n from marked
    union all select day, case when needs_person then 'problem' else 'notice' end, n from marked)
  select day, coalesce(sum(n) filter (where outcome = 'ok'), 0) as ok, coalesce(sum(n) filter (where outcome = 'waiting'), 0) as waiting,
    coalesce(sum(n) filter (where outcome = 'notice'), 0) as notice, coalesce(sum(n) filter (where outcome = 'problem'), 0) as problem
  from parts group by day`;

const AGE = `case ${AGE_BOUNDS.map(
  ({ age, untilHours }) =>
    `when $2::timestamptz - since < interval '${untilHours} hours' then '${age}'`,
).join(' ')} else 'older' end`;

/** How long the open cases are open at $2: those that need a person since their error was raised, those that wait since they were first seen. */
export const AGES_OF_OPEN = `with marked as materialized ${MARKS},
  open_cases as (
    select true as needs_person, coalesce((select min(p.raised_at) from journal.problems p where p.connection_id = o.connection_id
        and p.order_number = o.order_number and p.resolved_at is null and p.severity = 'error'), o.updated_at) as since
    from marked m join journal.orders o using (connection_id, order_number) where m.rank = 2
    union all
    select false, o.first_seen_at from journal.orders o where o.organisation_id = $1 and o.state = 'waiting'
      and (o.connection_id, o.order_number) not in (select connection_id, order_number from marked))
  select ${AGE} as age, count(*) filter (where not needs_person) as waiting, count(*) filter (where needs_person) as problem
  from open_cases group by 1`;

/** Every connection with what is known of each side; one row without a side where nothing is. */
export const CONTACTS = `select c.id, c.name, c.active, h.side, h.last_success_at, h.failing_since, h.code
  from portal.connections c left join journal.connection_health h on h.connection_id = c.id
  where c.organisation_id = $1 order by c.created_at, c.id, h.side`;

/** Orders whose next look is due by $2, and events that were given up on. */
export const DUE_AND_PARKED = `select
  (select count(*) from journal.orders o where o.organisation_id = $1 and o.next_look_at <= $2) as due_orders,
  (select count(*) from messaging.dead_letters d where d.organisation_id = $1 and d.redriven_at is null) as parked_events`;
