import {
  AUDIT_ACTIONS,
  AUDIT_ACTORS,
  type AuditAction,
  type AuditActorKind,
  type AuditEntry,
  type AuditFilters,
} from '@abgleich/contracts';
import { type Instant, type OrganisationId, toIso } from '@abgleich/domain';
import { z } from 'zod';
import type { Sql } from './portal-database.js';

/** Who does something, when, and in which piece of work. */
export type AuditContext = {
  readonly organisationId: OrganisationId;
  readonly actor: {
    readonly kind: AuditActorKind;
    readonly id: string | null;
    readonly name: string;
  };
  readonly now: Instant;
  readonly traceId: string;
};
/** What was done; `details` are small facts for the sentence, never a secret. */
export type AuditDraft = {
  readonly action: AuditAction;
  readonly target: string;
  readonly details?: Readonly<Record<string, string>>;
};

/** Writes one entry in the transaction of what it tells of: both are kept or neither. Works as owner and inside `inOrganisation`. */
export const recordAudit = (sql: Sql, context: AuditContext, draft: AuditDraft): Promise<void> =>
  recordAudits(sql, context, [draft]);

/** As `recordAudit` for several entries at once, in their order. */
export async function recordAudits(
  sql: Sql,
  { organisationId, actor, now, traceId }: AuditContext,
  drafts: readonly AuditDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  await sql(
    `insert into portal.audit (organisation_id, at, actor_kind, actor_id, actor_name, action, target, details, trace_id)
     select $1, $2, $3, $4, $5, d.value->>'action', d.value->>'target', coalesce(d.value->'details', '{}'), $6
     from jsonb_array_elements($7::jsonb) with ordinality as d order by d.ordinality`,
    [organisationId, toIso(now), actor.kind, actor.id, actor.name, traceId, JSON.stringify(drafts)],
  );
}

/** A page of the log: what to show, from where on, and how much. */
export type AuditRequest = AuditFilters & {
  readonly after?: string | undefined;
  readonly limit: number;
};

const row = z.object({
  id: z.coerce.string(),
  at: z.number().transform((at) => new Date(at).toISOString()), // our pools read moments as epoch milliseconds
  actor_kind: z.enum(AUDIT_ACTORS),
  actor_id: z.string().nullable(),
  actor_name: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  target: z.string(),
  details: z.record(z.string(), z.string()),
});

const CURSOR = /^[0-9]{1,18}$/;
/** Midnight in Berlin at which a day begins, and one day later. */
const BERLIN_DAY = (day: string, plusDays: number): string =>
  `((${day}::date + ${plusDays})::timestamp at time zone 'Europe/Berlin')`;

/** Entries of the organisation of the session, newest first. Runs inside `inOrganisation`. */
export async function readAudit(
  sql: Sql,
  { action, actor, search, from, to, after, limit }: AuditRequest,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: string | null }> {
  const before = after !== undefined && CURSOR.test(after) ? after : null;
  const like =
    search === undefined || search === '' ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql(
    `select id, at, actor_kind, actor_id, actor_name, action, target, details from portal.audit
     where ($1::bigint is null or id < $1::bigint) and ($2::text is null or action = $2)
       and ($3::text is null or target ilike $3 or actor_name ilike $3) and ($4::text is null or actor_kind = $4)
       and ($5::text is null or at >= ${BERLIN_DAY('$5', 0)}) and ($6::text is null or at < ${BERLIN_DAY('$6', 1)})
     order by id desc limit $7`,
    [before, action ?? null, like, actor ?? null, from ?? null, to ?? null, limit + 1],
  );
  const entries = rows.slice(0, limit).map((one) => toEntry(row.parse(one)));
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

const toEntry = ({
  actor_kind,
  actor_id,
  actor_name,
  ...rest
}: z.infer<typeof row>): AuditEntry => ({
  ...rest,
  actor: { kind: actor_kind, id: actor_id, name: actor_name },
});
