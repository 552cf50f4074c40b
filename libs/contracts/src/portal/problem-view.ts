import { z } from 'zod';

/** What happened, what it means, what to do. */
export const threeTexts = z.object({ what: z.string(), means: z.string(), todo: z.string() });

/** A problem as the portal shows it. */
export const problemView = z.object({
  id: z.string(),
  code: z.string(),
  number: z.string(),
  severity: z.enum(['error', 'notice']),
  document: z.string().nullable(),
  params: z.record(z.string(), z.string()),
  raisedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
});
export type ProblemView = z.infer<typeof problemView>;

/** RFC 9457. `code` is a key of the problem catalogue or of the portal's own texts; titles are English for API callers. */
export const problemJson = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  traceId: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), fix: z.string() })).optional(),
});
export type ProblemJson = z.infer<typeof problemJson>;
