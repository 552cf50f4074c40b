import { type Instant, type OrganisationId, plusMs, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import { type PortalDatabase, type Sql, inOrganisation } from '../portal-database.js';
import { moment } from './columns.js';
import { type CameFrom, recordSignIn } from './sign-ins.js';

const QUARTER_HOUR_MS = 15 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Three of a million codes hold at any moment: with these limits a guesser who has the password needs decades. */
const WRONG_PER_QUARTER_HOUR = 5;
const WRONG_PER_DAY = 20;

type Member = { readonly id: string; readonly organisationId: OrganisationId };
export type SecondFactorState = { readonly since: string; readonly recoveryCodesLeft: number };
/** Which time step a code is of, if it is later than `lastStep`; `null`: it is wrong or was used. Gets the cipher of the key. */
export type CheckCode = (cipher: string, lastStep: number | null) => number | null;
export type CodeProof = {
  readonly member: Member;
  readonly check: CheckCode;
  /** The digest of what was typed, should it be a recovery code. */
  readonly recoveryHash: Buffer;
  readonly from: CameFrom;
  readonly now: Instant;
};
export type ProofResult =
  | { readonly kind: 'code' | 'recovery-code' | 'wrong' }
  | { readonly kind: 'off' }
  | { readonly kind: 'too-many'; readonly waitMs: number };

/** Second factors: one per user, in force once a first code was given. */
export type SecondFactors = {
  /** `null`: none is in force. */
  state(member: Member): Promise<SecondFactorState | null>;
  /** Keeps a key until its first code. `false`: one is in force already. */
  begin(member: Member, cipher: string, now: Instant): Promise<boolean>;
  /** Puts the key in force. `none`: nothing was begun, or one is in force already. */
  confirm(
    member: Member,
    first: { readonly check: CheckCode; readonly recoveryHashes: readonly Buffer[] },
    context: AuditContext,
  ): Promise<'on' | 'wrong' | 'none'>;
  /** Checks a code and uses it up; a wrong one is written to the log of sign-ins and counts against the limit. */
  prove(proof: CodeProof): Promise<ProofResult>;
  renewRecoveryCodes(
    member: Member,
    hashes: readonly Buffer[],
    context: AuditContext,
  ): Promise<void>;
  /** Switches it off. `false`: there is none, or no such user in the organisation. */
  end(userId: string, context: AuditContext): Promise<boolean>;
};

const factorRow = z.object({ secret_cipher: z.string(), last_step: z.number().nullable() });

export function createSecondFactors(db: PortalDatabase): SecondFactors {
  return {
    state: ({ id, organisationId }) =>
      inOrganisation(db, organisationId, async (sql) => {
        const [row] = await sql(
          `select f.confirmed_at, (select count(*) from portal.recovery_codes c where c.user_id = f.user_id and c.used_at is null) as left
           from portal.second_factors f where f.user_id = $1 and f.confirmed_at is not null`,
          [id],
        );
        if (row === undefined) return null;
        const found = z.object({ confirmed_at: moment, left: z.number() }).parse(row);
        return { since: found.confirmed_at, recoveryCodesLeft: found.left };
      }),
    begin: ({ id, organisationId }, cipher, now) =>
      inOrganisation(db, organisationId, async (sql) => {
        const rows = await sql(
          `insert into portal.second_factors as f (user_id, organisation_id, secret_cipher, begun_at) values ($1, $2, $3, $4)
           on conflict (user_id) do update set secret_cipher = excluded.secret_cipher, begun_at = excluded.begun_at, last_step = null
             where f.confirmed_at is null returning 1`,
          [id, organisationId, cipher, toIso(now)],
        );
        return rows.length > 0;
      }),
    confirm: (member, first, context) =>
      inOrganisation(db, member.organisationId, (sql) =>
        confirm(sql, { member, ...first, context }),
      ),
    prove: (proof) => db.transaction((sql) => prove(sql, proof)),
    renewRecoveryCodes: (member, hashes, context) =>
      inOrganisation(db, member.organisationId, async (sql) => {
        await keepRecoveryCodes(sql, member, hashes);
        const target = await emailOf(sql, member);
        await recordAudit(sql, context, { action: 'user.recovery-codes-renewed', target });
      }),
    end: (userId, context) =>
      inOrganisation(db, context.organisationId, async (sql) => {
        const [row] = await sql(
          `delete from portal.second_factors f using portal.users u
           where f.user_id = $1 and u.id = f.user_id and f.confirmed_at is not null returning u.email`,
          [userId],
        );
        if (row === undefined) return false;
        const { email: target } = z.object({ email: z.string() }).parse(row);
        await recordAudit(sql, context, { action: 'user.second-factor-off', target });
        return true;
      }),
  };
}

type Confirmation = Parameters<SecondFactors['confirm']>[1] & {
  readonly member: Member;
  readonly context: AuditContext;
};

async function confirm(
  sql: Sql,
  { member, check, recoveryHashes, context }: Confirmation,
): Promise<'on' | 'wrong' | 'none'> {
  const [row] = await sql(
    `select secret_cipher, last_step from portal.second_factors where user_id = $1 and confirmed_at is null for update`,
    [member.id],
  );
  if (row === undefined) return 'none';
  const factor = factorRow.parse(row);
  const step = check(factor.secret_cipher, factor.last_step);
  if (step === null) return 'wrong';
  await sql(
    `update portal.second_factors set confirmed_at = $2, last_step = $3 where user_id = $1`,
    [member.id, toIso(context.now), step],
  );
  await keepRecoveryCodes(sql, member, recoveryHashes);
  const target = await emailOf(sql, member);
  await recordAudit(sql, context, { action: 'user.second-factor-on', target });
  return 'on';
}

async function emailOf(sql: Sql, { id }: Member): Promise<string> {
  const [user] = await sql(`select email from portal.users where id = $1`, [id]);
  return z.object({ email: z.string() }).parse(user).email;
}

async function keepRecoveryCodes(
  sql: Sql,
  { id, organisationId }: Member,
  hashes: readonly Buffer[],
): Promise<void> {
  await sql(`delete from portal.recovery_codes where user_id = $1`, [id]);
  await sql(
    `insert into portal.recovery_codes (user_id, organisation_id, code_hash) select $1, $2, unnest($3::bytea[])`,
    [id, organisationId, [...hashes]],
  );
}

/** The row lock lets tries for one user take turns, so that many at once pass no limit and a code works once. */
async function prove(
  sql: Sql,
  { member, check, recoveryHash, from, now }: CodeProof,
): Promise<ProofResult> {
  const [row] = await sql(
    `select secret_cipher, last_step from portal.second_factors where user_id = $1 and confirmed_at is not null for update`,
    [member.id],
  );
  if (row === undefined) return { kind: 'off' };
  const waitMs = await waitFor(sql, member.id, now);
  if (waitMs !== null) return { kind: 'too-many', waitMs };
  const recovered = await sql(
    `update portal.recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning 1`,
    [member.id, recoveryHash, toIso(now)],
  );
  if (recovered.length > 0) return { kind: 'recovery-code' };
  const factor = factorRow.parse(row);
  const step = check(factor.secret_cipher, factor.last_step);
  if (step === null) {
    await recordSignIn(sql, { user: member, outcome: 'wrong-code', now, ...from });
    return { kind: 'wrong' };
  }
  await sql(`update portal.second_factors set last_step = $2 where user_id = $1`, [
    member.id,
    step,
  ]);
  return { kind: 'code' };
}

/** `null`: a further try is allowed. Wrong codes before the last right one are forgiven. */
async function waitFor(sql: Sql, userId: string, now: Instant): Promise<number | null> {
  const [row] = await sql(
    `select count(*) filter (where at > $2) as lately, count(*) as today from portal.sign_ins
     where user_id = $1 and outcome = 'wrong-code' and at > $3 and id > coalesce((select max(id) from portal.sign_ins
       where user_id = $1 and outcome in ('signed-in-with-code', 'signed-in-with-recovery-code')), 0)`,
    [userId, toIso(plusMs(now, -QUARTER_HOUR_MS)), toIso(plusMs(now, -DAY_MS))],
  );
  const { lately, today } = z.object({ lately: z.number(), today: z.number() }).parse(row);
  if (today >= WRONG_PER_DAY) return DAY_MS;
  return lately >= WRONG_PER_QUARTER_HOUR ? QUARTER_HOUR_MS : null;
}
