import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isRefusal } from '../api/request.js';
import { sessionQuery } from '../api/session.js';

/** Does something about users or the own account, then reads both anew, whether it worked or the page was out of date. A session that ended sends people to sign in. */
export function usePeopleAction<Input, Result>(act: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['users'] }),
        client.invalidateQueries({ queryKey: ['account'] }),
      ]),
    onError: (error) => {
      if (isRefusal(error, 401)) client.setQueryData(sessionQuery.queryKey, null);
    },
  });
}
