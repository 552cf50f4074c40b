import { randomUUID } from 'node:crypto';
import type { Instant, OrganisationId } from '@abgleich/domain';
import { toIso } from '@abgleich/domain';
import { recordAudit } from '../audit.js';
import type { PortalDatabase, Sql } from '../portal-database.js';
import { tokenHash } from './token-hash.js';

export type FirstAdmin = {
  readonly token: string;
  readonly organisation: string;
  readonly email: string;
  readonly name: string;
  readonly language: 'de' | 'en';
  readonly passwordHash: string;
  readonly now: Instant;
  readonly traceId: string;
};

/** The one-time link that the console prints as long as there is no user. Works as the owner: there is no organisation yet. */
export type SetUpLink = {
  /** Makes `token` the set-up link in place of an older one. `false`: there is a user already, so there is no link. */
  renew(token: string, now: Instant): Promise<boolean>;
  holds(token: string): Promise<boolean>;
  /** Creates the organisation and its admin, once. `null`: the link does not hold. */
  use(
    admin: FirstAdmin,
  ): Promise<{ readonly userId: string; readonly organisationId: OrganisationId } | null>;
};

const HOLDS = `select 1 from portal.set_up_link where token_hash = $1 and not exists (select from portal.users)`;

export function createSetUpLink(db: PortalDatabase): SetUpLink {
  return {
    renew: (token, now) =>
      db.transaction(async (sql) => {
        if (await hasUsers(sql)) {
          await sql(`delete from portal.set_up_link`);
          return false;
        }
        await sql(
          `insert into portal.set_up_link (token_hash, made_at) values ($1, $2)
           on conflict (only_one) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`,
          [tokenHash(token), toIso(now)],
        );
        return true;
      }),
    holds: async (token) => (await db.asOwner(HOLDS, [tokenHash(token)])).length > 0,
    use: (admin) => setUp(db, admin),
  };
}

const hasUsers = async (sql: Sql): Promise<boolean> =>
  (await sql(`select 1 from portal.users limit 1`)).length > 0;

/** The row lock lets two who have the link take turns; the second one finds it used. */
function setUp(db: PortalDatabase, admin: FirstAdmin): ReturnType<SetUpLink['use']> {
  const { token, organisation, email, name, language, passwordHash, now, traceId } = admin;
  return db.transaction(async (sql) => {
    const found = await sql(`${HOLDS} for update`, [tokenHash(token)]);
    if (found.length === 0 || (await hasUsers(sql))) return null;
    const organisationId = randomUUID() as OrganisationId; // made for exactly this column
    const userId = randomUUID();
    await sql(
      `insert into portal.organisations (id, name, booking_state, created_at) values ($1, $2, 'none', $3)`,
      [organisationId, organisation, toIso(now)],
    );
    await sql(
      `insert into portal.users (id, organisation_id, email, name, role, language, password_hash, created_at)
       values ($1, $2, $3, $4, 'admin', $5, $6, $7)`,
      [userId, organisationId, email, name, language, passwordHash, toIso(now)],
    );
    await sql(`delete from portal.set_up_link`);
    const actor = { kind: 'user', id: userId, name } as const;
    await recordAudit(
      sql,
      { organisationId, actor, now, traceId },
      { action: 'user.joined', target: email, details: { name, role: 'admin' } },
    );
    return { userId, organisationId };
  });
}
