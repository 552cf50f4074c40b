import type { OrdersFilter, ProblemFilter } from '@abgleich/contracts';
import { assertNever } from '@abgleich/domain';
import { PERSON_PREFIX } from './problem-actions.js';

/** A search that hits more orders is too short to be of use; the highest numbers, mostly the newest orders, are shown. */
export const SEARCH_MATCHES_MAX = 1_000;

/** Collects values as it hands out `$1`, `$2`, … so that no value is ever written into a statement. */
export type Values = { readonly list: unknown[]; readonly add: (value: unknown) => string };
export function collectValues(...first: unknown[]): Values {
  const list = [...first];
  return { list, add: (value) => `$${list.push(value)}` };
}

/** A person said since that it is solved: the state stays for the rules, the mark is the person's to clear. */
const calledSolved = (order: string): string => `exists (select from journal.problems r
  where r.connection_id = ${order}.connection_id and r.order_number = ${order}.order_number
    and r.resolved_at >= ${order}.updated_at and r.resolved_by like '${PERSON_PREFIX}%')`;

/**
 * The orders with a mark, each once, with its weight: 2 needs a person, 1 has a notice. A stuck order without an open problem would be a
 * mistake of ours: it counts as one that needs a person rather than vanish. Problems of a connection stand above the list and those of an
 * order we could never read on the error page: joined with the orders, they are not among these. `$1` is the organisation.
 */
export const MARKS = `(select k.connection_id, k.order_number, max(k.rank) as rank from (
    select p.connection_id, p.order_number, case p.severity when 'error' then 2 else 1 end as rank from journal.problems p
    where p.organisation_id = $1 and p.resolved_at is null and p.order_number <> ''
    union all
    select s.connection_id, s.order_number, 2 from journal.orders s
    where s.organisation_id = $1 and s.state = 'stuck' and not ${calledSolved('s')}) k
  group by k.connection_id, k.order_number)`;
/** Order `o` has no mark. Asked of each order that a page comes to, so that no page has to know all marks. */
const UNMARKED = [
  `not exists (select from journal.problems u where u.connection_id = o.connection_id and u.order_number = o.order_number
    and u.resolved_at is null)`,
  `(o.state <> 'stuck' or ${calledSolved('o')})`,
];
const ORDER_KEY = '(o.connection_id, o.order_number)';

/** Where the orders `o` of a filter by state come from. The marked ones are few: they are found by their marks instead of among all. */
export type Source = { readonly from: string; readonly where: readonly string[] };
export function sourceOf(filter: ProblemFilter | 'unmarked' | undefined): Source {
  const marked = `${MARKS} m join journal.orders o using (connection_id, order_number)`;
  const all = 'journal.orders o';
  switch (filter) {
    case undefined:
      return { from: all, where: [] };
    case 'problem':
      return { from: marked, where: ['m.rank = 2'] };
    case 'notice':
      return { from: marked, where: ['m.rank = 1'] };
    case 'waiting':
      return { from: all, where: [`o.state = 'waiting'`, ...UNMARKED] };
    case 'ok':
      return { from: all, where: [`o.state <> 'waiting'`, ...UNMARKED] };
    case 'unmarked':
      return { from: all, where: UNMARKED };
    default:
      return assertNever(filter);
  }
}

/** All that a filter asks of an order `o` but its state; `$1` is the organisation. */
export function plainConditions(filter: OrdersFilter, values: Values): string[] {
  const equal = (column: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`o.${column} = ${values.add(value)}`];
  return [
    'o.organisation_id = $1',
    ...equal('shop_id', filter.shop),
    ...equal('method_name', filter.method),
    ...(filter.connection === undefined
      ? []
      : [`o.connection_id = ${values.add(filter.connection)}::uuid`]),
    ...periodConditions(filter, values),
    ...movedConditions('capture', filter.capturedOn, values),
    ...movedConditions('refund', filter.refundedOn, values),
    ...searchConditions(filter.search, values),
  ];
}

/** Orders of which we captured or refunded money on that day in Berlin. */
function movedConditions(
  kind: 'capture' | 'refund',
  day: string | undefined,
  values: Values,
): string[] {
  if (day === undefined) return [];
  const value = values.add(day);
  const midnight = (plusDays: 0 | 1): string =>
    `((${value}::date + ${plusDays})::timestamp at time zone 'Europe/Berlin')`;
  return [
    `${ORDER_KEY} in (select m.connection_id, m.order_number from journal.operations m where m.organisation_id = $1 and m.moves_money
       and m.status = 'done' and m.kind = '${kind}' and m.finished_at >= ${midnight(0)} and m.finished_at < ${midnight(1)})`,
  ];
}

/** Days are days in Berlin, both included; the two days a year that have 23 and 25 hours, too. */
function periodConditions({ from, to }: OrdersFilter, values: Values): string[] {
  const midnight = (day: string, plusDays: 0 | 1): string =>
    `((${values.add(day)}::date + ${plusDays})::timestamp at time zone 'Europe/Berlin')`;
  return [
    ...(from === undefined ? [] : [`o.first_seen_at >= ${midnight(from, 0)}`]),
    ...(to === undefined ? [] : [`o.first_seen_at < ${midnight(to, 1)}`]),
  ];
}

/**
 * Finds by the beginning of any of the numbers, in the capitals given, all capitals or none; credit notes stand among the invoices.
 * Written with `>=` and `<` in byte order because under row-level security PostgreSQL uses an index for these and not for LIKE.
 */
function searchConditions(search: string | undefined, values: Values): string[] {
  if (search === undefined || search === '') return [];
  const spellings = [...new Set([search, search.toUpperCase(), search.toLowerCase()])];
  const begins = (column: string) =>
    spellings.map((text) => {
      const from = values.add(text);
      const to = values.add(`${text}\u{10FFFF}`);
      return `${column} collate "C" >= ${from} and ${column} collate "C" < ${to}`;
    });
  const from = (table: string, column: string) =>
    begins(`x.${column}`).map(
      (condition) =>
        `(select x.connection_id, x.order_number from ${table} x where x.organisation_id = $1 and ${condition}
          order by x.${column} collate "C" desc limit ${SEARCH_MATCHES_MAX})`,
    );
  const found = [
    ...from('journal.orders', 'order_number'),
    ...from('journal.orders', 'shop_order_number'),
    ...from('journal.orders', 'payment_id'),
    ...from('journal.invoices', 'invoice_number'),
  ];
  return [`${ORDER_KEY} in (${found.join(' union ')})`];
}
