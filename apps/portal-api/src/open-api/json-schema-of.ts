import { z } from 'zod';

/** A piece of JSON Schema or OpenAPI, as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** A zod schema as JSON Schema 2020-12, without references: what stands in one place of a document can be read there. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    reused: 'inline',
    unrepresentable: 'any',
    // A format says what zod's expression for it says, in one word that every tool knows.
    override: ({ jsonSchema }) => {
      const { format } = jsonSchema;
      if (format !== undefined && format !== 'date') delete jsonSchema.pattern;
    },
  });
  return rest;
}
