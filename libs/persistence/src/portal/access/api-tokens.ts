import { createHash, randomUUID } from 'node:crypto';
import { ROLES, type Role, type TokenView } from '@abgleich/contracts';
import { type Instant, MINUTE, type OrganisationId, plusMs, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from '../audit.js';
import { inOrganisation, type PortalDatabase, type Sql } from '../portal-database.js';

/** A token per program; more that work at once are forgotten ones. */
export const ACTIVE_TOKENS_MAX = 50;
/** "Zuletzt benutzt" is told to the minute; every single request would be a write. */
const NOTE_USE_EVERY_MS = MINUTE;
/** Revoked and ended tokens are shown for a while, so that people see what became of them. */
const GONE_SHOWN_MAX = 50;

/** Who a token speaks for. */
export type TokenCaller = {
  readonly id: string;
  readonly name: string;
  readonly organisationId: OrganisationId;
  readonly role: Role;
};
/** `lastDay`: the last day in Berlin on which it works; `null`: until it is revoked. */
export type TokenDraft = {
  readonly token: string;
  readonly name: string;
  readonly role: Role;
  readonly lastDay: string | null;
};

/** API tokens of organisations. Of a token only its SHA-256 is stored. */
export interface ApiTokens {
  /** Who the token speaks for; `null` when it is unknown, ended or revoked. Notes that it was used. */
  use(token: string, now: Instant): Promise<TokenCaller | null>;
  list(organisationId: OrganisationId, now: Instant): Promise<TokenView[]>;
  /** `null`: as many tokens as there may be work already. */
  create(draft: TokenDraft, context: AuditContext): Promise<TokenView | null>;
  /** `false`: this organisation has no such token. Revoking twice is as once. */
  revoke(tokenId: string, context: AuditContext): Promise<boolean>;
}

export function createApiTokens(db: PortalDatabase): ApiTokens {
  return {
    use: (token, now) => use(db, token, now),
    list: (organisationId, now) => inOrganisation(db, organisationId, (sql) => list(sql, now)),
    create: (draft, context) =>
      inOrganisation(db, context.organisationId, (sql) => create(sql, draft, context)),
    revoke: (tokenId, context) =>
      inOrganisation(db, context.organisationId, (sql) => revoke(sql, tokenId, context)),
  };
}

/** 256 random bits: a plain digest is enough, as with sessions. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const callerRow = z.object({
  id: z.string(),
  name: z.string(),
  organisation_id: z.string().transform((id) => id as OrganisationId), // the brand is ours, the column is a uuid
  role: z.enum(ROLES),
  stale: z.boolean(),
});

async function use(db: PortalDatabase, token: string, now: Instant): Promise<TokenCaller | null> {
  const [row] = await db.asOwner(
    `select id, name, organisation_id, role, (last_used_at is null or last_used_at < $3) as stale from portal.api_tokens
     where token_hash = $1 and revoked_at is null and (ends_at is null or ends_at > $2)`,
    [hashOf(token), toIso(now), toIso(plusMs(now, -NOTE_USE_EVERY_MS))],
  );
  if (row === undefined) return null;
  const { organisation_id: organisationId, stale, ...caller } = callerRow.parse(row);
  if (stale)
    await db.asOwner(`update portal.api_tokens set last_used_at = $2 where id = $1`, [
      caller.id,
      toIso(now),
    ]);
  return { ...caller, organisationId };
}

const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const viewRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  state: z.enum(['active', 'ended', 'revoked']),
  created_at: moment,
  created_by_name: z.string(),
  creator_is_here: z.boolean(),
  ends_at: moment.nullable(),
  last_used_at: moment.nullable(),
  revoked_at: moment.nullable(),
});

const STATE = `case when t.revoked_at is not null then 'revoked' when t.ends_at <= $1 then 'ended' else 'active' end`;
const COLUMNS = `t.id, t.name, t.role, ${STATE} as state, t.created_at, t.created_by_name, t.ends_at, t.last_used_at, t.revoked_at,
  exists (select from portal.users u where u.id = t.created_by) as creator_is_here`;

async function list(sql: Sql, now: Instant): Promise<TokenView[]> {
  const rows = await sql(
    `select ${COLUMNS} from portal.api_tokens t order by (${STATE} = 'active') desc, t.created_at desc, t.id limit $2`,
    [toIso(now), ACTIVE_TOKENS_MAX + GONE_SHOWN_MAX],
  );
  return rows.map(toView);
}

async function create(
  sql: Sql,
  { token, name, role, lastDay }: TokenDraft,
  context: AuditContext,
): Promise<TokenView | null> {
  const { organisationId, actor, now } = context;
  // Two admins at the same moment must not exceed the limit together.
  await sql(`select 1 from portal.organisations for update`);
  const [row] = await sql(
    `insert into portal.api_tokens as t (id, organisation_id, token_hash, name, role, created_at, created_by, created_by_name, ends_at)
     select $2, $3, $4, $5, $6, $1::timestamptz, $7::uuid, $8, ($9::date + 1)::timestamp at time zone 'Europe/Berlin'
     where (select count(*) from portal.api_tokens t where ${STATE} = 'active') < ${ACTIVE_TOKENS_MAX} returning ${COLUMNS}`,
    [
      toIso(now),
      randomUUID(),
      organisationId,
      hashOf(token),
      name,
      role,
      actor.id,
      actor.name,
      lastDay,
    ],
  );
  if (row === undefined) return null;
  const details = { role, ...(lastDay === null ? {} : { lastDay }) };
  await recordAudit(sql, context, { action: 'token.created', target: name, details });
  return toView(row);
}

const revokedRow = z.object({ name: z.string(), now_revoked: z.boolean() });

async function revoke(sql: Sql, tokenId: string, context: AuditContext): Promise<boolean> {
  const [row] = await sql(
    `with found as materialized (select id, name from portal.api_tokens where id = $1 for update),
     revoked as (update portal.api_tokens t set revoked_at = $2 from found where t.id = found.id and t.revoked_at is null returning 1)
     select name, exists (select from revoked) as now_revoked from found`,
    [tokenId, toIso(context.now)],
  );
  if (row === undefined) return false;
  const { name, now_revoked: isNew } = revokedRow.parse(row);
  if (isNew) await recordAudit(sql, context, { action: 'token.revoked', target: name });
  return true;
}

function toView(row: unknown): TokenView {
  const view = viewRow.parse(row);
  return {
    id: view.id,
    name: view.name,
    role: view.role,
    state: view.state,
    createdAt: view.created_at,
    createdBy: view.created_by_name,
    creatorIsHere: view.creator_is_here,
    endsAt: view.ends_at,
    lastUsedAt: view.last_used_at,
    revokedAt: view.revoked_at,
  };
}
