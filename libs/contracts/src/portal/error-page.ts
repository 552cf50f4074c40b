import { z } from 'zod';
import type { Routes } from './route.js';

/** What the login-free error page may know: enough to find an order, nothing of customers or money. */
export const errorPageAnswer = z.object({
  readAt: z.iso.datetime(),
  organisationName: z.string(),
  problems: z.array(
    z.object({
      id: z.string(),
      connectionName: z.string(),
      shopId: z.string(),
      /** Empty for a problem of a connection or configuration as a whole. */
      orderNumber: z.string(),
      shopOrderNumber: z.string().nullable(),
      code: z.string(),
      number: z.string(),
      severity: z.enum(['error', 'notice']),
      document: z.string().nullable(),
      /** Only numbers that help to find the order; no amounts, no words of the other side. */
      params: z.record(z.string(), z.string()),
      raisedAt: z.iso.datetime(),
    }),
  ),
  /** More problems are open than are listed. */
  truncated: z.boolean(),
});
export type ErrorPageAnswer = z.infer<typeof errorPageAnswer>;

export const ERROR_PAGE_ROUTES = {
  readErrorPage: {
    method: 'GET',
    path: '/api/errors/{token}',
    access: 'public',
    withToken: false,
    summary: 'Open problems of the organisation whose link it is, without a sign-in.',
    params: z.object({ token: z.string() }),
    status: 200,
    answer: errorPageAnswer,
  },
} as const satisfies Routes;
