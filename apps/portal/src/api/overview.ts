import { overviewAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** The page stays open on desks; its numbers move in minutes. */
const REFRESH_MS = 30_000;

/** How the orders stand. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => request('/api/overview', overviewAnswer, { signal }),
  refetchInterval: REFRESH_MS,
});
