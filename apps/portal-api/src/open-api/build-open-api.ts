import { type OpenApiDocument, problemJson, type Route, type Routes } from '@abgleich/contracts';
import { PORTAL_PROBLEM_CODES } from '../portal-problem.js';
import { refusalsOf } from './refusals-of.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema-of.js';

const DESCRIPTION = `The interface of Abgleich's portal, for programs. Everything the portal shows and does goes through it.

Amounts are whole minor units with a currency, moments are ISO 8601 in UTC, days are read in Europe/Berlin. A refusal is a problem
(RFC 9457) whose \`code\` says why. Programs show an API token: \`Authorization: Bearer abg_…\`; people are known by a cookie, and whatever
they change needs an \`Origin\` header that names the portal.`;

/** The catalogue of routes as OpenAPI 3.1: what the guard enforces and the schemas that requests and answers pass through. */
export function buildOpenApi(routes: Routes, version: string): OpenApiDocument {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(operationId, route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Abgleich', version, description: DESCRIPTION },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/', description: 'This portal' }],
    tags: tagsOf(routes).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problemSchema() },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token of the organisation.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-abgleich_session',
          description: 'Set by signing in; without TLS its name is `abgleich_session`.',
        },
      },
    },
  };
}

function problemSchema(): JsonSchema {
  const codes = PORTAL_PROBLEM_CODES.map((code) => `\`${code}\``).join(', ');
  return {
    ...jsonSchemaOf(problemJson, 'output'),
    description: `A refusal (RFC 9457). \`code\` is one of the portal's own (${codes}), \`request.invalid\` with \`errors\` for each field, or a code of the error reference.`,
  };
}

/** `/api/orders/{connectionId}` belongs to `orders`. */
const tagOf = ({ path }: Route): string => path.split('/')[2]?.replace('.json', '') ?? '';
const tagsOf = (routes: Routes): string[] => [...new Set(Object.values(routes).map(tagOf))];

function operationOf(operationId: string, route: Route): JsonSchema {
  const { summary, access, withToken, body } = route;
  return {
    operationId,
    summary,
    tags: [tagOf(route)],
    ...(access === 'public' ? {} : { description: `Least role: \`${access}\`.` }),
    security: securityOf(route),
    'x-least-role': access,
    'x-with-token': withToken,
    parameters: [...parametersOf(route, 'path'), ...parametersOf(route, 'query')],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchemaOf(body, 'input') } },
          },
        }),
    responses: { [route.status]: answerOf(route), ...refusalsOf(route) },
  };
}

function securityOf({ access, withToken }: Route): JsonSchema[] {
  if (access === 'public') return [];
  return [...(withToken ? [{ token: [] }] : []), { session: [] }];
}

function parametersOf({ params, query }: Route, place: 'path' | 'query'): JsonSchema[] {
  const schema = place === 'path' ? params : query;
  if (schema === undefined) return [];
  const { properties, required = [] } = jsonSchemaOf(schema, 'input') as {
    properties: Record<string, JsonSchema>; // the schema of an object has them
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: described,
  }));
}

function answerOf({ answer, answerType, status }: Route): JsonSchema {
  const description = status === 204 ? 'Done; there is nothing to say.' : 'Done.';
  if (answer === null && answerType === undefined) return { description };
  const content =
    answer === null
      ? { [answerType ?? '']: { schema: { type: 'string' } } }
      : { [answerType ?? 'application/json']: { schema: jsonSchemaOf(answer, 'output') } };
  return { description, content };
}
