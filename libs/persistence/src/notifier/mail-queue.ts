import { type Instant, type OrganisationId, instant, plusMs, toIso } from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import { inTransaction } from '../transaction.js';

/** A mail that this process is to send now. Only what is still true is in it: resolved problems have left it. */
export type ClaimedMail = {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly kind: 'group' | 'digest';
  readonly plannedAt: Instant;
  /** This try counted. */
  readonly attempt: number;
  readonly alerts: readonly MailAlert[];
};
/** An error in a mail. Oldest first. */
export type MailAlert = {
  readonly problemId: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly orderNumber: string;
  readonly code: string;
  readonly document: string | null;
  readonly params: Readonly<Record<string, string>>;
};
type MailRow = {
  readonly id: string;
  readonly organisation_id: OrganisationId;
  readonly kind: 'group' | 'digest';
  readonly planned_at: number;
  readonly attempts: number;
};
type AlertRow = {
  readonly problem_id: string;
  readonly connection_id: string;
  readonly connection_name: string;
  readonly order_number: string;
  readonly code: string;
  readonly document: string | null;
  readonly params: Record<string, string>;
};

/** Longer than the slowest dialogue with a mail server; a mail whose sender has died is taken over after it. */
const CLAIM_MS = 5 * 60_000;
const FINISHED_KEPT_DAYS = 30;
/** Deleted by one statement, which is made once an hour. */
const DELETED_AT_ONCE = 10_000;

/**
 * Takes the oldest mail that is due: its time has come, or its account has proved itself since the last try. One mail of an
 * organisation is under way at a time. The claim is stored before anything is sent. Throws `Fault` `platform.database`.
 */
