import { checkStatusAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** Rounds are minutes apart. */
const REFRESH_MS = 60_000;

/** How the independent checks went. */
export const checkStatusQuery = queryOptions({
  queryKey: ['check-status'],
  queryFn: ({ signal }) => request('/api/check-status', checkStatusAnswer, { signal }),
  refetchInterval: REFRESH_MS,
});
