import {
  bulkAnswer,
  type BulkAction,
  type BulkAnswer,
  bulkPreview,
  type BulkPreview,
  type BulkTarget,
  type ExportFormat,
  orderChoices,
  orderDetail,
  type OrdersFilter,
  ordersAnswer,
  recheckAnswer,
  type TimelinePage,
  timelinePage,
} from '@abgleich/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Language } from '../format/locale.js';
import { filterOf, type OrdersSearch } from '../orders/orders-search.js';
import { request, send } from './request.js';

/** Quick enough to watch orders move, slow enough to cost nothing; pauses while the page is hidden. */
export const REFRESH_MS = 5_000;
/** As many rows as somebody looks through; one query is the same work for 20. */
export const PAGE_ROWS = 50;
/** Mandanten and methods hardly ever change. */
const CHOICES_FRESH_MS = 5 * 60_000;

export const ordersListQuery = (search: OrdersSearch) =>
  queryOptions({
    queryKey: ['orders', search],
    queryFn: ({ signal }) => {
      const { sort, after } = search;
      const given = Object.entries({ limit: String(PAGE_ROWS), ...filterOf(search), sort, after });
      const query = new URLSearchParams(
        given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
      return request(`/api/orders?${query}`, ordersAnswer, { signal });
    },
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });

/** What the list can be filtered by. */
export const orderChoicesQuery = queryOptions({
  queryKey: ['order-choices'],
  queryFn: ({ signal }) => request('/api/orders/choices', orderChoices, { signal }),
  staleTime: CHOICES_FRESH_MS,
});

export type OrderKey = { readonly connectionId: string; readonly orderNumber: string };
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

/** Older entries of an order's timeline. */
export const readOlder = (key: OrderKey, after: string): Promise<TimelinePage> =>
  request(`${pathOf(key)}/timeline?${new URLSearchParams({ after })}`, timelinePage);

/** Where everything that is remembered of an order can be downloaded. */
export const historyPath = (key: OrderKey): string => `${pathOf(key)}/history`;

/** Gives a parked event to its service once more. Throws `ApiRefusal`. */
export async function redriveEvent(key: OrderKey, parkedId: string): Promise<void> {
  await send(`${pathOf(key)}/redrive`, { method: 'POST', body: { parkedId } });
}

type Bulk = { readonly action: BulkAction; readonly target: BulkTarget };
/** What an action on many orders would do. Throws `ApiRefusal`. */
export const previewBulk = (bulk: Bulk): Promise<BulkPreview> =>
  request('/api/orders/bulk/preview', bulkPreview, { method: 'POST', body: bulk });
/** Does it; `asOf` of the preview that was shown. Throws `ApiRefusal`. */
export const actOnOrders = (bulk: Bulk & { readonly asOf: string }): Promise<BulkAnswer> =>
  request('/api/orders/bulk', bulkAnswer, { method: 'POST', body: bulk });

type Export = {
  readonly format: ExportFormat;
  readonly filter: OrdersFilter;
  readonly language: Language;
};
export type ExportedFile = {
  readonly content: Blob;
  readonly name: string;
  /** How many orders are in the file, and how many the filter leaves. */
  readonly rows: number;
  readonly orders: number;
};
/** A file takes as long as it takes; this long nobody waits. */
const FILE_WITHIN_MS = 5 * 60_000;
/** The filtered orders as a file. Throws `ApiRefusal`. */
export async function exportOrders(wish: Export): Promise<ExportedFile> {
  const answer = await send('/api/orders/export', {
    method: 'POST',
    body: wish,
    withinMs: FILE_WITHIN_MS,
  });
  const { headers } = answer;
  const name = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1];
  return {
    content: await answer.blob(),
    name: name ?? `auftraege.${wish.format}`,
    rows: Number(headers.get('x-abgleich-rows')),
    orders: Number(headers.get('x-abgleich-orders')),
  };
}