export async function claimMail(
  { pool }: Database,
  { now }: { readonly now: Instant },
): Promise<ClaimedMail | null> {
  try {
    const { rows } = await pool.query<MailRow>(
      `update notifier.mails as m set state = 'sending', attempts = m.attempts + 1, tried_at = $1, next_try_at = $2
        where m.id = (select d.id from notifier.mails as d join portal.mail_accounts as a using (organisation_id)
          where d.state in ('pending', 'sending')
            and (d.next_try_at <= $1 or (d.state = 'pending' and a.accepted_at > coalesce(d.tried_at, d.planned_at)))
            and not exists (select from notifier.mails as o where o.organisation_id = d.organisation_id and o.id <> d.id
              and o.state = 'sending' and o.next_try_at > $1)
          order by d.planned_at, d.id limit 1 for update of d skip locked)
        returning id, organisation_id, kind, planned_at, attempts`,
      [toIso(now), toIso(plusMs(now, CLAIM_MS))],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const alerts = await pool.query<AlertRow>(
      `select a.problem_id, a.connection_id, coalesce(c.name, '') as connection_name, a.order_number, a.code, a.document, a.params
        from notifier.alerts as a left join portal.connections as c on c.id = a.connection_id
        where a.mail_id = $1 and a.state = 'planned' order by a.arrived_at, a.order_number, a.problem_id`,
      [row.id],
    );
    return claimed(row, alerts.rows);
  } catch (error) {
    throw databaseFault(error);
  }
}

const claimed = (row: MailRow, alerts: readonly AlertRow[]): ClaimedMail => ({
  id: row.id,
  organisationId: row.organisation_id,
  kind: row.kind,
  plannedAt: instant(row.planned_at),
  attempt: row.attempts,
  alerts: alerts.map((alert) => ({
    problemId: alert.problem_id,
    connectionId: alert.connection_id,
    connectionName: alert.connection_name,
    orderNumber: alert.order_number,
    code: alert.code,
    document: alert.document,
    params: alert.params,
  })),
});

/**
 * The mail left: its errors are told, and what waited behind it may go. A mail without errors is `withdrawn`: they were all resolved
 * before it left. Throws `Fault` `platform.database`.
 */
export async function finishMail(
  { pool }: Database,
  { mail, now }: { readonly mail: ClaimedMail; readonly now: Instant },
): Promise<void> {
  const at = toIso(now);
  const told = mail.alerts.map(({ problemId }) => problemId);
  try {
    await inTransaction(pool, async (client) => {
      await client.query(
        `update notifier.mails set state = $2, finished_at = $3, last_error_code = null where id = $1`,
        [mail.id, told.length === 0 ? 'withdrawn' : 'sent', at],
      );
      if (told.length === 0) return;
      await client.query(
        `update notifier.alerts set state = 'told', changed_at = $2 where problem_id = any($1::uuid[]) and state = 'planned'`,
        [told, at],
      );
      await client.query(
        `update notifier.mails set next_try_at = $2 where organisation_id = $1 and state = 'pending' and next_try_at > $2
          and last_error_code is distinct from 'mail.refused'`,
        [mail.organisationId, at],
      );
    });
  } catch (error) {
    throw databaseFault(error);
  }
}

export type FailedTry = {
  readonly mail: ClaimedMail;
  readonly code: string;
  readonly now: Instant;
  /** `null`: given up, and shown as such. */
  readonly nextTryAt: Instant | null;
  /** The account is at fault: what waits behind this mail need not try before it. */
  readonly holdsOthers: boolean;
};

/** Notes why a mail did not leave and when it is tried again. Throws `Fault` `platform.database`. */
export async function postponeMail({ pool }: Database, failed: FailedTry): Promise<void> {
  const { mail, code, now, nextTryAt, holdsOthers } = failed;
  const next = nextTryAt === null ? null : toIso(nextTryAt);
  try {
    await inTransaction(pool, async (client) => {
      // Another process may have taken the mail over; then the outcome is its to write.
      const { rowCount } = await client.query(
        `update notifier.mails set state = case when $4::timestamptz is null then 'failed' else 'pending' end, last_error_code = $3,
            next_try_at = coalesce($4, next_try_at), finished_at = case when $4::timestamptz is null then $5::timestamptz end
          where id = $1 and attempts = $2 and state = 'sending'`,
        [mail.id, mail.attempt, code, next, toIso(now)],
      );
      if (rowCount === 0 || !holdsOthers || next === null) return;
      await client.query(
        `update notifier.mails set next_try_at = $2 where organisation_id = $1 and state = 'pending' and next_try_at < $2`,
        [mail.organisationId, next],
      );
    });
  } catch (error) {
    throw databaseFault(error);
  }
}

/** When the next mail is due; `null` when none waits. An organisation without a mail account waits for its account. */
export async function nextMailDue({ pool }: Database): Promise<Instant | null> {
  try {
    const { rows } = await pool.query<{ due: number | null }>(
      `select min(m.next_try_at) as due from notifier.mails as m join portal.mail_accounts using (organisation_id)
        where m.state in ('pending', 'sending')`,
    );
    const due = rows[0]?.due ?? null;
    return due === null ? null : instant(due);
  } catch (error) {
    throw databaseFault(error);
  }
}

/** Deletes what was finished a month ago, a little at a time. Throws `Fault` `platform.database`. */
export async function forgetMails(
  { pool }: Database,
  { now }: { readonly now: Instant },
): Promise<void> {
  const before = toIso(plusMs(now, -FINISHED_KEPT_DAYS * 24 * 60 * 60_000));
  try {
    await pool.query(
      `delete from notifier.mails where id in (select id from notifier.mails where finished_at < $1 limit ${DELETED_AT_ONCE})`,
      [before],
    );
    await pool.query(
      `delete from notifier.alerts where problem_id in (select a.problem_id from notifier.alerts as a
        where a.changed_at < $1 and not exists (select from notifier.mails as m where m.id = a.mail_id) limit ${DELETED_AT_ONCE})`,
      [before],
    );
  } catch (error) {
    throw databaseFault(error);
  }
}
