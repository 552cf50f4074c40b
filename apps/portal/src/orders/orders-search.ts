import { calendarDay, type OrdersFilter, ORDER_SORTS, PROBLEM_FILTERS } from '@abgleich/contracts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const day = calendarDay.optional().catch(undefined);

/** What the address of the list says. A link that somebody mangled shows more orders instead of nothing. */
export const ordersSearch = z.object({
  filter: z.enum(PROBLEM_FILTERS).optional().catch(undefined),
  q: z.coerce.string().max(100).optional().catch(undefined),
  shop: text,
  method: text,
  connection: z.uuid().optional().catch(undefined),
  from: day,
  to: day,
  capturedOn: day,
  refundedOn: day,
  sort: z.enum(ORDER_SORTS).optional().catch(undefined),
  after: z.coerce.string().max(400).optional().catch(undefined),
});
export type OrdersSearch = z.infer<typeof ordersSearch>;

/** The same address with something changed; what is filtered anew begins on its first page. */
export const changedSearch = (
  search: OrdersSearch,
  change: Partial<OrdersSearch>,
): OrdersSearch => ({
  ...search,
  after: undefined,
  ...change,
});

/** What of the address says which orders are meant. */
export function filterOf({
  filter,
  q,
  shop,
  method,
  connection,
  from,
  to,
  capturedOn,
  refundedOn,
}: OrdersSearch): OrdersFilter {
  const search = q === undefined || q === '' ? undefined : q;
  const moved = { capturedOn, refundedOn };
  const given = Object.entries({ filter, search, shop, method, connection, from, to, ...moved });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** Filters other than the state, which the tiles above the list show. */
export const CHIPS = [
  'shop',
  'method',
  'connection',
  'from',
  'to',
  'capturedOn',
  'refundedOn',
] as const;
export type Chip = (typeof CHIPS)[number];
export const activeChips = (search: OrdersSearch): readonly Chip[] =>
  CHIPS.filter((chip) => search[chip] !== undefined);
