import { sessionAnswer, type SessionAnswer } from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { isRefusal, request, send } from './request.js';

/** Who is signed in; `null` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<SessionAnswer | null> => {
    try {
      return await request('/api/session', sessionAnswer, { signal });
    } catch (error) {
      if (isRefusal(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export type Credentials = {
  readonly email: string;
  readonly password: string;
  /** Of the second factor, once the answer was that one is needed. */
  readonly code?: string;
};
export const signIn = (credentials: Credentials): Promise<SessionAnswer> =>
  request('/api/session', sessionAnswer, { method: 'POST', body: credentials });

export async function signOut(): Promise<void> {
  await send('/api/session', { method: 'DELETE' });
}
