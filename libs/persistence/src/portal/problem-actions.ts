import { ASKED_BY_PERSON, EVENT_VERSION } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit } from './audit.js';
import type { OrderKey } from './order-timeline.js';
import type { Sql } from './portal-database.js';

/** How `resolved_by` and `requestedBy` name a person; the rest is the user's id. */
export const PERSON_PREFIX = 'user:';

/** Who acts on an order, when, and in which piece of work. */
export type ActionContext = Omit<AuditContext, 'organisationId'>;
/** `not-found`: the order has no such problem · `already`: somebody, or the cause's end, was quicker. */
export type ResolveResult =
  | { readonly kind: 'resolved'; readonly code: string }
  | { readonly kind: 'already' }
  | { readonly kind: 'not-found' };

/** The envelope of an event of order `o`; $3 now, $4 trace id. */
const envelope = (
  type: string,
  order: string,
): string => `jsonb_build_object('id', ${order}.event_id,
  'version', ${EVENT_VERSION}, 'at', $3::text, 'organisationId', ${order}.organisation_id, 'connectionId', ${order}.connection_id,
  'orderNumber', ${order}.order_number, 'traceId', $4::text, 'type', '${type}')`;
const APPEND = `insert into messaging.outbox (id, key, type, organisation_id, event)`;

/** Asks for a look at the order in a person's name; what that person or another called solved is told again if it still holds. `false`: the organisation has no such order. Runs inside `inOrganisation`. */
export async function requestRecheck(
  sql: Sql,
  { connectionId, orderNumber }: OrderKey,
  context: AuditContext,
): Promise<boolean> {
  const { actor, now, traceId } = context;
  const rows = await sql(
    `with asked as materialized (select gen_random_uuid() as event_id, o.organisation_id, o.connection_id, o.order_number
       from journal.orders as o where o.connection_id = $1 and o.order_number = $2),
     shown as (update journal.problems as p set put_aside = false from asked as a
       where p.connection_id = a.connection_id and p.order_number = a.order_number and p.put_aside)
     ${APPEND} select a.event_id, a.connection_id || '/' || a.order_number, 'recheck.requested', a.organisation_id,
       ${envelope('recheck.requested', 'a')} || jsonb_build_object('data', jsonb_build_object('requestedBy', $5::text,
         'why', '${ASKED_BY_PERSON}')) from asked as a returning 1`,
    [connectionId, orderNumber, toIso(now), traceId, PERSON_PREFIX + actor.id],
  );
  if (rows.length === 0) return false;
  await recordAudit(sql, context, { action: 'order.recheck', target: orderNumber });
  return true;
}

const foundRow = z.object({ code: z.string(), resolved: z.boolean() });

/** Clears the mark of one open problem and tells `problem.resolved`; it stays cleared until something new happens. Changes nothing else. Runs inside `inOrganisation`. */
export async function resolveProblem(
  sql: Sql,
  { connectionId, orderNumber, problemId }: OrderKey & { readonly problemId: string },
  context: AuditContext,
): Promise<ResolveResult> {
  const { actor, now, traceId } = context;
  const [row] = await sql(
    `with found as materialized (select p.id, p.code from journal.problems as p
       where p.connection_id = $1 and p.order_number = $2 and p.id = $5::uuid),
     resolved as (update journal.problems as p set resolved_at = $3::text::timestamptz, updated_at = $3::text::timestamptz, resolved_by = $6,
         put_aside = true
       from found where p.id = found.id and p.resolved_at is null
       returning p.*, gen_random_uuid() as event_id),
     appended as (${APPEND} select r.event_id, r.connection_id || '/' || r.order_number, 'problem.resolved', r.organisation_id,
       ${envelope('problem.resolved', 'r')} || jsonb_build_object('data', jsonb_build_object('problemId', r.id, 'code', r.code,
         'severity', r.severity, 'document', r.document, 'params', r.params)) from resolved as r returning 1)
     select f.code, exists (select from resolved) as resolved from found as f`,
    [connectionId, orderNumber, toIso(now), traceId, problemId, PERSON_PREFIX + actor.id],
  );
  if (row === undefined) return { kind: 'not-found' };
  const { code, resolved } = foundRow.parse(row);
  if (!resolved) return { kind: 'already' };
  const details = { code };
  await recordAudit(sql, context, { action: 'order.resolve', target: orderNumber, details });
  return { kind: 'resolved', code };
}
