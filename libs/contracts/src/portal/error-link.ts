import { z } from 'zod';
import type { Routes } from './route.js';

/** Whether the login-free error page is open. Of the link itself only a digest is stored, so no answer can repeat it. */
export const errorLinkAnswer = z.object({
  readAt: z.iso.datetime(),
  active: z.boolean(),
  /** `null`: no link is active, or it was set up before this was written down. */
  since: z.iso.datetime().nullable(),
});
export type ErrorLinkAnswer = z.infer<typeof errorLinkAnswer>;

/** The one answer that holds the link: a path of this portal. */
export const newErrorLinkAnswer = z.object({ path: z.string(), since: z.iso.datetime() });
export type NewErrorLinkAnswer = z.infer<typeof newErrorLinkAnswer>;

export const ERROR_LINK_ROUTES = {
  readErrorLink: {
    method: 'GET',
    path: '/api/error-link',
    access: 'admin',
    withToken: false,
    summary: 'Whether the link to the login-free error page is active, and since when.',
    status: 200,
    answer: errorLinkAnswer,
  },
  renewErrorLink: {
    method: 'POST',
    path: '/api/error-link',
    access: 'admin',
    withToken: false,
    summary:
      'Create the link to the error page, or renew it: the one before is invalid from this moment. Shown this once.',
    status: 201,
    answer: newErrorLinkAnswer,
  },
  revokeErrorLink: {
    method: 'DELETE',
    path: '/api/error-link',
    access: 'admin',
    withToken: false,
    summary: 'Revoke the link to the error page.',
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
