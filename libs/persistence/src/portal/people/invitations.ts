import { randomUUID } from 'node:crypto';
import type { InvitationDraft, InvitationView } from '@abgleich/contracts';
import { type Instant, type OrganisationId, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import { type PortalDatabase, type Sql, inOrganisation } from '../portal-database.js';
import { language, moment, organisationId, role } from './columns.js';
import { tokenHash } from './token-hash.js';

/** An invitation as the one sees it who has its link. */
export type OpenInvitation = InvitationView & {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
};
export type NewInvitation = InvitationDraft & {
  readonly token: string;
  readonly expiresAt: Instant;
};
export type Acceptance = {
  readonly token: string;
  readonly name: string;
  readonly language: 'de' | 'en';
  readonly passwordHash: string;
  readonly now: Instant;
  readonly traceId: string;
};

export type Invitations = {
  /** Expired ones too: they can be sent again. */
  list(organisation: OrganisationId): Promise<readonly InvitationView[]>;
  /** Invites, or replaces the invitation that the address has here already. `taken`: somebody signs in with that address. */
  invite(draft: NewInvitation, context: AuditContext): Promise<'taken' | InvitationView>;
  /** Gives an invitation a new link and time; the old link ends. `null`: there is none such here. */
  renew(
    id: string,
    link: Pick<NewInvitation, 'token' | 'expiresAt'>,
    context: AuditContext,
  ): Promise<InvitationView | null>;
  /** `false`: there is none such here. */
  withdraw(id: string, context: AuditContext): Promise<boolean>;
  /** The invitation of a link that holds at `now`, of whichever organisation. */
  open(token: string, now: Instant): Promise<OpenInvitation | null>;
  /** Makes a user of it, once. `gone`: the link does not hold any more · `taken`: the address got an account meanwhile. */
  accept(acceptance: Acceptance): Promise<'gone' | 'taken' | { readonly userId: string }>;
};

const COLUMNS = `i.id, i.email, i.name, i.role, i.language, i.invited_by, i.invited_at, i.expires_at`;
const invitationRow = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  language,
  invited_by: z.string(),
  invited_at: moment,
  expires_at: moment,
});
const openRow = invitationRow.extend({
  organisation_id: organisationId,
  organisation_name: z.string(),
});
const OPEN = `select ${COLUMNS}, i.organisation_id, o.name as organisation_name
  from portal.invitations i join portal.organisations o on o.id = i.organisation_id
  where i.token_hash = $1 and i.expires_at > $2`;

export function createInvitations(db: PortalDatabase): Invitations {
  return {
    list: (organisation) =>
      inOrganisation(db, organisation, async (sql) =>
        (
          await sql(`select ${COLUMNS} from portal.invitations i order by i.invited_at desc, i.id`)
        ).map(toView),
      ),
    invite: (draft, context) => invite(db, draft, context),
    renew: (id, link, context) =>
      inOrganisation(db, context.organisationId, async (sql) => {
        const [row] = await sql(
          `update portal.invitations i set token_hash = $2, invited_at = $3, expires_at = $4, invited_by = $5 where id = $1 returning ${COLUMNS}`,
          [
            id,
            tokenHash(link.token),
            toIso(context.now),
            toIso(link.expiresAt),
            context.actor.name,
          ],
        );
        if (row === undefined) return null;
        const view = toView(row);
        await tellInvited(sql, view, context);
        return view;
      }),
    withdraw: (id, context) =>
      inOrganisation(db, context.organisationId, async (sql) => {
        const [row] = await sql(
          `delete from portal.invitations i where id = $1 returning ${COLUMNS}`,
          [id],
        );
        if (row === undefined) return false;
        const { email: target, name, role: invitedAs } = toView(row);
        const details = { name, role: invitedAs, invitation: 'withdrawn' };
        await recordAudit(sql, context, { action: 'user.removed', target, details });
        return true;
      }),
    async open(token, now) {
      const [row] = await db.asOwner(OPEN, [tokenHash(token), toIso(now)]);
      return row === undefined ? null : toOpen(row);
    },
    accept: (acceptance) => accept(db, acceptance),
  };
}

/** Whether somebody of any organisation signs in with the address is asked as owner: row-level security would hide the others. */
async function invite(
  db: PortalDatabase,
  draft: NewInvitation,
  context: AuditContext,
): Promise<'taken' | InvitationView> {
  const { email, name, language: spoken, token, expiresAt } = draft;
  const taken = await db.asOwner(
    `select 1 from portal.users where lower(email) = lower($1) limit 1`,
    [email],
  );
  if (taken.length > 0) return 'taken';
  return inOrganisation(db, context.organisationId, async (sql) => {
    const [row] = await sql(
      `insert into portal.invitations as i (id, organisation_id, email, name, role, language, token_hash, invited_by, invited_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (organisation_id, lower(email)) do update set name = excluded.name, role = excluded.role, language = excluded.language,
         token_hash = excluded.token_hash, invited_by = excluded.invited_by, invited_at = excluded.invited_at, expires_at = excluded.expires_at
       returning ${COLUMNS}`,
      [
        randomUUID(),
        context.organisationId,
        email,
        name,
        draft.role,
        spoken,
        tokenHash(token),
        context.actor.name,
        toIso(context.now),
        toIso(expiresAt),
      ],
    );
    const view = toView(row);
    await tellInvited(sql, view, context);
    return view;
  });
}

function tellInvited(sql: Sql, view: InvitationView, context: AuditContext): Promise<void> {
  const details = { name: view.name, role: view.role };
  return recordAudit(sql, context, { action: 'user.invited', target: view.email, details });
}

/** The row lock lets two readers of the same link take turns; the second one finds it used. */
function accept(
  db: PortalDatabase,
  { token, name, language: spoken, passwordHash, now, traceId }: Acceptance,
): ReturnType<Invitations['accept']> {
  return db.transaction(async (sql) => {
    const [row] = await sql(`${OPEN} for update of i`, [tokenHash(token), toIso(now)]);
    if (row === undefined) return 'gone';
    const invitation = toOpen(row);
    const { organisationId: organisation, email } = invitation;
    const userId = randomUUID();
    const added = await sql(
      `insert into portal.users (id, organisation_id, email, name, role, language, password_hash, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (lower(email)) do nothing returning 1`,
      [userId, organisation, email, name, invitation.role, spoken, passwordHash, toIso(now)],
    );
    if (added.length === 0) return 'taken';
    await sql(`delete from portal.invitations where id = $1`, [invitation.id]);
    const actor = { kind: 'user', id: userId, name } as const;
    await recordAudit(
      sql,
      { organisationId: organisation, actor, now, traceId },
      { action: 'user.joined', target: email, details: { name, role: invitation.role } },
    );
    return { userId };
  });
}

function toView(row: unknown): InvitationView {
  const { invited_by, invited_at, expires_at, ...rest } = invitationRow.parse(row);
  return { ...rest, invitedBy: invited_by, invitedAt: invited_at, expiresAt: expires_at };
}

function toOpen(row: unknown): OpenInvitation {
  const { organisation_id, organisation_name } = openRow.parse(row);
  return {
    ...toView(row),
    organisationId: organisation_id,
    organisationName: organisation_name,
  };
}
