import { type Role, roleIncludes } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.js';

/** Whether the signed-in person has at least this role; the server decides again. */
export function useRole(least: Role): boolean {
  const { data } = useQuery(sessionQuery);
  return data !== null && data !== undefined && roleIncludes(data.user.role, least);
}
