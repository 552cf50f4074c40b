import { type Instant, type OrganisationId, instant, plusMs, toIso } from '@abgleich/domain';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import { inTransaction } from '../transaction.js';

/** An error that is in no mail yet. */
export type WaitingAlert = {
  readonly problemId: string;
  readonly code: string;
  readonly arrivedAt: Instant;
};
/** A mail about one kind of error, or a digest about several. */
export type PlannedMail = {
  readonly kind: 'group' | 'digest';
  /** `null` for a digest. */
  readonly code: string | null;
  readonly problemIds: readonly string[];
};
export type EarlierMail = {
  readonly kind: 'group' | 'digest';
  readonly code: string | null;
  readonly plannedAt: Instant;
};
/** What the planner needs to know of one organisation. */
export type MailTray = {
  readonly waiting: readonly WaitingAlert[];
  /** Mails planned within the span asked for, whatever became of them. */
  readonly earlier: readonly EarlierMail[];
  /** There is no mail account, or it fails at present: whatever is planned now would only wait. */
  readonly blocked: boolean;
};

/** Alerts looked at in one round; more would be a flood of which a digest names no more anyway, and the rest has its turn in the next round. */
const ALERTS_MAX = 10_000;
/** "mail" in ASCII: two processes never plan for one organisation at the same time. */
const PLANNING_LOCK = 0x6d61_696c;

/** Organisations with errors that are in no mail yet. Throws `Fault` `platform.database`. */
export async function organisationsWithAlerts({
  pool,
}: Database): Promise<readonly OrganisationId[]> {
  try {
    const { rows } = await pool.query<{ id: OrganisationId }>(
      `select distinct organisation_id as id from notifier.alerts where state = 'waiting' order by 1`,
    );
    return rows.map(({ id }) => id);
  } catch (error) {
    throw databaseFault(error);
  }
}

type Planning<T> = {
  readonly organisationId: OrganisationId;
  readonly now: Instant;
  /** How far back `earlier` reaches. */
  readonly earlierMs: number;
  readonly plan: (tray: MailTray) => T;
};

/**
 * Lets `plan` put an organisation's waiting errors into mails and stores them, all or nothing. `null`: another process is at it.
 * Throws `Fault` `platform.database`.
 */
export async function planMailsOf<T extends { readonly mails: readonly PlannedMail[] }>(
  { pool }: Database,
  { organisationId, now, earlierMs, plan }: Planning<T>,
): Promise<T | null> {
  try {
    return await inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock($1, hashtext($2)) as mine`,
        [PLANNING_LOCK, organisationId],
      );
      if (rows[0]?.mine !== true) return null;
      const since = plusMs(now, -earlierMs);
      const made = plan(await readTray(client, { organisationId, since }));
      for (const mail of made.mails) await storeMail(client, { organisationId, now, mail });
      return made;
    });
  } catch (error) {
    throw databaseFault(error);
  }
}

async function readTray(
  client: pg.PoolClient,
  { organisationId, since }: { organisationId: OrganisationId; since: Instant },
): Promise<MailTray> {
  const waiting = await client.query<{ problem_id: string; code: string; arrived_at: number }>(
    `select problem_id, code, arrived_at from notifier.alerts where organisation_id = $1 and state = 'waiting'
      order by arrived_at, problem_id limit ${ALERTS_MAX}`,
    [organisationId],
  );
  const earlier = await client.query<{
    kind: 'group' | 'digest';
    code: string | null;
    planned_at: number;
  }>(
    `select kind, code, planned_at from notifier.mails where organisation_id = $1 and planned_at > $2 and state <> 'withdrawn'`,
    [organisationId, toIso(since)],
  );
  // A mail that was refused for what it says does not mean that the next one will be.
  const blocked = await client.query<{ blocked: boolean }>(
    `select not exists (select from portal.mail_accounts where organisation_id = $1)
        or exists (select from notifier.mails where organisation_id = $1 and state in ('pending', 'sending')
          and last_error_code is not null and last_error_code <> 'mail.refused') as blocked`,
    [organisationId],
  );
  return {
    waiting: waiting.rows.map((row) => ({
      problemId: row.problem_id,
      code: row.code,
      arrivedAt: instant(row.arrived_at),
    })),
    earlier: earlier.rows.map((row) => ({
      kind: row.kind,
      code: row.code,
      plannedAt: instant(row.planned_at),
    })),
    blocked: blocked.rows[0]?.blocked ?? true,
  };
}

async function storeMail(
  client: pg.PoolClient,
  planned: { organisationId: OrganisationId; now: Instant; mail: PlannedMail },
): Promise<void> {
  const { organisationId, now, mail } = planned;
  const id = randomUUID();
  await client.query(
    `insert into notifier.mails (id, organisation_id, kind, code, state, planned_at, next_try_at) values ($1, $2, $3, $4, 'pending', $5, $5)`,
    [id, organisationId, mail.kind, mail.code, toIso(now)],
  );
  await client.query(
    `update notifier.alerts set state = 'planned', mail_id = $1, changed_at = $2 where problem_id = any($3::uuid[]) and state = 'waiting'`,
    [id, toIso(now), mail.problemIds],
  );
}
