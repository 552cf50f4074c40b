import {
  type InvitationDraft,
  type LinkDelivery,
  type Role,
  linkDelivery,
  usersAnswer,
} from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request, send } from './request.js';

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => request('/api/users', usersAnswer, { signal }),
});

export const inviteUser = (draft: InvitationDraft): Promise<LinkDelivery> =>
  request('/api/users/invitations', linkDelivery, { method: 'POST', body: draft });

export const resendInvitation = (id: string): Promise<LinkDelivery> =>
  request(`/api/users/invitations/${id}/resend`, linkDelivery, { method: 'POST' });

export async function withdrawInvitation(id: string): Promise<void> {
  await send(`/api/users/invitations/${id}`, { method: 'DELETE' });
}

export async function changeRole(id: string, role: Role): Promise<void> {
  await send(`/api/users/${id}`, { method: 'PUT', body: { role } });
}

export async function removeUser(id: string): Promise<void> {
  await send(`/api/users/${id}`, { method: 'DELETE' });
}

export async function endUsersSecondFactor(id: string): Promise<void> {
  await send(`/api/users/${id}/second-factor`, { method: 'DELETE' });
}

export const sendPasswordLink = (id: string): Promise<LinkDelivery> =>
  request(`/api/users/${id}/password-link`, linkDelivery, { method: 'POST' });
