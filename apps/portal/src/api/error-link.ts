import { errorLinkAnswer, newErrorLinkAnswer, type NewErrorLinkAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request, send } from './request.js';

const PATH = '/api/error-link';

/** Whether the link to the login-free error page is active. */
export const errorLinkQuery = queryOptions({
  queryKey: ['error-link'],
  queryFn: ({ signal }) => request(PATH, errorLinkAnswer, { signal }),
});

/** A new link; the one before is invalid. The only answer that holds it. */
export const renewErrorLink = (): Promise<NewErrorLinkAnswer> =>
  request(PATH, newErrorLinkAnswer, { method: 'POST', body: {} });

export async function revokeErrorLink(): Promise<void> {
  await send(PATH, { method: 'DELETE' });
}
