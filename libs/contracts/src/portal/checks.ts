import { z } from 'zod';
import type { Routes } from './route.js';

/** How the independent checks of the organisation's orders went. */
export const checkStatusAnswer = z.object({
  readAt: z.iso.datetime(),
  /** The latest round that judged or tried something; `null`: there was none yet. */
  lastRun: z
    .object({
      endedAt: z.iso.datetime(),
      orders: z.number().int(),
      violations: z.number().int(),
      /** A key of the fault catalogue: why the round ended early. */
      faultCode: z.string().nullable(),
    })
    .nullable(),
  lastDay: z.object({
    orders: z.number().int(),
    calls: z.number().int(),
    violations: z.number().int(),
  }),
  /** Findings that are open as problems. */
  openFindings: z.number().int(),
});
export type CheckStatusAnswer = z.infer<typeof checkStatusAnswer>;

export const CHECK_ROUTES = {
  readCheckStatus: {
    method: 'GET',
    path: '/api/check-status',
    access: 'viewer',
    withToken: true,
    summary: 'How the independent checks of the orders went.',
    status: 200,
    answer: checkStatusAnswer,
  },
} as const satisfies Routes;
