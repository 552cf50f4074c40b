import type { OrdersSearch } from './orders-search.js';

let last: OrdersSearch = {};

/** Remembers the list's filter, so that the way back from an order leads to where one came from. */
export function rememberSearch(search: OrdersSearch): void {
  last = search;
}

export const lastSearch = (): OrdersSearch => last;
