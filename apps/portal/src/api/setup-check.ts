import { setupCheckAnswer, type SetupCheckAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { FOREIGN_ANSWER_WITHIN_MS as withinMs, request } from './request.js';

export const setupCheckQuery = queryOptions({
  queryKey: ['setup-check'],
  queryFn: ({ signal }) => request('/api/setup-check', setupCheckAnswer, { signal }),
});

export const runSetupCheck = (): Promise<SetupCheckAnswer> =>
  request('/api/setup-check', setupCheckAnswer, { method: 'POST', body: {}, withinMs });
