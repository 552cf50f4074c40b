import {
  type ConnectionCreate,
  connectionsAnswer,
  connectionSaveAnswer,
  type ConnectionSaveAnswer,
  connectionTest,
  type ConnectionTest,
  type ConnectionUpdate,
} from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { FOREIGN_ANSWER_WITHIN_MS as withinMs, request, send } from './request.js';

/** Contact with pixi changes with every poll. */
const REFRESH_MS = 15_000;

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => request('/api/connections', connectionsAnswer, { signal }),
  refetchInterval: REFRESH_MS,
});

const pathOf = (id: string): string => `/api/connections/${encodeURIComponent(id)}`;

export const createConnection = (body: ConnectionCreate): Promise<ConnectionSaveAnswer> =>
  request('/api/connections', connectionSaveAnswer, { method: 'POST', body, withinMs });

export const updateConnection = (
  id: string,
  body: ConnectionUpdate,
): Promise<ConnectionSaveAnswer> =>
  request(pathOf(id), connectionSaveAnswer, { method: 'PUT', body, withinMs });

export const testConnection = (id: string): Promise<ConnectionTest> =>
  request(`${pathOf(id)}/test`, connectionTest, { method: 'POST', body: {}, withinMs });

export async function switchConnection(id: string, active: boolean): Promise<void> {
  await send(`${pathOf(id)}/active`, { method: 'POST', body: { active } });
}
