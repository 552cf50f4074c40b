import { SIGN_IN_OUTCOMES, type SignInEntry, type SignInOutcome } from '@abgleich/contracts';
import { type Instant, type OrganisationId, plusMs, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type PortalDatabase, type Sql, inOrganisation } from '../portal-database.js';
import { moment } from './columns.js';

/** Long enough to find out what happened while somebody was on leave. */
const KEPT_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Somebody who guesses must not fill the table; wrong codes are rare by their own limit and count for it. */
const WRONG_PASSWORDS_KEPT = 100;
const SHOWN_MAX = 20;

/** Where a request came from, as far as it tells. */
export type CameFrom = { readonly address: string | null; readonly device: string | null };
export type SignInTry = CameFrom & {
  readonly user: { readonly id: string; readonly organisationId: OrganisationId };
  readonly outcome: SignInOutcome;
  readonly now: Instant;
};

/** Who tried to sign in when and from where, for people who exist. */
export type SignIns = {
  record(entry: SignInTry): Promise<void>;
  /** The latest tries of one user, newest first. */
  latest(organisation: OrganisationId, userId: string): Promise<readonly SignInEntry[]>;
};

const entryRow = z.object({
  at: moment,
  outcome: z.enum(SIGN_IN_OUTCOMES),
  address: z.string().nullable(),
  device: z.string().nullable(),
});

export function createSignIns(db: PortalDatabase): SignIns {
  return {
    record: (entry) => db.transaction((sql) => recordSignIn(sql, entry)),
    latest: (organisation, userId) =>
      inOrganisation(db, organisation, async (sql) => {
        const rows = await sql(
          `select at, outcome, address, device from portal.sign_ins where user_id = $1 order by id desc limit $2`,
          [userId, SHOWN_MAX],
        );
        return rows.map((row) => entryRow.parse(row));
      }),
  };
}

/** Writes one try and forgets what is old. A user who was removed meanwhile leaves nothing. */
export async function recordSignIn(
  sql: Sql,
  { user, outcome, now, address, device }: SignInTry,
): Promise<void> {
  await sql(
    `insert into portal.sign_ins (organisation_id, user_id, at, outcome, address, device)
     select organisation_id, id, $2, $3, $4, $5 from portal.users where id = $1`,
    [user.id, toIso(now), outcome, address, device],
  );
  await sql(
    `delete from portal.sign_ins where user_id = $1 and (at < $2 or (outcome = 'wrong-password' and id <= coalesce(
       (select id from portal.sign_ins where user_id = $1 and outcome = 'wrong-password' order by id desc offset $3 limit 1), 0)))`,
    [user.id, toIso(plusMs(now, -KEPT_DAYS * DAY_MS)), WRONG_PASSWORDS_KEPT],
  );
}
