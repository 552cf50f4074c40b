import { z } from 'zod';

/** The portal's HTTP interface: one schema for server, client and docs. Amounts are minor units with currency; moments ISO 8601 in UTC. */
export const moneySchema = z.object({ minor: z.number().int(), currency: z.string().length(3) });

export const LANGUAGES = ['de', 'en'] as const;
export const ROLES = ['admin', 'operations', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

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

/** An order in a route. */
export const orderParams = z.object({
  connectionId: z.uuid(),
  orderNumber: z.string().min(1).max(100),
});
