import {
  type SecondFactorDraft,
  type SessionAnswer,
  accountAnswer,
  recoveryCodesAnswer,
  secondFactorDraft,
  sessionAnswer,
} from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request, send } from './request.js';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => request('/api/account', accountAnswer, { signal }),
});

export const changeAccount = (wanted: {
  readonly name: string;
  readonly language: 'de' | 'en';
}): Promise<SessionAnswer> =>
  request('/api/account', sessionAnswer, { method: 'PUT', body: wanted });

export async function changePassword(change: {
  readonly current: string;
  readonly password: string;
}): Promise<void> {
  await send('/api/account/password', { method: 'POST', body: change });
}

export const beginSecondFactor = (password: string): Promise<SecondFactorDraft> =>
  request('/api/account/second-factor', secondFactorDraft, { method: 'POST', body: { password } });

export async function confirmSecondFactor(code: string): Promise<readonly string[]> {
  const path = '/api/account/second-factor/confirm';
  const answer = await request(path, recoveryCodesAnswer, { method: 'POST', body: { code } });
  return answer.recoveryCodes;
}

type FullProof = { readonly password: string; readonly code: string };
export async function endSecondFactor(proof: FullProof): Promise<void> {
  await send('/api/account/second-factor/off', { method: 'POST', body: proof });
}

export async function renewRecoveryCodes(proof: FullProof): Promise<readonly string[]> {
  const path = '/api/account/recovery-codes';
  const answer = await request(path, recoveryCodesAnswer, { method: 'POST', body: proof });
  return answer.recoveryCodes;
}

export async function endSessions(): Promise<void> {
  await send('/api/account/sessions', { method: 'DELETE' });
}

export async function endSession(id: string): Promise<void> {
  await send(`/api/account/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
