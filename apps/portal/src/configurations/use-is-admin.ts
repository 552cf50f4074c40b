import { roleIncludes } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.js';

/** Whether the person may change configurations; the server decides anyway. */
export function useIsAdmin(): boolean {
  const { data } = useQuery(sessionQuery);
  return data !== null && data !== undefined && roleIncludes(data.user.role, 'admin');
}
