import { orderDetail, ordersAnswer, recheckAnswer } from '@abgleich/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, send } from './request.js';

/** Quick enough to watch orders move, slow enough to cost nothing; pauses while the page is hidden. */
export const REFRESH_MS = 5_000;
/** As many rows as somebody looks through; one query is the same work for 20. */
export const PAGE_ROWS = 50;

export type OrdersSearch = {
  readonly filter?: 'problem' | 'notice' | 'waiting' | 'ok' | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
};

export const ordersListQuery = ({ filter, q, after }: OrdersSearch) =>
  queryOptions({
    queryKey: ['orders', { filter, q, after }],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE_ROWS) });
      if (filter !== undefined) query.set('filter', filter);
      if (q !== undefined && q !== '') query.set('search', q);
      if (after !== undefined) query.set('after', after);
      return request(`/api/orders?${query}`, ordersAnswer, { signal });
    },
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });

type OrderKey = { readonly connectionId: string; readonly orderNumber: string };
const pathOf = ({ connectionId, orderNumber }: OrderKey): string =>
  `/api/orders/${encodeURIComponent(connectionId)}/${encodeURIComponent(orderNumber)}`;

export const orderQuery = (key: OrderKey) =>
  queryOptions({
    queryKey: ['order', key],
    queryFn: ({ signal }) => request(pathOf(key), orderDetail, { signal }),
    refetchInterval: REFRESH_MS,
  });

/** Asks for another look; what comes of it shows in the order. Throws `ApiRefusal`. */
export async function recheckOrder(key: OrderKey): Promise<void> {
  await request(`${pathOf(key)}/recheck`, recheckAnswer, { method: 'POST', body: {} });
}

/** Clears the mark of one problem and does nothing else. Throws `ApiRefusal`. */
export async function resolveProblem(key: OrderKey, problemId: string): Promise<void> {
  await send(`${pathOf(key)}/resolve`, { method: 'POST', body: { problemId } });
}
