import { ASKED_BY_PERSON, EVENT_VERSION } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, recordAudit, recordAudits } from './audit.js';
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

/** The orders of a JSON list of keys in `$1`. */
export const WANTED = `jsonb_to_recordset($1::jsonb) as w(connection_id uuid, order_number text)`;
export const wantedJson = (keys: readonly OrderKey[]): string =>
  JSON.stringify(
    keys.map(({ connectionId, orderNumber }) => ({
      connection_id: connectionId,
      order_number: orderNumber,
    })),
  );
const keyRow = z
  .object({ connection_id: z.string(), order_number: z.string() })
  .transform((row): OrderKey => ({
    connectionId: row.connection_id,
    orderNumber: row.order_number,
  }));

/** Asks for a look at each order in a person's name; what that person or another called solved is told again if it still holds. Answers the orders that the organisation has. Runs inside `inOrganisation`. */
export async function requestRechecks(
  sql: Sql,
  keys: readonly OrderKey[],
  context: AuditContext,
): Promise<readonly OrderKey[]> {
  const { actor, now, traceId } = context;
  const rows = await sql(
    `with asked as materialized (select gen_random_uuid() as event_id, o.organisation_id, o.connection_id, o.order_number
       from journal.orders as o where (o.connection_id, o.order_number) in (select w.connection_id, w.order_number from ${WANTED})),
     shown as (update journal.problems as p set put_aside = false from asked as a
       where p.connection_id = a.connection_id and p.order_number = a.order_number and p.put_aside),
     appended as (${APPEND} select a.event_id, a.connection_id || '/' || a.order_number, 'recheck.requested', a.organisation_id,
       ${envelope('recheck.requested', 'a')} || jsonb_build_object('data', jsonb_build_object('requestedBy', $2::text,
         'why', '${ASKED_BY_PERSON}')) from asked as a)
     select connection_id, order_number from asked`,
    [wantedJson(keys), PERSON_PREFIX + actor.id, toIso(now), traceId],
  );
  const asked = rows.map((row) => keyRow.parse(row));
  await recordAudits(
    sql,
    context,
    asked.map(({ connectionId, orderNumber }) => ({
      action: 'order.recheck',
      target: orderNumber,
      details: { connectionId },
    })),
  );
  return asked;
}

/** As `requestRechecks` for one order. `false`: the organisation has no such order. */
export const requestRecheck = async (
  sql: Sql,
  key: OrderKey,
  context: AuditContext,
): Promise<boolean> => (await requestRechecks(sql, [key], context)).length > 0;

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
  const details = { code, connectionId };
  await recordAudit(sql, context, { action: 'order.resolve', target: orderNumber, details });
  return { kind: 'resolved', code };
}

const solvedRow = z.object({
  connection_id: z.string(),
  order_number: z.string(),
  codes: z.array(z.string()),
  changed: z.boolean(),
});
export type Solved = OrderKey & {
  /** Codes of the problems that were open and are marked as solved now. */
  readonly codes: readonly string[];
  /** Other problems came or changed since the person looked; they stay. */
  readonly changed: boolean;
};

/** Clears the marks of all problems of these orders that stood as they are at `asOf`, and tells `problem.resolved` for each. Answers the orders that the organisation has. Runs inside `inOrganisation`. */
export async function resolveProblems(
  sql: Sql,
  { keys, asOf }: { readonly keys: readonly OrderKey[]; readonly asOf: string },
  context: AuditContext,
): Promise<readonly Solved[]> {
  const { actor, now, traceId } = context;
  const rows = await sql(
    `with orders as materialized (select o.connection_id, o.order_number from journal.orders as o
       where (o.connection_id, o.order_number) in (select w.connection_id, w.order_number from ${WANTED})),
     open as materialized (select p.id, p.connection_id, p.order_number, p.updated_at <= $2::timestamptz as seen
       from journal.problems as p join orders using (connection_id, order_number) where p.resolved_at is null),
     resolved as (update journal.problems as p set resolved_at = $3::text::timestamptz, updated_at = $3::text::timestamptz,
         resolved_by = $5, put_aside = true
       from open where p.id = open.id and open.seen and p.resolved_at is null returning p.*, gen_random_uuid() as event_id),
     appended as (${APPEND} select r.event_id, r.connection_id || '/' || r.order_number, 'problem.resolved', r.organisation_id,
       ${envelope('problem.resolved', 'r')} || jsonb_build_object('data', jsonb_build_object('problemId', r.id, 'code', r.code,
         'severity', r.severity, 'document', r.document, 'params', r.params)) from resolved as r)
     select o.connection_id, o.order_number,
       array(select r.code from resolved as r where r.connection_id = o.connection_id and r.order_number = o.order_number) as codes,
       exists (select from open where open.connection_id = o.connection_id and open.order_number = o.order_number
         and not open.seen) as changed
     from orders as o`,
    [wantedJson(keys), asOf, toIso(now), traceId, PERSON_PREFIX + actor.id],
  );
  const solved = rows.map((row): Solved => {
    const { connection_id, order_number, codes, changed } = solvedRow.parse(row);
    return { connectionId: connection_id, orderNumber: order_number, codes, changed };
  });
  const drafts = solved.flatMap(({ connectionId, orderNumber, codes }) =>
    codes.map((code) => ({
      action: 'order.resolve' as const,
      target: orderNumber,
      details: { code, connectionId },
    })),
  );
  await recordAudits(sql, context, drafts);
  return solved;
}
