import {
  type InvitationAnswer,
  type SessionAnswer,
  type SetUpRequest,
  invitationAnswer,
  resetAnswer,
  resetLinkAnswer,
  sessionAnswer,
} from '@abgleich/contracts';
import type { z } from 'zod';
import { request, send } from './request.js';

const post = (body: unknown) => ({ method: 'POST', body }) as const;

export const readInvitation = (token: string): Promise<InvitationAnswer> =>
  request('/api/invitations/read', invitationAnswer, post({ token }));

export const joinOrganisation = (joining: {
  readonly token: string;
  readonly name: string;
  readonly language: 'de' | 'en';
  readonly password: string;
}): Promise<SessionAnswer> => request('/api/invitations/accept', sessionAnswer, post(joining));

export const askPasswordReset = (email: string): Promise<z.output<typeof resetAnswer>> =>
  request('/api/password-resets', resetAnswer, post({ email }));

export const readPasswordReset = (token: string): Promise<z.output<typeof resetLinkAnswer>> =>
  request('/api/password-resets/read', resetLinkAnswer, post({ token }));

export async function finishPasswordReset(reset: {
  readonly token: string;
  readonly password: string;
}): Promise<void> {
  await send('/api/password-resets/finish', post(reset));
}

export async function readSetUp(token: string): Promise<true> {
  await send('/api/set-up/read', post({ token }));
  return true;
}

export const setUp = (wanted: SetUpRequest): Promise<SessionAnswer> =>
  request('/api/set-up', sessionAnswer, post(wanted));
