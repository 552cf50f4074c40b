import { z } from 'zod';
import type { Routes } from './route.js';
import { LANGUAGES, ROLES } from './roles.js';

export const signInRequest = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
  /** Of the authenticator app, or a recovery code; only when the answer before was `portal.second-factor-needed`. */
  code: z.string().trim().min(1).max(40).optional(),
});
export const sessionAnswer = z.object({
  user: z.object({
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    language: z.enum(LANGUAGES),
  }),
  organisation: z.object({ id: z.string(), name: z.string() }),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

export const SESSION_ROUTES = {
  signIn: {
    method: 'POST',
    path: '/api/session',
    access: 'public',
    withToken: false,
    summary:
      'Sign in with e-mail address, password and, where one is set up, a code of the second factor; sets the session cookie.',
    body: signInRequest,
    status: 200,
    answer: sessionAnswer,
  },
  readSession: {
    method: 'GET',
    path: '/api/session',
    access: 'viewer',
    withToken: false,
    summary: 'Who is signed in.',
    status: 200,
    answer: sessionAnswer,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    access: 'viewer',
    withToken: false,
    summary: 'Sign out.',
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
