import { type Instant, type OrganisationId, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import { type PortalDatabase, type Sql, inOrganisation } from '../portal-database.js';
import { language, moment, organisationId } from './columns.js';
import { tokenHash } from './token-hash.js';

/** Whose password a link sets. */
export type OpenReset = {
  readonly userId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly email: string;
  readonly name: string;
  readonly language: 'de' | 'en';
  readonly expiresAt: string;
};
export type NewReset = {
  readonly token: string;
  readonly expiresAt: Instant;
  readonly now: Instant;
};
export type FinishedReset = {
  readonly token: string;
  readonly passwordHash: string;
  readonly now: Instant;
  readonly traceId: string;
};

export type PasswordResets = {
  /** Makes a link for whoever signs in with the address; older links of that user end. `null`: nobody does. */
  ask(email: string, reset: NewReset): Promise<OpenReset | null>;
  /** As `ask`, by an admin for a user of the same organisation. */
  askFor(userId: string, reset: NewReset, context: AuditContext): Promise<OpenReset | null>;
  open(token: string, now: Instant): Promise<OpenReset | null>;
  /** Sets the password, once; ends all sessions and links of the user. `null`: the link does not hold any more. */
  finish(reset: FinishedReset): Promise<OpenReset | null>;
};

const resetRow = z
  .object({
    user_id: z.string(),
    organisation_id: organisationId,
    organisation_name: z.string(),
    email: z.string(),
    name: z.string(),
    language,
    expires_at: moment,
  })
  .transform(({ user_id, organisation_id, organisation_name, expires_at, ...rest }): OpenReset => ({
    ...rest,
    userId: user_id,
    organisationId: organisation_id,
    organisationName: organisation_name,
    expiresAt: expires_at,
  }));
const WHO = `u.id as user_id, u.organisation_id, o.name as organisation_name, u.email, u.name, u.language`;
const OPEN = `select ${WHO}, r.expires_at from portal.password_resets r join portal.users u on u.id = r.user_id
  join portal.organisations o on o.id = u.organisation_id where r.token_hash = $1 and r.expires_at > $2`;

export function createPasswordResets(db: PortalDatabase): PasswordResets {
  return {
    ask: (email, reset) =>
      db.transaction((sql) =>
        issue(sql, { where: 'lower(u.email) = lower($1)', who: email }, reset),
      ),
    askFor: (userId, reset, context) =>
      inOrganisation(db, context.organisationId, async (sql) => {
        const open = await issue(sql, { where: 'u.id = $1', who: userId }, reset);
        if (open === null) return null;
        const details = { step: 'link' };
        await recordAudit(sql, context, {
          action: 'user.password-reset',
          target: open.email,
          details,
        });
        return open;
      }),
    async open(token, now) {
      const [row] = await db.asOwner(OPEN, [tokenHash(token), toIso(now)]);
      return row === undefined ? null : resetRow.parse(row);
    },
    finish: (reset) => finish(db, reset),
  };
}

async function issue(
  sql: Sql,
  { where, who }: { where: string; who: string },
  { token, now, expiresAt }: NewReset,
): Promise<OpenReset | null> {
  const [row] = await sql(
    `select ${WHO}, $2::timestamptz as expires_at from portal.users u join portal.organisations o on o.id = u.organisation_id
     where ${where} for update of u`,
    [who, toIso(expiresAt)],
  );
  if (row === undefined) return null;
  const open = resetRow.parse(row);
  await sql(`delete from portal.password_resets where user_id = $1`, [open.userId]);
  await sql(
    `insert into portal.password_resets (token_hash, user_id, organisation_id, asked_at, expires_at) values ($1, $2, $3, $4, $5)`,
    [tokenHash(token), open.userId, open.organisationId, toIso(now), toIso(expiresAt)],
  );
  return open;
}

function finish(
  db: PortalDatabase,
  { token, passwordHash, now, traceId }: FinishedReset,
): Promise<OpenReset | null> {
  return db.transaction(async (sql) => {
    const [row] = await sql(`${OPEN} for update of r, u`, [tokenHash(token), toIso(now)]);
    if (row === undefined) return null;
    const open = resetRow.parse(row);
    const { userId, name, email } = open;
    await sql(
      `update portal.users set password_hash = $2, password_changed_at = $3 where id = $1`,
      [userId, passwordHash, toIso(now)],
    );
    await sql(`delete from portal.sessions where user_id = $1`, [userId]);
    await sql(`delete from portal.password_resets where user_id = $1`, [userId]);
    const actor = { kind: 'user', id: userId, name } as const;
    const context = { organisationId: open.organisationId, actor, now, traceId };
    const details = { step: 'done' };
    await recordAudit(sql, context, { action: 'user.password-reset', target: email, details });
    return open;
  });
}
