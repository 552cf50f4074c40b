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

/** A problem of an order we could never read has no row in the list; the error page shows it. So it is not counted here either, nor is one of a connection, which stands above the list. */
const OPEN_PROBLEM = `select p.connection_id, p.order_number from journal.problems p
  where p.organisation_id = $1 and p.resolved_at is null and exists (
    select from journal.orders e where e.connection_id = p.connection_id and e.order_number = p.order_number)`;
/** Unless a person said since that it is solved: the state stays for the rules, the mark is the person's to clear. */
const STUCK = `select s.connection_id, s.order_number from journal.orders s where s.organisation_id = $1 and s.state = 'stuck'
  and not exists (select from journal.problems r where r.connection_id = s.connection_id and r.order_number = s.order_number
    and r.resolved_at >= s.updated_at and r.resolved_by like '${PERSON_PREFIX}%')`;
/** The keys of orders that need a person, and of those with any open mark. A stuck order without an open problem would be a mistake of ours: it counts as a problem rather than vanish. */
export const WITH_PROBLEM = `(${OPEN_PROBLEM} and p.severity = 'error' union ${STUCK})`;
export const WITH_ANY = `(${OPEN_PROBLEM} union ${STUCK})`;
export const ORDER_KEY = '(o.connection_id, o.order_number)';

/** What of an order `o` a filter by state asks; `$1` is the organisation. */
export function stateConditions(filter: ProblemFilter | undefined): string[] {
  switch (filter) {
    case undefined:
      return [];
    case 'problem':
      return [`${ORDER_KEY} in ${WITH_PROBLEM}`];
    case 'notice':
      return [`${ORDER_KEY} in (${OPEN_PROBLEM})`, `${ORDER_KEY} not in ${WITH_PROBLEM}`];
    case 'waiting':
      return [`o.state = 'waiting'`, `${ORDER_KEY} not in ${WITH_ANY}`];
    case 'ok':
      return [`o.state <> 'waiting'`, `${ORDER_KEY} not in ${WITH_ANY}`];
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
