import {
  newTokenAnswer,
  openApiDocument,
  tokensAnswer,
  type NewTokenAnswer,
  type NewTokenRequest,
} from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request, send } from './request.js';

const PATH = '/api/tokens';

/** The organisation's API tokens, without the tokens themselves. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => request(PATH, tokensAnswer, { signal }),
});

/** The only answer that holds the token. Throws `ApiRefusal`. */
export const createToken = (body: NewTokenRequest): Promise<NewTokenAnswer> =>
  request(PATH, newTokenAnswer, { method: 'POST', body });

export async function revokeToken(tokenId: string): Promise<void> {
  await send(`${PATH}/${encodeURIComponent(tokenId)}`, { method: 'DELETE' });
}

/** The description of the interface; it changes with the version only. */
export const openApiQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: ({ signal }) => request('/api/openapi.json', openApiDocument, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
