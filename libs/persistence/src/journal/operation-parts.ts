import { assertNever, movesMoney, type OperationOutcome, type Refusal } from '@abgleich/domain';
import type { PartContext } from './journal-statement.js';

/** Writes the outcome, only while the operation is unfinished. "Uncertain" keeps the status and sets the next look. */
export function finishPart({ entry, params, now }: PartContext): string | null {
  if (entry.finish === undefined) return null;
  const { key, attempt, outcome } = entry.finish;
  const columns = outcomeColumns(outcome);
  return `finished as (update journal.operations set
    status = coalesce(${params.add(columns.status, 'text')}, status),
    finished_at = case when ${params.add(columns.final, 'boolean')} then ${now} end,
    transaction_path = coalesce(${params.add(columns.transactionPath, 'text')}, transaction_path),
    amount_minor = coalesce(${params.add(columns.amountMinor, 'bigint')}, amount_minor),
    currency = coalesce(${params.add(columns.currency, 'text')}, currency),
    refusal_code = ${params.add(columns.refusalCode, 'text')},
    refusal_message = ${params.add(columns.refusalMessage, 'text')},
    look_ups = coalesce(${params.add(columns.lookUps, 'integer')}, look_ups),
    next_look_at = ${params.add(columns.nextLookAt, 'timestamptz')}
    from known where key = ${params.add(key, 'text')} and status in ('open', 'pending')
      and attempt = coalesce(${params.add(attempt, 'integer')}, attempt) returning key)`;
}

type OutcomeColumns = {
  readonly status: string | null;
  readonly final: boolean;
  readonly transactionPath: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly refusalCode: string | null;
  readonly refusalMessage: string | null;
  readonly lookUps: number | null;
  readonly nextLookAt: number | null;
};

const NOTHING: OutcomeColumns = {
  status: null,
  final: false,
  transactionPath: null,
  amountMinor: null,
  currency: null,
  refusalCode: null,
  refusalMessage: null,
  lookUps: null,
  nextLookAt: null,
};

/** The columns that an outcome sets; `null` in status, path, amount and look-ups keeps what is there. */
export function outcomeColumns(outcome: OperationOutcome): OutcomeColumns {
  const { status } = outcome;
  switch (status) {
    case 'done': {
      const { transactionPath = null, amount } = outcome;
      const moved = { amountMinor: amount?.minor ?? null, currency: amount?.currency ?? null };
      return { ...NOTHING, ...moved, status, final: true, transactionPath };
    }
    case 'pending': {
      const { transactionPath, nextLookAt } = outcome;
      return { ...NOTHING, status, transactionPath, nextLookAt };
    }
    case 'refused':
    case 'abandoned':
      return { ...NOTHING, ...refusalColumns(outcome.refusal), status, final: true };
    case 'uncertain':
      return { ...NOTHING, lookUps: outcome.lookUps, nextLookAt: outcome.nextLookAt };
    default:
      return assertNever(status);
  }
}

const refusalColumns = (refusal: Refusal | undefined) => ({
  refusalCode: refusal?.code ?? null,
  refusalMessage: refusal?.message ?? null,
});

/**
 * Inserts the intent. A key that is there already gives no row, unless it was refused and may be reopened; another open
 * operation on the payment violates `operations_one_open_per_payment` and so undoes the whole statement.
 */
export function beginPart(ctx: PartContext): string | null {
  const { entry, params, now } = ctx;
  if (entry.begin === undefined) return null;
  const { intent, owner, reopenRefused, seenAttempt } = entry.begin;
  return `begun as (insert into journal.operations as o (key, organisation_id, connection_id, order_number, kind, payment_id,
      document, amount_minor, currency, reference, known_transactions, status, moves_money, owner, opened_at)
    select ${params.add(intent.key, 'text')}, ${ctx.organisationId}, ${ctx.connectionId}, ${ctx.orderNumber},
      ${params.add(intent.kind, 'text')}, ${params.add(intent.paymentId, 'text')}, ${params.add(intent.document, 'text')},
      ${params.add(intent.amount?.minor, 'bigint')}, ${params.add(intent.amount?.currency, 'text')},
      ${params.add(intent.reference, 'text')}, ${params.add(intent.knownTransactions, 'text[]')}, 'open',
      ${params.add(movesMoney(intent.kind), 'boolean')}, ${params.add(owner, 'text')}, ${now} from guard
    on conflict (key) do update set status = 'open', attempt = o.attempt + 1, owner = excluded.owner,
      opened_at = excluded.opened_at, finished_at = null, transaction_path = null, refusal_code = null,
      refusal_message = null, look_ups = 0, next_look_at = null, payment_id = excluded.payment_id,
      document = excluded.document, amount_minor = excluded.amount_minor, currency = excluded.currency,
      reference = excluded.reference, known_transactions = excluded.known_transactions
      where o.status = 'refused' and ${params.add(reopenRefused, 'boolean')}
        and o.attempt = coalesce(${params.add(seenAttempt, 'integer')}, o.attempt)
    returning *)`;
}

/** Appends the decision with its facts. */
export function decisionPart(ctx: PartContext): string | null {
  const { entry, params } = ctx;
  if (entry.decision === undefined) return null;
  const { decision } = entry;
  return `decided as (insert into journal.decisions (organisation_id, connection_id, order_number, at, service, reason,
      document, configuration_version, facts, trace_id)
    select ${ctx.organisationId}, ${ctx.connectionId}, ${ctx.orderNumber}, ${params.add(decision.at, 'timestamptz')},
      ${params.add(decision.service, 'text')}, ${params.add(decision.reason, 'text')}, ${params.add(decision.document, 'text')},
      ${params.add(decision.configurationVersion, 'integer')}, ${params.add(decision.facts, 'jsonb')},
      ${params.add(decision.traceId, 'text')} from guard)`;
}

/** Appends the calls, in their order. */
export function callsPart(ctx: PartContext): string | null {
  const { entry, params } = ctx;
  if (entry.calls === undefined || entry.calls.length === 0) return null;
  const rows = entry.calls.map(({ startedAt, ...call }) => ({
    ...call,
    at: new Date(startedAt).toISOString(),
  }));
  return `called as (insert into journal.calls (organisation_id, connection_id, order_number, at, side, name, duration_ms,
      outcome, request, response, trace_id)
    select ${ctx.organisationId}, ${ctx.connectionId}, ${ctx.orderNumber}, c.at, c.side, c.name, c."durationMs", c.outcome,
      c.request, c.response, ${params.add(entry.traceId, 'text')}
    from jsonb_to_recordset(${params.add(rows, 'jsonb')}) as c(at timestamptz, side text, name text,
      "durationMs" double precision, outcome text, request jsonb, response jsonb), guard)`;
}
