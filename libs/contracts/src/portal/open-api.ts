import { z } from 'zod';
import type { Routes } from './route.js';

/** The description of this interface, as OpenAPI 3.1 has it; only what a reader of it needs is spelt out here. */
export const openApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
});
export type OpenApiDocument = z.infer<typeof openApiDocument>;

export const OPEN_API_ROUTES = {
  readOpenApi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    withToken: true,
    summary: 'This description of the interface, as OpenAPI 3.1.',
    status: 200,
    answer: openApiDocument,
  },
} as const satisfies Routes;
