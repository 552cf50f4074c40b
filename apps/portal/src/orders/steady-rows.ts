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
 * left are marked. Rows that merely slid onto the next page because newer ones came are neither.
 */
export function steadyRows(
  laidOut: readonly OrderRow[],
  fresh: { readonly orders: readonly OrderRow[]; readonly next: string | null },
): SteadyRows {
  const freshByKey = new Map(fresh.orders.map((order) => [orderKeyOf(order), order]));
  const known = new Set(laidOut.map(orderKeyOf));
  const last = fresh.next === null ? undefined : fresh.orders.at(-1);
  const rows = laidOut.map((order) => {
    const now = freshByKey.get(orderKeyOf(order));
    const slid = last !== undefined && order.firstSeenAt <= last.firstSeenAt;
    return { order: now ?? order, gone: now === undefined && !slid };
  });
  const oldest = laidOut.at(-1);
  const added = fresh.orders.filter(
    (order) =>
      !known.has(orderKeyOf(order)) &&
      (oldest === undefined || order.firstSeenAt >= oldest.firstSeenAt),
  ).length;
  return { rows, added, gone: rows.filter((row) => row.gone).length };
}
