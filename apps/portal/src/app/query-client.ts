import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiRefusal, isRefusal } from '../api/request.js';
import { sessionQuery } from '../api/session.js';

/** A refusal is an answer and asking again changes nothing; an outage is worth two more tries. */
const RETRIES_MAX = 2;

/** One cache for the page. A 401 anywhere means that the session ended: whoever watches `sessionQuery` sends people to sign in. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isRefusal(error, 401)) client.setQueryData(sessionQuery.queryKey, null);
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof ApiRefusal) && failures < RETRIES_MAX,
        staleTime: 2_000,
      },
    },
  });
  return client;
}
