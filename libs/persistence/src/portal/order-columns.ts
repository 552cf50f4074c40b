import { z } from 'zod';
import type { OrderRow, ProblemView } from '@abgleich/contracts';
import { AUTHORIZATION_ENDS, WAIT_ENDS } from './order-deadline.js';
import { problemNumber } from './problem-number.js';
import type { SqlRow } from './portal-database.js';

const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const minor = z.coerce.number().int();
const params = z.record(z.string(), z.string());

export const moneyColumns = z.object({ total_minor: minor, currency: z.string() });

const problemRow = z.object({
  id: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'notice']),
  document: z.string().nullable(),
  params,
  raised_at: moment,
  resolved_at: moment.nullable(),
});

/** Columns of a problem for `toProblem`. */
export const PROBLEM_COLUMNS = `p.id, p.code, p.severity, p.document, p.params, p.raised_at, p.resolved_at`;

export function toProblem(row: SqlRow): ProblemView {
  const { raised_at: raisedAt, resolved_at: resolvedAt, ...rest } = problemRow.parse(row);
  return { ...rest, number: problemNumber(rest.code), raisedAt, resolvedAt };
}

const orderColumns = z.object({
  connection_id: z.string(),
  connection_name: z.string(),
  order_number: z.string(),
  shop_order_number: z.string().nullable(),
  shop_id: z.string(),
  payment_code: z.string(),
  payment_id: z.string().nullable(),
  method_name: z.string().nullable(),
  total_minor: minor.nullable(),
  currency: z.string().nullable(),
  state: z.string(),
  reason: z.string(),
  erp_status: z.string().nullable(),
  payment_state: z.string().nullable(),
  first_seen_at: moment,
  updated_at: moment,
  next_look_at: moment.nullable(),
  authorization_ends: moment.nullable(),
  wait_ends: moment.nullable(),
});

/** Columns of an order `o` of a connection `c` with its weightiest open problem `p` (see `WEIGHTIEST_PROBLEM`) for `toOrderRow`. */
export const ORDER_COLUMNS = `o.connection_id, coalesce(c.name, '') as connection_name, o.order_number, o.shop_order_number, o.shop_id,
  o.payment_code, o.payment_id, o.method_name, o.total_minor, o.currency, o.state, o.reason, o.erp_status,
  case when o.payment->>'state' = 'pending' and o.payment->'transactions' @> '[{"kind":"authorization","status":"success"}]'
    then 'authorized' else o.payment->>'state' end as payment_state, o.first_seen_at, o.updated_at, o.next_look_at,
  ${AUTHORIZATION_ENDS} as authorization_ends, ${WAIT_ENDS} as wait_ends,
  case when p.id is null then null else to_jsonb(p) end as problem`;

/** An order shows one mark: errors before notices, the oldest first. */
export const WEIGHTIEST_PROBLEM = `left join portal.connections c on c.id = o.connection_id
  left join lateral (
    select ${PROBLEM_COLUMNS} from journal.problems p
    where p.connection_id = o.connection_id and p.order_number = o.order_number and p.resolved_at is null
    order by (p.severity = 'error') desc, p.raised_at, p.id limit 1) p on true`;

const nestedProblem = z
  .object({ problem: z.record(z.string(), z.unknown()).nullable() })
  .transform(({ problem }) => problem);

export function toOrderRow(row: SqlRow): OrderRow {
  const order = orderColumns.parse(row);
  const problem = nestedProblem.parse(row);
  return {
    connectionId: order.connection_id,
    connectionName: order.connection_name,
    orderNumber: order.order_number,
    shopOrderNumber: order.shop_order_number,
    shopId: order.shop_id,
    paymentCode: order.payment_code,
    methodName: order.method_name,
    paymentId: order.payment_id,
    total:
      order.total_minor === null || order.currency === null
        ? null
        : { minor: order.total_minor, currency: order.currency },
    state: order.state,
    reason: order.reason,
    erpStatus: order.erp_status,
    paymentState: order.payment_state,
    firstSeenAt: order.first_seen_at,
    updatedAt: order.updated_at,
    nextLookAt: order.next_look_at,
    deadline: deadlineOf(order),
    problem: problem === null ? null : toProblem(withEpochs(problem)),
  };
}

/** The nearer of the two. */
function deadlineOf({
  authorization_ends: authorization,
  wait_ends: wait,
}: z.infer<typeof orderColumns>): OrderRow['deadline'] {
  if (authorization !== null && (wait === null || authorization <= wait))
    return { at: authorization, kind: 'authorization' };
  return wait === null ? null : { at: wait, kind: 'wait' };
}

/** Inside jsonb moments are ISO texts; as columns the driver makes epoch milliseconds of them. */
function withEpochs(problem: SqlRow): SqlRow {
  const epoch = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : value);
  return {
    ...problem,
    raised_at: epoch(problem['raised_at']),
    resolved_at: epoch(problem['resolved_at']),
  };
}
