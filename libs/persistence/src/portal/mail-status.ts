import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import type { Sql } from './portal-database.js';

/** Where an organisation's e-mails stand. */
export type MailStatus = {
  readonly account: 'missing' | 'untested' | 'accepted';
  /** Errors that nobody was told yet. */
  readonly errorsWaiting: number;
  readonly mailsWaiting: number;
  readonly mailsGivenUp: number;
  /** ISO 8601; when the oldest untold error arrived. */
  readonly waitingSince: string | null;
  readonly nextTryAt: string | null;
  /** Why the latest try failed; `null` when nothing is wrong. */
  readonly lastError: { readonly code: string; readonly at: string | null } | null;
  /** Errors that are still open and were never told, because their mails were given up; `null` when there are none. */
  readonly givenUp: {
    readonly errors: number;
    readonly code: string;
    readonly at: string;
  } | null;
};

const moment = z
  .number()
  .nullable()
  .transform((epochMs) => (epochMs === null ? null : new Date(epochMs).toISOString()));
const statusRow = z.object({
  account: z.enum(['missing', 'untested', 'accepted']),
  errors_waiting: z.coerce.number(),
  mails_waiting: z.coerce.number(),
  mails_given_up: z.coerce.number(),
  waiting_since: moment,
  next_try_at: moment,
  error_code: z.string().nullable(),
  error_at: moment,
  errors_given_up: z.coerce.number(),
  given_up_code: z.string().nullable(),
  given_up_at: moment,
});

/** Runs inside `inOrganisation`. A mail that was given up counts until it is forgotten, a month later. */
export async function readMailStatus(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<MailStatus> {
  const [row] = await sql(
    `with unsent as (select * from notifier.mails where organisation_id = $1 and state in ('pending', 'sending')),
      untold as (select a.arrived_at from notifier.alerts as a where a.organisation_id = $1
        and (a.state = 'waiting' or (a.state = 'planned' and a.mail_id in (select id from unsent)))),
      latest as (select last_error_code, tried_at from unsent where last_error_code is not null order by tried_at desc limit 1),
      given_up as (select m.last_error_code, m.finished_at from notifier.alerts as a join notifier.mails as m on m.id = a.mail_id
        where a.organisation_id = $1 and a.state = 'planned' and m.state = 'failed')
    select coalesce((select case when accepted_at is null then 'untested' else 'accepted' end
        from portal.mail_accounts where organisation_id = $1), 'missing') as account,
      (select count(*) from untold) as errors_waiting, (select min(arrived_at) from untold) as waiting_since,
      (select count(*) from unsent) as mails_waiting, (select min(next_try_at) from unsent) as next_try_at,
      (select count(*) from notifier.mails where organisation_id = $1 and state = 'failed') as mails_given_up,
      (select last_error_code from latest) as error_code, (select tried_at from latest) as error_at,
      (select count(*) from given_up) as errors_given_up, (select max(finished_at) from given_up) as given_up_at,
      (select last_error_code from given_up order by finished_at desc limit 1) as given_up_code`,
    [organisationId],
  );
  const status = statusRow.parse(row);
  return {
    account: status.account,
    errorsWaiting: status.errors_waiting,
    mailsWaiting: status.mails_waiting,
    mailsGivenUp: status.mails_given_up,
    waitingSince: status.waiting_since,
    nextTryAt: status.next_try_at,
    lastError: lastErrorOf(status),
    givenUp: givenUpOf(status),
  };
}

function lastErrorOf(status: z.output<typeof statusRow>): MailStatus['lastError'] {
  if (status.error_code !== null) return { code: status.error_code, at: status.error_at };
  if (status.account === 'missing' && status.errors_waiting > 0) {
    return { code: 'mail.account-missing', at: null };
  }
  return null;
}

function givenUpOf({
  errors_given_up: errors,
  given_up_code: code,
  given_up_at: at,
}: z.output<typeof statusRow>): MailStatus['givenUp'] {
  return code === null || at === null ? null : { errors, code, at };
}
