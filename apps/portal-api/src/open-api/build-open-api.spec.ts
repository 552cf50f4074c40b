import { ROUTES, type Route } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { buildOpenApi } from './build-open-api.js';

const document = buildOpenApi(ROUTES, '1.2.3');
const operationSchema = z.looseObject({
  operationId: z.string(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query']),
      required: z.boolean(),
      schema: z.looseObject({}),
    }),
  ),
  responses: z.record(
    z.string().regex(/^([2-5]\d\d|default)$/),
    z.looseObject({ description: z.string().min(1) }),
  ),
  security: z.array(z.record(z.string(), z.array(z.string()))),
});
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ path, method, ...operationSchema.parse(one) })),
);

/** Every value in the document with the key it stands under. */
function* everything(value: unknown, key = ''): Generator<readonly [string, unknown]> {
  yield [key, value];
  if (typeof value === 'object' && value !== null)
    for (const [below, inner] of Object.entries(value)) yield* everything(inner, below);
}

describe('the OpenAPI document', () => {
  it('has every route of the catalogue once, under its operation id', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(ROUTES).sort(),
    );
  });

  it('declares exactly the parameters that stand in each path', () => {
    for (const { path, parameters } of operations) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const declared = parameters.filter((one) => one.in === 'path');
      expect([path, declared.map(({ name }) => name).sort()]).toEqual([path, wanted]);
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it('refers only to what is there', () => {
    const references = [...everything(document)].filter(([key]) => key === '$ref');
    expect(references.length).toBeGreaterThan(10);
    const targets = new Set(references.map(([, target]) => target));
    expect([...targets]).toEqual(['#/components/schemas/Problem']);
  });

  it('has a schema for whatever a route takes and answers, none of them empty', () => {
    const schemas = [...everything(document)].filter(([key]) => key === 'schema');
    expect(schemas.filter(([, schema]) => JSON.stringify(schema) === '{}')).toEqual([]);
  });

  it('asks for a token or a session as the guard does', () => {
    const catalogue: Readonly<Record<string, Route | undefined>> = ROUTES;
    for (const { operationId, security } of operations) {
      const route = catalogue[operationId];
      const asked = security.flatMap((one) => Object.keys(one));
      const wanted =
        route?.access === 'public'
          ? []
          : [...(route?.withToken === true ? ['token'] : []), 'session'];
      expect([operationId, asked]).toEqual([operationId, wanted]);
    }
  });
});
