import { z } from 'zod';
import type { Routes } from './route.js';
import { personName, typedPassword } from './account.js';
import { LANGUAGES, ROLES } from './roles.js';
import { sessionAnswer } from './session.js';

/** 32 random bytes as base64url. It travels in bodies only, never in an address that a server or proxy would log. */
export const ONE_TIME_TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Anything else is answered as a wrong link is. */
const token = z.string().max(200);
export const tokenRequest = z.object({ token });
const newPassword = { token, password: typedPassword };

export const invitationAnswer = z.object({
  organisationName: z.string(),
  invitedBy: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  language: z.enum(LANGUAGES),
  expiresAt: z.iso.datetime(),
});
export type InvitationAnswer = z.infer<typeof invitationAnswer>;
export const acceptInvitation = z.object({
  ...newPassword,
  name: personName,
  language: z.enum(LANGUAGES),
});

export const resetRequest = z.object({ email: z.email().max(254) });
/** What this installation can do, the same for every address. all: e-mails leave · some: only those of organisations with a mail account · none: it has no address that may stand in a link. */
export const RESET_MAILS = ['all', 'some', 'none'] as const;
export const resetAnswer = z.object({ mails: z.enum(RESET_MAILS) });
export const resetLinkAnswer = z.object({ email: z.string(), expiresAt: z.iso.datetime() });
export const finishReset = z.object(newPassword);

export const organisationName = personName;
export const setUpRequest = z.object({
  ...newPassword,
  organisation: organisationName,
  name: personName,
  email: z.email().max(254),
  language: z.enum(LANGUAGES),
});
export type SetUpRequest = z.infer<typeof setUpRequest>;

const anybody = { method: 'POST', access: 'public', withToken: false } as const;
export const OUTSIDE_ROUTES = {
  readInvitation: {
    ...anybody,
    path: '/api/invitations/read',
    summary: 'Who invites whom into which organisation, for the one who has the link.',
    body: tokenRequest,
    status: 200,
    answer: invitationAnswer,
  },
  acceptInvitation: {
    ...anybody,
    path: '/api/invitations/accept',
    summary: 'Join an organisation with the link of an invitation; signs in.',
    body: acceptInvitation,
    status: 200,
    answer: sessionAnswer,
  },
  askPasswordReset: {
    ...anybody,
    path: '/api/password-resets',
    summary: 'Ask for a link for a new password; the answer is the same for every address.',
    body: resetRequest,
    status: 202,
    answer: resetAnswer,
  },
  readPasswordReset: {
    ...anybody,
    path: '/api/password-resets/read',
    summary: 'Whose password a link is for.',
    body: tokenRequest,
    status: 200,
    answer: resetLinkAnswer,
  },
  finishPasswordReset: {
    ...anybody,
    path: '/api/password-resets/finish',
    summary: 'Set a new password with a link; ends all sessions of that user.',
    body: finishReset,
    status: 204,
    answer: null,
  },
  readSetUp: {
    ...anybody,
    path: '/api/set-up/read',
    summary: 'Whether a set-up link still holds.',
    body: tokenRequest,
    status: 204,
    answer: null,
  },
  setUp: {
    ...anybody,
    path: '/api/set-up',
    summary: 'Create the first organisation and its admin with the set-up link; signs in.',
    body: setUpRequest,
    status: 200,
    answer: sessionAnswer,
  },
} as const satisfies Routes;
