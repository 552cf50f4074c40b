import { z } from 'zod';
import { calendarDay } from './calendar-day.js';
import { ROLES } from './roles.js';
import type { Routes } from './route.js';

/** What every API token begins with, so that people and secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'abg_';

/** What somebody fills in for a new API token. */
export const newTokenRequest = z.object({
  name: z.string().trim().min(1).max(80),
  role: z.enum(ROLES),
  /** The last day, Europe/Berlin, on which the token works; `null`: until it is revoked. */
  lastDay: calendarDay.nullable(),
});
export type NewTokenRequest = z.infer<typeof newTokenRequest>;

export const tokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES),
  /** `ended` has passed its last day. Both no longer open anything. */
  state: z.enum(['active', 'ended', 'revoked']),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** Whether the person who created it still has an account here. */
  creatorIsHere: z.boolean(),
  endsAt: z.iso.datetime().nullable(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type TokenView = z.infer<typeof tokenView>;

/** Active ones first, newest first. */
export const tokensAnswer = z.object({ readAt: z.iso.datetime(), tokens: z.array(tokenView) });
export type TokensAnswer = z.infer<typeof tokensAnswer>;

/** The one answer that holds the token itself. */
export const newTokenAnswer = z.object({ token: z.string(), view: tokenView });
export type NewTokenAnswer = z.infer<typeof newTokenAnswer>;

export const tokenParams = z.object({ tokenId: z.uuid() });

export const TOKEN_ROUTES = {
  listTokens: {
    method: 'GET',
    path: '/api/tokens',
    access: 'admin',
    withToken: false,
    summary: 'The API tokens of the organisation, without the tokens themselves.',
    status: 200,
    answer: tokensAnswer,
  },
  createToken: {
    method: 'POST',
    path: '/api/tokens',
    access: 'admin',
    withToken: false,
    summary: 'Create an API token. Its role is at most that of its creator; it is shown this once.',
    body: newTokenRequest,
    status: 201,
    answer: newTokenAnswer,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/tokens/{tokenId}',
    access: 'admin',
    withToken: false,
    summary: 'Revoke an API token; it opens nothing from this moment.',
    params: tokenParams,
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
