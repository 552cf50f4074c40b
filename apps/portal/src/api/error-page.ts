import { errorPageAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** The page promises a minute; it hangs on walls all day. */
export const ERROR_PAGE_REFRESH_MS = 60_000;

export const errorPageQuery = (token: string) =>
  queryOptions({
    queryKey: ['error-page', token],
    queryFn: ({ signal }) =>
      request(`/api/errors/${encodeURIComponent(token)}`, errorPageAnswer, { signal }),
    refetchInterval: ERROR_PAGE_REFRESH_MS,
    refetchIntervalInBackground: true, // a wall screen may count as hidden while it is dimmed
  });
