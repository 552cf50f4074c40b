import { mailStatusAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** An outage of the mail server lasts minutes at least. */
const REFRESH_MS = 60_000;

/** Where the e-mails about errors stand. */
export const mailStatusQuery = queryOptions({
  queryKey: ['mail-status'],
  queryFn: ({ signal }) => request('/api/mail-status', mailStatusAnswer, { signal }),
  refetchInterval: REFRESH_MS,
});
