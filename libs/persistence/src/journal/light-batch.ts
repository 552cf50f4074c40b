import type { JournalWrite, OperationKey } from '@abgleich/domain';
import type pg from 'pg';
import { outcomeColumns } from './operation-parts.js';
import { toJsonText } from './statement-params.js';

/** Whether an entry holds nothing but the end of an operation, calls and a decision: such entries go by the hundred. */
export const isLight = (entry: JournalWrite): boolean =>
  entry.order === undefined &&
  entry.begin === undefined &&
  entry.problems === undefined &&
  (entry.invoices ?? []).length === 0 &&
  (entry.events ?? []).length === 0;

const TEXT = `with finished as (update journal.operations as o set status = coalesce(f.status, o.status),
    finished_at = case when f.final then f.at end, transaction_path = coalesce(f."transactionPath", o.transaction_path),
    amount_minor = coalesce(f."amountMinor", o.amount_minor), currency = coalesce(f.currency, o.currency),
    refusal_code = f."refusalCode", refusal_message = f."refusalMessage", look_ups = coalesce(f."lookUps", o.look_ups),
    next_look_at = f."nextLookAt"
  from jsonb_to_recordset($1) as f(key text, attempt integer, at timestamptz, status text, final boolean, "transactionPath" text,
    "amountMinor" bigint, currency text, "refusalCode" text, "refusalMessage" text, "lookUps" integer, "nextLookAt" timestamptz)
  where o.key = f.key and o.status in ('open', 'pending') and o.attempt = coalesce(f.attempt, o.attempt)
  returning o.key),
called as (insert into journal.calls (organisation_id, connection_id, order_number, at, side, name, duration_ms, outcome,
    request, response, trace_id)
  select c."organisationId", c."connectionId", c."orderNumber", c.at, c.side, c.name, c."durationMs", c.outcome, c.request,
    c.response, c."traceId"
  from jsonb_to_recordset($2) as c("organisationId" uuid, "connectionId" uuid, "orderNumber" text, at timestamptz, side text,
    name text, "durationMs" double precision, outcome text, request jsonb, response jsonb, "traceId" text)),
decided as (insert into journal.decisions (organisation_id, connection_id, order_number, at, service, reason, document,
    configuration_version, facts, trace_id)
  select d."organisationId", d."connectionId", d."orderNumber", d.at, d.service, d.reason, d.document,
    d."configurationVersion", d.facts, d."traceId"
  from jsonb_to_recordset($3) as d("organisationId" uuid, "connectionId" uuid, "orderNumber" text, at timestamptz,
    service text, reason text, document text, "configurationVersion" integer, facts jsonb, "traceId" text))
select key from finished`;

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Writes light entries in one statement and one commit. Returns the entries whose operation was not changed by it (it was
 * finished before, or another entry of the batch ends it, too): they hold only their `finish`, to be judged one by one.
 */
export async function writeLightBatch(
  pool: pg.Pool,
  entries: readonly JournalWrite[],
): Promise<readonly JournalWrite[]> {
  const first = new Map<OperationKey, JournalWrite>();
  for (const entry of entries) {
    if (entry.finish !== undefined && !first.has(entry.finish.key)) {
      first.set(entry.finish.key, entry);
    }
  }
  const finishes = [...first.values()].map(({ finish, now }) => {
    if (finish === undefined) return null;
    const { nextLookAt, ...columns } = outcomeColumns(finish.outcome);
    return {
      ...columns,
      key: finish.key,
      attempt: finish.attempt ?? null,
      at: iso(now),
      nextLookAt: nextLookAt === null ? null : iso(nextLookAt),
    };
  });
  const calls = entries.flatMap(({ ref, calls: made, traceId }) =>
    (made ?? []).map(({ startedAt, ...call }) => ({
      ...call,
      ...ref,
      traceId,
      at: iso(startedAt),
    })),
  );
  const decisions = entries.flatMap(({ ref, decision }) =>
    decision === undefined ? [] : [{ ...decision, ...ref, at: iso(decision.at) }],
  );
  const { rows } = await pool.query<{ key: string }>({
    name: 'journal_light_batch',
    text: TEXT,
    values: [toJsonText(finishes), toJsonText(calls), toJsonText(decisions)],
  });
  const changed = new Set(rows.map((row) => row.key));
  return entries.flatMap((entry) => {
    const { finish, ref, now, traceId } = entry;
    if (finish === undefined) return [];
    const isDone = changed.has(finish.key) && first.get(finish.key) === entry;
    return isDone ? [] : [{ ref, now, traceId, finish }];
  });
}
