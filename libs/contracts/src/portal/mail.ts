import { z } from 'zod';
import type { Routes } from './route.js';
import { threeTexts } from './problem-view.js';

/** Why an e-mail did not leave: `code` is a key of the fault catalogue, the texts are its words. */
const mailFault = z.object({
  code: z.string(),
  number: z.string(),
  de: threeTexts,
  en: threeTexts,
});

/** Where the organisation's e-mails about errors stand. */
export const mailStatusAnswer = z.object({
  readAt: z.iso.datetime(),
  /** untested: set up, and no test mail was accepted since. */
  account: z.enum(['missing', 'untested', 'accepted']),
  /** Errors that nobody was told by e-mail yet; those of the last seconds are still being collected. */
  errorsWaiting: z.number().int(),
  mailsWaiting: z.number().int(),
  /** Tried in vain for a week. */
  mailsGivenUp: z.number().int(),
  waitingSince: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  /** `null`: nothing is wrong. */
  lastError: mailFault.extend({ at: z.iso.datetime().nullable() }).nullable(),
  /** Errors still open that no e-mail will tell any more, when the latest of their mails was given up and why; `null`: none. */
  givenUp: mailFault
    .extend({ errors: z.number().int().positive(), at: z.iso.datetime() })
    .nullable(),
});
export type MailStatusAnswer = z.infer<typeof mailStatusAnswer>;

/** What became of a test mail. That it was refused is an answer, not a failure of the request. */
export const mailTestAnswer = z.discriminatedUnion('accepted', [
  z.object({ accepted: z.literal(true), at: z.iso.datetime(), recipient: z.string() }),
  z.object({
    accepted: z.literal(false),
    fault: mailFault,
    /** What the mail server said, without the account's secrets; `null` when it said nothing. */
    serverSaid: z.string().nullable(),
  }),
]);
export type MailTestAnswer = z.infer<typeof mailTestAnswer>;

/** RFC 5321: a path has at most 254 characters that matter. */
const ADDRESS_MAX = 254;
const HOST_MAX = 253;
const LOGIN_MAX = 200;
const PORT_MAX = 65_535;
export const MAIL_SECURITIES = ['none', 'starttls', 'tls'] as const;

/** Messages are words that the portal has sentences for. */
const oneAddress = z
  .string()
  .trim()
  .min(1, 'missing')
  .max(ADDRESS_MAX, 'too-long')
  .pipe(z.email('not-one-address'));
export const mailAccountEntry = z.object({
  host: z
    .string()
    .trim()
    .min(1, 'missing')
    .max(HOST_MAX, 'too-long')
    .regex(/^[^\s/@]+$/, 'not-a-host'),
  port: z.number('missing').int('not-a-port').min(1, 'not-a-port').max(PORT_MAX, 'not-a-port'),
  security: z.enum(MAIL_SECURITIES),
  /** `null`: the server wants no login. */
  username: z.string().trim().min(1, 'missing').max(LOGIN_MAX, 'too-long').nullable(),
  /** `null` keeps the stored one. */
  password: z.string().min(1, 'missing').max(LOGIN_MAX, 'too-long').nullable(),
  sender: oneAddress,
  recipient: oneAddress,
});
export type MailAccountEntryBody = z.input<typeof mailAccountEntry>;

export const mailAccountView = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.enum(MAIL_SECURITIES),
  username: z.string().nullable(),
  hasPassword: z.boolean(),
  sender: z.string(),
  recipient: z.string(),
  /** When a test mail was last accepted; `null`: not since it was changed, so that the account is not complete. */
  acceptedAt: z.iso.datetime().nullable(),
});
export const mailAccountAnswer = z.object({ account: mailAccountView.nullable() });
export type MailAccountAnswer = z.infer<typeof mailAccountAnswer>;

export const MAIL_ROUTES = {
  readMailAccount: {
    method: 'GET',
    path: '/api/mail-account',
    access: 'viewer',
    withToken: true,
    summary: 'The mail account, without its password.',
    status: 200,
    answer: mailAccountAnswer,
  },
  saveMailAccount: {
    method: 'PUT',
    path: '/api/mail-account',
    access: 'admin',
    withToken: false,
    summary: 'Save the mail account. One that changed must prove itself by a test mail.',
    body: mailAccountEntry,
    status: 200,
    answer: mailAccountAnswer,
  },
  readMailStatus: {
    method: 'GET',
    path: '/api/mail-status',
    access: 'viewer',
    withToken: true,
    summary: 'Whether e-mails about errors reach the organisation, and what keeps them.',
    status: 200,
    answer: mailStatusAnswer,
  },
  testMailAccount: {
    method: 'POST',
    path: '/api/mail-account/test',
    access: 'admin',
    withToken: false,
    summary: 'Send a test mail through the stored account.',
    status: 200,
    answer: mailTestAnswer,
  },
} as const satisfies Routes;
