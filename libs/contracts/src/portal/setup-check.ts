import { SETUP_REASONS, SETUP_STATES, SETUP_SUBJECTS, type SetupReason } from '@abgleich/domain';
import { z } from 'zod';
import type { Routes } from './route.js';

// Object.keys widens the keys of a closed object to string.
const REASONS = Object.keys(SETUP_REASONS) as [SetupReason, ...SetupReason[]];

export const setupFinding = z.object({
  subject: z.enum(SETUP_SUBJECTS),
  state: z.enum(SETUP_STATES),
  reason: z.enum(REASONS),
  params: z.record(z.string(), z.string()),
});
export type SetupFindingView = z.infer<typeof setupFinding>;

export const setupCheckAnswer = z.object({
  readAt: z.iso.datetime(),
  /** Until then nothing may be sent to pixi; `null`: it may. */
  quietUntil: z.iso.datetime().nullable(),
  /** When the live parts were last looked at; `null`: not all of them were yet. */
  checkedAt: z.iso.datetime().nullable(),
  configurations: z.array(
    z.object({
      id: z.string(),
      connectionId: z.string(),
      connectionName: z.string(),
      shopId: z.string(),
      paymentCode: z.string(),
      /** As pixi calls the method; `null`: it was not read. */
      paymentName: z.string().nullable(),
      findings: z.array(setupFinding),
    }),
  ),
});
export type SetupCheckAnswer = z.infer<typeof setupCheckAnswer>;

export const SETUP_ROUTES = {
  readSetupCheck: {
    method: 'GET',
    path: '/api/setup-check',
    access: 'viewer',
    withToken: true,
    summary: 'What is right and what is missing for each configuration, by the latest looks.',
    status: 200,
    answer: setupCheckAnswer,
  },
  runSetupCheck: {
    method: 'POST',
    path: '/api/setup-check',
    access: 'operations',
    withToken: false,
    summary: 'Look at pixi and Unzer now, with few calls; inside the quiet window at Unzer alone.',
    status: 200,
    answer: setupCheckAnswer,
  },
} as const satisfies Routes;
