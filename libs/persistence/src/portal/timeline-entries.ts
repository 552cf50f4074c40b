import { ORDER_REQUESTS, type TimelineEntry } from '@abgleich/contracts';
import { z } from 'zod';
import { maskSecrets } from './mask-secrets.js';
import { toProblem } from './order-columns.js';
import type { SqlRow } from './portal-database.js';

const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const json = z.record(z.string(), z.unknown());
/** `at` of portal.audit is read as the driver gives it: the same column type as all others. */
const placed = { entry_id: z.string(), at: moment };

const decisionRow = z.object({
  ...placed,
  trace_id: z.string(),
  service: z.string(),
  reason: z.string(),
  document: z.string().nullable(),
  configuration_version: z.number().int().nullable(),
  facts: json,
});
export function toDecision(row: SqlRow): TimelineEntry {
  const decision = decisionRow.parse(row);
  return {
    kind: 'decision',
    id: `decision/${decision.entry_id}`,
    at: decision.at,
    traceId: decision.trace_id,
    service: decision.service,
    reason: decision.reason,
    document: decision.document,
    configurationVersion: decision.configuration_version,
    facts: masked(decision.facts) ?? {},
  };
}

const callRow = z.object({
  ...placed,
  trace_id: z.string(),
  side: z.enum(['erp', 'psp']),
  name: z.string(),
  duration_ms: z.number(),
  outcome: z.string(),
  request: json.nullable(),
  response: json.nullable(),
});
export function toCall(row: SqlRow): TimelineEntry {
  const call = callRow.parse(row);
  return {
    kind: 'call',
    id: `call/${call.entry_id}`,
    at: call.at,
    traceId: call.trace_id,
    side: call.side,
    name: call.name,
    durationMs: call.duration_ms,
    outcome: call.outcome,
    request: masked(call.request),
    response: masked(call.response),
  };
}

const operationRow = z.object({
  ...placed,
  kind: z.string(),
  document: z.string(),
  amount_minor: z.coerce.number().int().nullable(),
  currency: z.string().nullable(),
  status: z.string(),
  refusal_code: z.string().nullable(),
  refusal_message: z.string().nullable(),
  finished_at: moment.nullable(),
});
export function toOperation(row: SqlRow): TimelineEntry {
  const operation = operationRow.parse(row);
  const refusal = [operation.refusal_code, operation.refusal_message].filter(
    (part) => part !== null && part !== '',
  );
  return {
    kind: 'operation',
    id: `operation/${operation.entry_id}`,
    at: operation.at,
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

export function toProblemEntry(row: SqlRow): TimelineEntry {
  const problem = toProblem(row);
  return { kind: 'problem', id: `problem/${problem.id}`, at: problem.raisedAt, problem };
}

const personRow = z.object({
  ...placed,
  action: z.enum(ORDER_REQUESTS),
  actor_name: z.string(),
  details: z.record(z.string(), z.string()),
});
export function toPerson(row: SqlRow): TimelineEntry {
  const { entry_id: id, at, action, actor_name: name, details } = personRow.parse(row);
  return { kind: 'person', id: `person/${id}`, at, action, name, code: details['code'] ?? null };
}

function masked(value: Record<string, unknown> | null): Record<string, unknown> | null {
  return value === null ? null : json.parse(maskSecrets(value));
}
