import type { JournalWrite, OperationKey } from '@abgleich/domain';
import type pg from 'pg';
import { outcomeColumns } from './operation-parts.js';
import { toJsonText } from './statement-params.js';

/** Whether an entry holds nothing but the end of an operation, calls and a decision: such entries go by the hundred. */
export const isLight = (entry: JournalWrite): boolean =>
  entry.order === undefined &&
  entry.begin === undefined &&
  entry.problems === undefined &&
  entry.wake === undefined &&
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
    name text, "durationMs" double precision, outcome text, request jsonb, response jsonb, "traceId" text, ends text)
  where c.ends is null or c.ends in (select key from finished)),
decided as (insert into journal.decisions (organisation_id, connection_id, order_number, at, service, reason, document,
    configuration_version, facts, trace_id)
  select d."organisationId", d."connectionId", d."orderNumber", d.at, d.service, d.reason, d.document,
    d."configurationVersion", d.facts, d."traceId"
  from jsonb_to_recordset($3) as d("organisationId" uuid, "connectionId" uuid, "orderNumber" text, at timestamptz,
    service text, reason text, document text, "configurationVersion" integer, facts jsonb, "traceId" text, ends text)
  where d.ends is null or d.ends in (select key from finished))
select key from finished`;

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Writes light entries in one statement and one commit. Returns the entries whose operation was not changed by it (it was
 * finished before, or another entry of the batch ends it, too): nothing of them was kept, they are to be judged one by one.
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
  // An entry whose operation another one of the batch ends has no part in it.
  const taken = entries.filter(
    (entry) => entry.finish === undefined || first.get(entry.finish.key) === entry,
  );
  const ends = ({ finish }: JournalWrite): string | null => finish?.key ?? null;
  const calls = taken.flatMap((entry) => {
    const { ref, calls: made, traceId } = entry;
    return (made ?? []).map(({ startedAt, ...call }) => ({
      ...call,
      ...ref,
      traceId,
      at: iso(startedAt),
      ends: ends(entry),
    }));
  });
  const decisions = taken.flatMap((entry) => {
    const { ref, decision } = entry;
    if (decision === undefined) return [];
    return [{ ...decision, ...ref, at: iso(decision.at), ends: ends(entry) }];
  });
  const { rows } = await pool.query<{ key: string }>({
    name: 'journal_light_batch',
    text: TEXT,
    values: [toJsonText(finishes), toJsonText(calls), toJsonText(decisions)],
  });
  const changed = new Set(rows.map((row) => row.key));
  return entries.filter((entry) => {
    const { finish } = entry;
    return finish !== undefined && !(changed.has(finish.key) && first.get(finish.key) === entry);
  });
}
