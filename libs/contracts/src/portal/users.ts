import { z } from 'zod';
import type { Routes } from './route.js';
import { personName } from './account.js';
import { LANGUAGES, ROLES } from './roles.js';

const person = {
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  language: z.enum(LANGUAGES),
};
export const userView = z.object({
  ...person,
  /** Whether a code is asked for at the sign-in. */
  secondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
});
export type UserView = z.infer<typeof userView>;
export const invitationView = z.object({
  ...person,
  invitedBy: z.string(),
  invitedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type InvitationView = z.infer<typeof invitationView>;
export const usersAnswer = z.object({
  readAt: z.iso.datetime(),
  /** Who asks; the page marks that row. */
  ownId: z.string(),
  users: z.array(userView),
  invitations: z.array(invitationView),
  /** Whether links leave by e-mail; else the page shows them to pass on. */
  mails: z.boolean(),
});
export type UsersAnswer = z.infer<typeof usersAnswer>;

/** How a one-time link gets to its reader. `shown`: no e-mail left, so the admin passes the link on; `code` says why, if mail was tried. */
export const linkDelivery = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mailed'), to: z.string(), expiresAt: z.iso.datetime() }),
  z.object({
    kind: z.literal('shown'),
    to: z.string(),
    link: z.string(),
    expiresAt: z.iso.datetime(),
    /** A key of the fault catalogue: why no e-mail left; `null`: no mail account is set up. */
    code: z.string().nullable(),
  }),
]);
export type LinkDelivery = z.infer<typeof linkDelivery>;

export const invitationDraft = z.object({
  email: z.email().max(254),
  name: personName,
  role: z.enum(ROLES),
  language: z.enum(LANGUAGES),
});
export type InvitationDraft = z.infer<typeof invitationDraft>;
export const userChange = z.object({ role: z.enum(ROLES) });
const userParams = z.object({ userId: z.uuid() });
const invitationParams = z.object({ invitationId: z.uuid() });

const admins = { access: 'admin', withToken: false } as const;
export const USER_ROUTES = {
  listUsers: {
    method: 'GET',
    path: '/api/users',
    ...admins,
    summary: 'Users and open invitations of the organisation.',
    status: 200,
    answer: usersAnswer,
  },
  changeUser: {
    method: 'PUT',
    path: '/api/users/{userId}',
    ...admins,
    summary: 'Change the role of a user; the last admin stays one.',
    params: userParams,
    body: userChange,
    status: 204,
    answer: null,
  },
  removeUser: {
    method: 'DELETE',
    path: '/api/users/{userId}',
    ...admins,
    summary: 'Remove a user and end the user’s sessions; never the last admin.',
    params: userParams,
    status: 204,
    answer: null,
  },
  endUsersSecondFactor: {
    method: 'DELETE',
    path: '/api/users/{userId}/second-factor',
    ...admins,
    summary: 'Switch off the second factor of another user whose phone is lost.',
    params: userParams,
    status: 204,
    answer: null,
  },
  sendPasswordLink: {
    method: 'POST',
    path: '/api/users/{userId}/password-link',
    ...admins,
    summary: 'Send a user a one-time link for a new password.',
    params: userParams,
    status: 200,
    answer: linkDelivery,
  },
  inviteUser: {
    method: 'POST',
    path: '/api/users/invitations',
    ...admins,
    summary: 'Invite somebody into the organisation.',
    body: invitationDraft,
    status: 201,
    answer: linkDelivery,
  },
  resendInvitation: {
    method: 'POST',
    path: '/api/users/invitations/{invitationId}/resend',
    ...admins,
    summary: 'Send an invitation again with a new link; the old one ends.',
    params: invitationParams,
    status: 200,
    answer: linkDelivery,
  },
  withdrawInvitation: {
    method: 'DELETE',
    path: '/api/users/invitations/{invitationId}',
    ...admins,
    summary: 'Withdraw an invitation; its link ends.',
    params: invitationParams,
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
