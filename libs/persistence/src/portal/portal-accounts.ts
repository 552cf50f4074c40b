import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SignInOutcome } from '@abgleich/contracts';
import { plusMs, toIso, type Instant, type OrganisationId } from '@abgleich/domain';
import { type AuditContext, recordAudit } from './audit.js';
import { type CameFrom, recordSignIn } from './people/sign-ins.js';
import { tokenHash } from './people/token-hash.js';
import type { PortalDatabase } from './portal-database.js';

/** A browser per shift and a few forgotten ones; older sessions end when a further one begins. */
export const SESSIONS_PER_USER_MAX = 20;
/** "Last seen" is told to the minute or so: not every click needs a write. */
const SEEN_EVERY_MS = 60_000;

const userRow = z.object({
  id: z.string(),
  organisation_id: z.string().transform((id) => id as OrganisationId), // the brand is ours, the column is a uuid
  organisation_name: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(['admin', 'operations', 'viewer']),
  language: z.enum(['de', 'en']),
});
const userWithPasswordRow = userRow.extend({
  password_hash: z.string(),
  second_factor: z.boolean(),
});

export type PortalUser = {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'operations' | 'viewer';
  readonly language: 'de' | 'en';
};
export type NewPortalUser = Omit<PortalUser, 'id' | 'organisationName'> & {
  readonly passwordHash: string;
};
export type NewSession = {
  /** The token as the browser holds it; only its SHA-256 is stored. */
  readonly token: string;
  readonly user: Pick<PortalUser, 'id' | 'organisationId'>;
  readonly now: Instant;
  readonly expiresAt: Instant;
  readonly from?: CameFrom;
  /** Written to the log of sign-ins and to the audit log with the session. */
  readonly told?: { readonly outcome: SignInOutcome; readonly context: AuditContext };
};

/** Users, sessions and the error page's link. Works as the owner: it answers before an organisation is known. */
export interface PortalAccounts {
  /** `secondFactor`: a code is asked for as well. */
  findUser(
    email: string,
  ): Promise<
    (PortalUser & { readonly passwordHash: string; readonly secondFactor: boolean }) | null
  >;
  /** Adds a user and returns the id. Throws when the e-mail address is taken, in any capitals. */
  createUser(user: NewPortalUser): Promise<string>;
  startSession(session: NewSession): Promise<void>;
  /** The user of a session that is in force at `now`, else `null`. */
  readSession(token: string, now: Instant): Promise<PortalUser | null>;
  /** With `context` it is written to the audit log. */
  endSession(token: string, context?: AuditContext): Promise<void>;
  /** Sets the secret of the login-free error page; `null` revokes it. Only its SHA-256 is stored. */
  setErrorPageToken(organisationId: OrganisationId, token: string | null): Promise<void>;
  organisationOfErrorPage(
    token: string,
  ): Promise<{ readonly id: OrganisationId; readonly name: string } | null>;
}

const USER_COLUMNS = `u.id, u.organisation_id, o.name as organisation_name, u.email, u.name, u.role, u.language`;
const USER_TABLES = `portal.users u join portal.organisations o on o.id = u.organisation_id`;

export function createPortalAccounts(db: PortalDatabase): PortalAccounts {
  return {
    async findUser(email) {
      const [row] = await db.asOwner(
        `select ${USER_COLUMNS}, u.password_hash,
           exists (select from portal.second_factors f where f.user_id = u.id and f.confirmed_at is not null) as second_factor from ${USER_TABLES} where lower(u.email) = lower($1)`,
        [email],
      );
      if (row === undefined) return null;
      const user = userWithPasswordRow.parse(row);
      return {
        ...toUser(user),
        passwordHash: user.password_hash,
        secondFactor: user.second_factor,
      };
    },
    createUser: (user) => createUser(db, user),
    startSession: (session) => startSession(db, session),
    async readSession(token, now) {
      const [row] = await db.asOwner(
        `select ${USER_COLUMNS}, coalesce(s.last_seen_at, s.created_at) <= $3 as unseen from portal.sessions s join ${USER_TABLES} on u.id = s.user_id
         where s.token_hash = $1 and s.expires_at > $2`,
        [tokenHash(token), toIso(now), toIso(plusMs(now, -SEEN_EVERY_MS))],
      );
      if (row === undefined) return null;
      if (row['unseen'] === true) {
        await db.asOwner(`update portal.sessions set last_seen_at = $2 where token_hash = $1`, [
          tokenHash(token),
          toIso(now),
        ]);
      }
      return toUser(userRow.parse(row));
    },
    endSession: (token, context) =>
      db.transaction(async (sql) => {
        await sql(`delete from portal.sessions where token_hash = $1`, [tokenHash(token)]);
        if (context === undefined) return;
        const { name: target } = context.actor;
        await recordAudit(sql, context, { action: 'session.ended', target });
      }),
    async setErrorPageToken(organisationId, token) {
      // Set to what it is already, it stays as old as it is.
      await db.asOwner(
        `update portal.organisations set error_page_token_hash = $2::bytea,
           error_page_since = case when $2::bytea is not null then now() end
         where id = $1 and error_page_token_hash is distinct from $2::bytea`,
        [organisationId, token === null ? null : tokenHash(token)],
      );
    },
    async organisationOfErrorPage(token) {
      const [row] = await db.asOwner(
        `select id, name from portal.organisations where error_page_token_hash = $1`,
        [tokenHash(token)],
      );
      if (row === undefined) return null;
      const { id, name } = z.object({ id: z.string(), name: z.string() }).parse(row);
      return { id: id as OrganisationId, name }; // the brand is ours, the column is a uuid
    },
  };
}

async function createUser(db: PortalDatabase, user: NewPortalUser): Promise<string> {
  const id = randomUUID();
  const { organisationId, name, role, language, passwordHash } = user;
  await db.asOwner(
    `insert into portal.users (id, organisation_id, email, name, role, language, password_hash)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, organisationId, user.email.trim(), name, role, language, passwordHash],
  );
  return id;
}

/** Also clears what has expired and, oldest first, what the user has beyond the limit. */
async function startSession(db: PortalDatabase, session: NewSession): Promise<void> {
  const { token, user, now, expiresAt, told } = session;
  const from = session.from ?? { address: null, device: null };
  await db.transaction(async (sql) => {
    await sql(`delete from portal.sessions where expires_at <= $1`, [toIso(now)]);
    await sql(
      `delete from portal.sessions where token_hash in (
         select token_hash from portal.sessions where user_id = $1 order by created_at desc offset $2)`,
      [user.id, SESSIONS_PER_USER_MAX - 1],
    );
    await sql(
      `insert into portal.sessions (token_hash, user_id, organisation_id, created_at, last_seen_at, expires_at, address, device)
       values ($1, $2, $3, $4, $4, $5, $6, $7)`,
      [
        tokenHash(token),
        user.id,
        user.organisationId,
        toIso(now),
        toIso(expiresAt),
        from.address,
        from.device,
      ],
    );
    if (told === undefined) return;
    const { outcome, context } = told;
    await recordSignIn(sql, { user, outcome, now, ...from });
    const details = { outcome };
    await recordAudit(sql, context, {
      action: 'session.started',
      target: context.actor.name,
      details,
    });
  });
}

function toUser(row: z.infer<typeof userRow>): PortalUser {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    email: row.email,
    name: row.name,
    role: row.role,
    language: row.language,
  };
}
