import { z } from 'zod';
import { ROLES, type OpenApiDocument } from '@abgleich/contracts';

const content = z.record(z.string(), z.object({ schema: z.looseObject({}) })).optional();
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  'x-least-role': z.enum(['public', ...ROLES]),
  'x-with-token': z.boolean(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.string(),
      required: z.boolean(),
      schema: z.looseObject({}),
    }),
  ),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content })),
});

/** One operation of the document, as far as the page draws it. */
export type Operation = z.infer<typeof operationSchema> & {
  readonly method: string;
  readonly path: string;
};

/** The operations in the order of the document, by what they are about. */
export function operationsByTag(
  document: OpenApiDocument,
): { readonly tag: string; readonly operations: readonly Operation[] }[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operationSchema.parse(operation),
      method: method.toUpperCase(),
      path,
    })),
  );
  return [...Map.groupBy(all, ({ tags }) => tags[0] ?? '')].map(([tag, operations]) => ({
    tag,
    operations,
  }));
}
