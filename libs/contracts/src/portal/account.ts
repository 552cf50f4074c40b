import { z } from 'zod';
import type { Routes } from './route.js';
import { LANGUAGES, ROLES } from './roles.js';
import { sessionAnswer } from './session.js';

/** A password as it is typed; whether a new one will do is said by `passwordFault`. */
export const typedPassword = z.string().min(1).max(200);
/** Six digits of the app, or a recovery code, with or without its hyphens. */
export const typedCode = z.string().trim().min(1).max(40);
/** One line: it stands in e-mails and tables. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u);

/** How a try to sign in ended. */
export const SIGN_IN_OUTCOMES = [
  'signed-in',
  'signed-in-with-code',
  'signed-in-with-recovery-code',
  'wrong-password',
  'wrong-code',
] as const;
export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];

/** Where somebody came from; `device` is browser and system as far as they tell, `address` the IP address. */
const from = { device: z.string().nullable(), address: z.string().nullable() };
export const ownSession = z.object({
  id: z.string(),
  /** The session of this very request. */
  current: z.boolean(),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  ...from,
});
export const signInEntry = z.object({
  at: z.iso.datetime(),
  outcome: z.enum(SIGN_IN_OUTCOMES),
  ...from,
});
export type SignInEntry = z.infer<typeof signInEntry>;
export const accountAnswer = z.object({
  readAt: z.iso.datetime(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  language: z.enum(LANGUAGES),
  /** `null`: not since it was first set. */
  passwordChangedAt: z.iso.datetime().nullable(),
  secondFactor: z
    .object({ since: z.iso.datetime(), recoveryCodesLeft: z.number().int() })
    .nullable(),
  sessions: z.array(ownSession),
  /** Newest first; tries with a wrong password or code among them. */
  signIns: z.array(signInEntry),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

export const accountChange = z.object({ name: personName, language: z.enum(LANGUAGES) });
export const passwordChange = z.object({ current: typedPassword, password: typedPassword });
export const passwordProof = z.object({ password: typedPassword });
export const codeProof = z.object({ code: typedCode });
export const fullProof = z.object({ password: typedPassword, code: typedCode });
/** What an authenticator app needs; shown once. */
export const secondFactorDraft = z.object({
  /** The key as people type it, in groups of four. */
  key: z.string(),
  /** A picture of the key as an SVG document. */
  qrSvg: z.string(),
});
export type SecondFactorDraft = z.infer<typeof secondFactorDraft>;
/** Shown once; only their digests are kept. */
export const recoveryCodesAnswer = z.object({ recoveryCodes: z.array(z.string()) });
const ownSessionParams = z.object({ sessionId: z.uuid() });

const own = { access: 'viewer', withToken: false } as const;
export const ACCOUNT_ROUTES = {
  readAccount: {
    method: 'GET',
    path: '/api/account',
    ...own,
    summary: 'The own account: second factor, open sessions, last sign-ins.',
    status: 200,
    answer: accountAnswer,
  },
  changeAccount: {
    method: 'PUT',
    path: '/api/account',
    ...own,
    summary: 'Change the own name and language.',
    body: accountChange,
    status: 200,
    answer: sessionAnswer,
  },
  changePassword: {
    method: 'POST',
    path: '/api/account/password',
    ...own,
    summary: 'Change the own password; ends all other sessions.',
    body: passwordChange,
    status: 204,
    answer: null,
  },
  beginSecondFactor: {
    method: 'POST',
    path: '/api/account/second-factor',
    ...own,
    summary: 'Make the key of a second factor; it counts once a code of it was given.',
    body: passwordProof,
    status: 200,
    answer: secondFactorDraft,
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/api/account/second-factor/confirm',
    ...own,
    summary: 'Switch the second factor on with a first code; answers the recovery codes.',
    body: codeProof,
    status: 200,
    answer: recoveryCodesAnswer,
  },
  endSecondFactor: {
    method: 'POST',
    path: '/api/account/second-factor/off',
    ...own,
    summary: 'Switch the own second factor off, with password and code.',
    body: fullProof,
    status: 204,
    answer: null,
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/api/account/recovery-codes',
    ...own,
    summary: 'Make new recovery codes; the old ones end.',
    body: fullProof,
    status: 200,
    answer: recoveryCodesAnswer,
  },
  endSessions: {
    method: 'DELETE',
    path: '/api/account/sessions',
    ...own,
    summary: 'Sign out everywhere, here too.',
    status: 204,
    answer: null,
  },
  endOneSession: {
    method: 'DELETE',
    path: '/api/account/sessions/{sessionId}',
    ...own,
    summary: 'End one of the own sessions.',
    params: ownSessionParams,
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
