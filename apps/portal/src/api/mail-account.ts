import {
  mailAccountAnswer,
  type MailAccountAnswer,
  type MailAccountEntryBody,
  mailTestAnswer,
  type MailTestAnswer,
} from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { FOREIGN_ANSWER_WITHIN_MS as withinMs, request } from './request.js';

export const mailAccountQuery = queryOptions({
  queryKey: ['mail-account'],
  queryFn: ({ signal }) => request('/api/mail-account', mailAccountAnswer, { signal }),
});

export const saveMailAccount = (body: MailAccountEntryBody): Promise<MailAccountAnswer> =>
  request('/api/mail-account', mailAccountAnswer, { method: 'PUT', body });

export const testMailAccount = (): Promise<MailTestAnswer> =>
  request('/api/mail-account/test', mailTestAnswer, { method: 'POST', body: {}, withinMs });
