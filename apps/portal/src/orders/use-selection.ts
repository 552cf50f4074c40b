import type { OrderRow } from '@abgleich/contracts';
import { useState } from 'react';
import { orderKeyOf } from './steady-rows.js';

export type Selection = {
  readonly orders: ReadonlyMap<string, OrderRow>;
  readonly has: (order: OrderRow) => boolean;
  readonly set: (orders: readonly OrderRow[], ticked: boolean) => void;
  readonly clear: () => void;
};

/** Ticked orders. Other filters show other orders: then nothing is ticked, so that nobody acts on what is not on the page. */
export function useSelection(page: string): Selection {
  const [ticked, setTicked] = useState<{ page: string; orders: ReadonlyMap<string, OrderRow> }>({
    page,
    orders: new Map(),
  });
  const orders = ticked.page === page ? ticked.orders : new Map<string, OrderRow>();
  return {
    orders,
    has: (order) => orders.has(orderKeyOf(order)),
    set: (changed, isTicked) => {
      const next = new Map(orders);
      for (const order of changed)
        if (isTicked) next.set(orderKeyOf(order), order);
        else next.delete(orderKeyOf(order));
      setTicked({ page, orders: next });
    },
    clear: () => setTicked({ page, orders: new Map() }),
  };
}
