import type { OrdersAnswer } from '@abgleich/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ordersListQuery } from '../api/orders.js';
import type { OrdersSearch } from './orders-search.js';
import { steadyRows, type SteadyRows } from './steady-rows.js';

export type SteadyOrders = {
  /** `undefined` until the first answer. */
  readonly answer: OrdersAnswer | undefined;
  readonly steady: SteadyRows;
  readonly error: Error | null;
  /** The rows still belong to the previous filter while the new ones are on their way. */
  readonly changing: boolean;
  /** Lays the rows out anew. */
  readonly refresh: () => void;
};

/** The list as it stands on the page: laid out once per filter, refreshed in place, laid out anew on request. */
export function useSteadyOrders(search: OrdersSearch): SteadyOrders {
  const query = useQuery({ ...ordersListQuery(search), placeholderData: keepPreviousData });
  const { data: answer, error, isPlaceholderData: changing } = query;
  const { laidOut, before, layOut } = useLayout(
    JSON.stringify(search),
    changing ? undefined : answer,
  );
  const inPlace = laidOut !== null && answer !== undefined && !changing;
  return {
    answer,
    steady: inPlace ? steadyRows(laidOut.orders, answer) : asTheyAre(before ?? answer),
    error,
    changing,
    refresh: layOut,
  };
}

/** Remembers which answer the rows were laid out from: the first one of each filter, and the one at each wish to lay out anew. */
function useLayout(key: string, fresh: OrdersAnswer | undefined) {
  const [layout, setLayout] = useState<{ key: string; answer: OrdersAnswer } | null>(null);
  const laidOut = layout?.key === key ? layout.answer : null;
  const layOut = () => {
    if (fresh !== undefined) setLayout({ key, answer: fresh });
  };
  // An empty list has no rows that could jump: it fills at once.
  const isEmpty = laidOut?.orders.length === 0;
  if (laidOut === null || (isEmpty && fresh !== laidOut)) layOut();
  return { laidOut, before: layout?.answer, layOut };
}

/** Rows of an answer with which nothing is compared yet. */
function asTheyAre(answer: OrdersAnswer | undefined): SteadyRows {
  const rows = (answer?.orders ?? []).map((order) => ({ order, gone: false }));
  return { rows, added: 0, gone: 0 };
}
