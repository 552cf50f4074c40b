import type { Route } from '@abgleich/contracts';
import type { JsonSchema } from './json-schema-of.js';

const REFUSALS = {
  400: 'The request cannot be read; `errors` names each field.',
  401: 'Nobody is signed in, or the token is unknown, has ended or was revoked.',
  403: 'Not for this caller: the role is too low, a person is asked for, or the request comes from another site.',
  404: 'There is no such thing in this organisation.',
  429: 'Too many requests; `Retry-After` says how many seconds to wait.',
} as const;
type Refusal = keyof typeof REFUSALS;

const CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/** How a route may refuse; `default` covers what can befall any of them, such as a database that does not answer. */
export function refusalsOf(route: Route): JsonSchema {
  return Object.fromEntries([
    ...statusesOf(route).map((status) => [
      status,
      { description: REFUSALS[status], content: CONTENT },
    ]),
    ['default', { description: 'Refused for another reason; `code` names it.', content: CONTENT }],
  ]);
}

function statusesOf({ access, method, params, query, body, withToken }: Route): Refusal[] {
  const isPublic = access === 'public';
  const statuses: [Refusal, boolean][] = [
    [400, (params ?? query ?? body) !== undefined],
    [401, !isPublic || body !== undefined],
    [403, access === 'operations' || access === 'admin' || method !== 'GET' || !withToken],
    [404, params !== undefined],
    [429, true],
  ];
  return statuses.flatMap(([status, happens]) => (happens ? [status] : []));
}
