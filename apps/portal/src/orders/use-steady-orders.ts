import type { OrdersAnswer } from '@abgleich/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ordersListQuery, type OrdersSearch } from '../api/orders.js';
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
  const key = JSON.stringify(search);
  const [layout, setLayout] = useState<{ key: string; answer: OrdersAnswer } | null>(null);
  const { data } = query;

  const laidOut = layout?.key === key ? layout.answer : null;
  const wantsLayout = laidOut === null || (laidOut.orders.length === 0 && data !== laidOut);
  if (data !== undefined && !query.isPlaceholderData && wantsLayout)
    setLayout({ key, answer: data });

  const changing = query.isPlaceholderData && data !== undefined;
  const shown = laidOut ?? layout?.answer ?? data;
  return {
    answer: data,
    steady:
      shown === undefined || data === undefined || changing || laidOut === null
        ? {
            rows: (shown?.orders ?? []).map((order) => ({ order, gone: false })),
            added: 0,
            gone: 0,
          }
        : steadyRows(laidOut.orders, data),
    error: query.error,
    changing,
    refresh: () => {
      if (data !== undefined) setLayout({ key, answer: data });
    },
  };
}
