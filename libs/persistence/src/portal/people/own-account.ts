import { type Instant, type OrganisationId, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import { type PortalDatabase, inOrganisation } from '../portal-database.js';
import { moment } from './columns.js';
import { tokenHash } from './token-hash.js';

type Member = { readonly id: string; readonly organisationId: OrganisationId };
export type OwnSession = {
  readonly id: string;
  readonly current: boolean;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly device: string | null;
};
export type OwnAccountState = {
  readonly passwordChangedAt: string | null;
  readonly sessions: readonly OwnSession[];
};
export type Seen = { readonly token: string; readonly now: Instant };

/** What people do with their own account. */
export type OwnAccount = {
  /** `token`: the session that asks. */
  read(member: Member, seen: Seen): Promise<OwnAccountState>;
  change(
    member: Member,
    wanted: { readonly name: string; readonly language: 'de' | 'en' },
    context: AuditContext,
  ): Promise<void>;
  /** `null`: the user was removed meanwhile. */
  passwordHash(member: Member): Promise<string | null>;
  /** Ends all sessions but the one of `keep`, and links for a new password. */
  changePassword(
    member: Member,
    changed: { readonly passwordHash: string; readonly keep: string },
    context: AuditContext,
  ): Promise<void>;
  /** Signs out everywhere. */
  endSessions(member: Member, context: AuditContext): Promise<void>;
  /** `false`: the user has no such session. */
  endSession(member: Member, sessionId: string, context: AuditContext): Promise<boolean>;
};

const sessionRow = z
  .object({
    id: z.string(),
    current: z.boolean(),
    created_at: moment,
    last_seen_at: moment.nullable(),
    expires_at: moment,
    address: z.string().nullable(),
    device: z.string().nullable(),
  })
  .transform(({ created_at, last_seen_at, expires_at, ...rest }): OwnSession => ({
    ...rest,
    startedAt: created_at,
    lastSeenAt: last_seen_at ?? created_at,
    expiresAt: expires_at,
  }));
const userRow = z.object({ email: z.string(), name: z.string(), language: z.string() });

export function createOwnAccount(db: PortalDatabase): OwnAccount {
  return {
    read: (member, seen) => readAccount(db, member, seen),
    change: ({ id, organisationId }, { name, language }, context) =>
      inOrganisation(db, organisationId, async (sql) => {
        const [row] = await sql(
          `select email, name, language from portal.users where id = $1 for update`,
          [id],
        );
        const before = userRow.parse(row);
        if (before.name === name && before.language === language) return;
        await sql(`update portal.users set name = $2, language = $3 where id = $1`, [
          id,
          name,
          language,
        ]);
        const details = { name, language };
        await recordAudit(sql, context, { action: 'user.changed', target: before.email, details });
      }),
    passwordHash: ({ id, organisationId }) =>
      inOrganisation(db, organisationId, async (sql) => {
        const [row] = await sql(`select password_hash from portal.users where id = $1`, [id]);
        return row === undefined
          ? null
          : z.object({ password_hash: z.string() }).parse(row).password_hash;
      }),
    changePassword: ({ id, organisationId }, { passwordHash, keep }, context) =>
      inOrganisation(db, organisationId, async (sql) => {
        const [row] = await sql(
          `update portal.users set password_hash = $2, password_changed_at = $3 where id = $1 returning email, name, language`,
          [id, passwordHash, toIso(context.now)],
        );
        await sql(`delete from portal.sessions where user_id = $1 and token_hash <> $2`, [
          id,
          tokenHash(keep),
        ]);
        await sql(`delete from portal.password_resets where user_id = $1`, [id]);
        const { email: target } = userRow.parse(row);
        await recordAudit(sql, context, { action: 'user.password-changed', target });
      }),
    endSessions: ({ id, organisationId }, context) =>
      inOrganisation(db, organisationId, async (sql) => {
        await sql(`delete from portal.sessions where user_id = $1`, [id]);
        const { name: target } = context.actor;
        await recordAudit(sql, context, { action: 'session.ended-everywhere', target });
      }),
    endSession: ({ id, organisationId }, sessionId, context) =>
      inOrganisation(db, organisationId, async (sql) => {
        const ended = await sql(
          `delete from portal.sessions where user_id = $1 and id = $2 returning 1`,
          [id, sessionId],
        );
        if (ended.length === 0) return false;
        const { name: target } = context.actor;
        await recordAudit(sql, context, { action: 'session.ended', target });
        return true;
      }),
  };
}

function readAccount(
  db: PortalDatabase,
  { id, organisationId }: Member,
  { token, now }: Seen,
): Promise<OwnAccountState> {
  return inOrganisation(db, organisationId, async (sql) => {
    const [user] = await sql(`select password_changed_at from portal.users where id = $1`, [id]);
    const sessions = await sql(
      `select id, token_hash = $2 as current, created_at, last_seen_at, expires_at, address, device from portal.sessions
       where user_id = $1 and expires_at > $3 order by token_hash = $2 desc, coalesce(last_seen_at, created_at) desc`,
      [id, tokenHash(token), toIso(now)],
    );
    const changed = z.object({ password_changed_at: moment.nullable() }).parse(user);
    return {
      passwordChangedAt: changed.password_changed_at,
      sessions: sessions.map((row) => sessionRow.parse(row)),
    };
  });
}
