import type { Role, UserView } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import { type PortalDatabase, type Sql, inOrganisation } from '../portal-database.js';
import { language, moment, role } from './columns.js';

/** More people than work in one shop; the page lists them all. */
const MEMBERS_MAX = 500;

/** `last-admin`: nobody would be left who can invite or change anybody. */
export type MemberChange = 'done' | 'not-found' | 'last-admin';

/** The users of one organisation, as its admins see them. */
export type Members = {
  list(organisation: OrganisationId): Promise<readonly UserView[]>;
  find(organisation: OrganisationId, userId: string): Promise<UserView | null>;
  changeRole(userId: string, role: Role, context: AuditContext): Promise<MemberChange>;
  /** Removes the user with sessions, second factor and sign-in log; what the user did stays in the audit log. */
  remove(userId: string, context: AuditContext): Promise<MemberChange>;
};

const memberRow = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  language,
  second_factor: z.boolean(),
  created_at: moment,
  last_sign_in_at: moment.nullable(),
});

const SELECT = `select u.id, u.email, u.name, u.role, u.language, u.created_at,
    exists (select from portal.second_factors f where f.user_id = u.id and f.confirmed_at is not null) as second_factor,
    (select max(s.at) from portal.sign_ins s where s.user_id = u.id and s.outcome like 'signed-in%') as last_sign_in_at
  from portal.users u`;

export function createMembers(db: PortalDatabase): Members {
  return {
    list: (organisation) =>
      inOrganisation(db, organisation, async (sql) =>
        (await sql(`${SELECT} order by lower(u.name), u.id limit $1`, [MEMBERS_MAX])).map(toView),
      ),
    find: (organisation, userId) =>
      inOrganisation(db, organisation, (sql) => findMember(sql, userId)),
    changeRole: (userId, wanted, context) =>
      change(db, { userId, context, endsAdmin: wanted !== 'admin' }, async (sql, member) => {
        if (member.role === wanted) return;
        await sql(`update portal.users set role = $2 where id = $1`, [userId, wanted]);
        const details = { role: wanted, roleBefore: member.role };
        await recordAudit(sql, context, { action: 'user.changed', target: member.email, details });
      }),
    remove: (userId, context) =>
      change(db, { userId, context, endsAdmin: true }, async (sql, member) => {
        await sql(`delete from portal.users where id = $1`, [userId]);
        const details = { name: member.name, role: member.role };
        await recordAudit(sql, context, { action: 'user.removed', target: member.email, details });
      }),
  };
}

type Change = {
  readonly userId: string;
  readonly context: AuditContext;
  /** Whether an admin is none any more afterwards. */
  readonly endsAdmin: boolean;
};

/** Changes of one organisation take turns, so that two admins cannot each demote the other. */
function change(
  db: PortalDatabase,
  { userId, context, endsAdmin }: Change,
  work: (sql: Sql, member: UserView) => Promise<void>,
): Promise<MemberChange> {
  return inOrganisation(db, context.organisationId, async (sql) => {
    await sql(`select from portal.organisations where id = $1 for update`, [
      context.organisationId,
    ]);
    const member = await findMember(sql, userId);
    if (member === null) return 'not-found';
    if (endsAdmin && member.role === 'admin') {
      const others = await sql(
        `select 1 from portal.users where role = 'admin' and id <> $1 limit 1`,
        [userId],
      );
      if (others.length === 0) return 'last-admin';
    }
    await work(sql, member);
    return 'done';
  });
}

async function findMember(sql: Sql, userId: string): Promise<UserView | null> {
  const [row] = await sql(`${SELECT} where u.id = $1`, [userId]);
  return row === undefined ? null : toView(row);
}

function toView(row: unknown): UserView {
  const { second_factor, created_at, last_sign_in_at, ...rest } = memberRow.parse(row);
  return {
    ...rest,
    secondFactor: second_factor,
    createdAt: created_at,
    lastSignInAt: last_sign_in_at,
  };
}
