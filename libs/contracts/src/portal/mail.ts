import { z } from 'zod';
import type { Routes } from './route.js';
import { threeTexts } from './common.js';

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

export const MAIL_ROUTES = {
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
