import { z } from 'zod';
import type { ProblemView, TimelineEntry } from '@abgleich/contracts';
import { maskSecrets } from './mask-secrets.js';
import type { Sql, SqlRow } from './portal-database.js';

/** What a person reads on one page; an order that waited for days has thousands. */
export const TIMELINE_ENTRIES_MAX = 300;

export type OrderKey = { readonly connectionId: string; readonly orderNumber: string };

const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const json = z.record(z.string(), z.unknown());

/** Everything we remember of an order, merged, newest first. Runs inside `inOrganisation`. */
export async function readTimeline(
  sql: Sql,
  order: OrderKey,
  problems: readonly ProblemView[],
): Promise<{ timeline: TimelineEntry[]; timelineTruncated: boolean }> {
  const key = [order.connectionId, order.orderNumber, TIMELINE_ENTRIES_MAX + 1];
  const decisions = await sql(
    `select at, service, reason, document, configuration_version, facts from journal.decisions
     where connection_id = $1 and order_number = $2 order by id desc limit $3`,
    key,
  );
  const calls = await sql(
    `select at, side, name, duration_ms, outcome, request, response from journal.calls
     where connection_id = $1 and order_number = $2 order by id desc limit $3`,
    key,
  );
  const operations = await sql(
    `select opened_at, kind, document, amount_minor, currency, status, refusal_code, refusal_message, finished_at
     from journal.operations where connection_id = $1 and order_number = $2 order by opened_at desc limit $3`,
    key,
  );
  const entries = [
    ...problems.map((problem) => ({ kind: 'problem' as const, at: problem.raisedAt, problem })),
    ...decisions.map(toDecision),
    ...operations.map(toOperation),
    ...calls.map(toCall),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return {
    timeline: entries.slice(0, TIMELINE_ENTRIES_MAX),
    timelineTruncated: entries.length > TIMELINE_ENTRIES_MAX,
  };
}

const decisionRow = z.object({
  at: moment,
  service: z.string(),
  reason: z.string(),
  document: z.string().nullable(),
  configuration_version: z.number().int().nullable(),
  facts: json,
});
function toDecision(row: SqlRow): TimelineEntry {
  const { configuration_version: configurationVersion, facts, ...rest } = decisionRow.parse(row);
  return { kind: 'decision', ...rest, configurationVersion, facts: masked(facts) ?? {} };
}

const callRow = z.object({
  at: moment,
  side: z.enum(['erp', 'psp']),
  name: z.string(),
  duration_ms: z.number(),
  outcome: z.string(),
  request: json.nullable(),
  response: json.nullable(),
});
function toCall(row: SqlRow): TimelineEntry {
  const { duration_ms: durationMs, request, response, ...rest } = callRow.parse(row);
  return {
    kind: 'call',
    ...rest,
    durationMs,
    request: masked(request),
    response: masked(response),
  };
}

const operationRow = z.object({
  opened_at: moment,
  kind: z.string(),
  document: z.string(),
  amount_minor: z.coerce.number().int().nullable(),
  currency: z.string().nullable(),
  status: z.string(),
  refusal_code: z.string().nullable(),
  refusal_message: z.string().nullable(),
  finished_at: moment.nullable(),
});
function toOperation(row: SqlRow): TimelineEntry {
  const operation = operationRow.parse(row);
  const refusal = [operation.refusal_code, operation.refusal_message].filter(
    (part) => part !== null && part !== '',
  );
  return {
    kind: 'operation',
    at: operation.opened_at,
    operation: operation.kind,
    document: operation.document,
    amount:
      operation.amount_minor === null || operation.currency === null
        ? null
        : { minor: operation.amount_minor, currency: operation.currency },
    status: operation.status,
    refusal: refusal.length === 0 ? null : refusal.join(': '),
    finishedAt: operation.finished_at,
  };
}

function masked(value: Record<string, unknown> | null): Record<string, unknown> | null {
  return value === null ? null : json.parse(maskSecrets(value));
}
