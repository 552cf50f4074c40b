import type { OrderRow } from '@abgleich/contracts';

export type SteadyRow = {
  readonly order: OrderRow;
  /** It left the selection since the rows were laid out; shown as it was last. */
  readonly gone: boolean;
};
export type SteadyRows = {
  readonly rows: readonly SteadyRow[];
  /** Orders that came since and are not among the rows yet. */
  readonly added: number;
  readonly gone: number;
};

/** One order for good: two pixi databases may both have an order 1001. */
export const orderKeyOf = (order: Pick<OrderRow, 'connectionId' | 'orderNumber'>): string =>
  `${order.connectionId}/${order.orderNumber}`;

/**
 * Keeps the rows where they are while fresh answers come in: known orders change in place, new ones are only counted, and ones that
 * left are marked. Rows that merely slid onto the next page because others came before them are neither: each newcomer pushes one off the
 * end. Holds for every order of the list.
 */
export function steadyRows(
  laidOut: readonly OrderRow[],
  fresh: { readonly orders: readonly OrderRow[]; readonly next: string | null },
): SteadyRows {
  const freshByKey = new Map(fresh.orders.map((order) => [orderKeyOf(order), order]));
  const known = new Set(laidOut.map(orderKeyOf));
  const isKnown = (order: OrderRow): boolean => known.has(orderKeyOf(order));
  const lastKnown = fresh.orders.findLastIndex(isKnown);
  // Behind the last known one a stranger moved up from the next page; without any known one all of them are new.
  const before = lastKnown < 0 ? fresh.orders : fresh.orders.slice(0, lastKnown);
  const added = before.filter((order) => !isKnown(order)).length;
  const lastStaying = laidOut.findLastIndex((order) => freshByKey.has(orderKeyOf(order)));
  const slidFrom =
    fresh.next === null ? laidOut.length : Math.max(lastStaying + 1, laidOut.length - added);
  const rows = laidOut.map((order, index) => {
    const now = freshByKey.get(orderKeyOf(order));
    return { order: now ?? order, gone: now === undefined && index < slidFrom };
  });
  return { rows, added, gone: rows.filter((row) => row.gone).length };
}
