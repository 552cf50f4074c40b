import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { isRefusal } from '../api/request.js';
import { sessionQuery } from '../api/session.js';

/** Whether the signed-in person may act on orders; the server decides again. */
export function useMayAct(): boolean {
  const { data } = useQuery(sessionQuery);
  return data?.user.role === 'admin' || data?.user.role === 'operations';
}

/** Does something about an order, then reads the order and the list anew. A session that ended sends people to sign in. */
export function useOrderAction(act: () => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['order'] }),
        client.invalidateQueries({ queryKey: ['orders'] }),
      ]),
    onError: (error) => {
      if (isRefusal(error, 401)) client.setQueryData(sessionQuery.queryKey, null);
    },
  });
}
