import { z } from 'zod';
import type { Routes } from './route.js';
import { moneySchema, problemView } from './common.js';

/** problem: an open error, or stuck · notice: only open notices · waiting: nothing open, waits for money or an answer · ok: the rest. */
export const PROBLEM_FILTERS = ['problem', 'notice', 'waiting', 'ok'] as const;
export type ProblemFilter = (typeof PROBLEM_FILTERS)[number];
export const ordersQuery = z.object({
  filter: z.enum(PROBLEM_FILTERS).optional(),
  search: z.string().trim().max(100).optional(),
  /** Opaque cursor of the previous page. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type OrdersQuery = z.infer<typeof ordersQuery>;

export const orderRow = z.object({
  connectionId: z.string(),
  /** The merchant's name for the pixi connection; tells live from test where there are two. */
  connectionName: z.string(),
  orderNumber: z.string(),
  shopOrderNumber: z.string().nullable(),
  shopId: z.string(),
  paymentCode: z.string(),
  methodName: z.string().nullable(),
  /** The payment's id at the provider as the ERP holds it, whether or not the provider knows it. */
  paymentId: z.string().nullable(),
  total: moneySchema.nullable(),
  state: z.string(),
  reason: z.string(),
  erpStatus: z.string().nullable(),
  /** The provider's word, but `authorized` where it says `pending` of a successful authorisation. */
  paymentState: z.string().nullable(),
  firstSeenAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  nextLookAt: z.iso.datetime().nullable(),
  problem: problemView.nullable(),
});
export type OrderRow = z.infer<typeof orderRow>;
const generalProblem = problemView.extend({ connectionName: z.string() });
export const ordersAnswer = z.object({
  /** When the server read this, by its own clock. */
  readAt: z.iso.datetime(),
  orders: z.array(orderRow),
  next: z.string().nullable(),
  /** Open problems of connections and configurations, errors first; orders alone are counted in `counts`. */
  general: z.array(generalProblem),
  counts: z.object({
    problem: z.number().int(),
    notice: z.number().int(),
    waiting: z.number().int(),
    ok: z.number().int(),
  }),
});
/** A problem that belongs to a whole connection or configuration instead of an order. */
export type GeneralProblem = z.infer<typeof generalProblem>;
export type OrdersAnswer = z.infer<typeof ordersAnswer>;

const timelineEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decision'),
    at: z.iso.datetime(),
    service: z.string(),
    reason: z.string(),
    document: z.string().nullable(),
    configurationVersion: z.number().int().nullable(),
    facts: z.record(z.string(), z.unknown()),
  }),
  z.object({
    kind: z.literal('call'),
    at: z.iso.datetime(),
    side: z.enum(['erp', 'psp']),
    name: z.string(),
    durationMs: z.number(),
    outcome: z.string(),
    request: z.record(z.string(), z.unknown()).nullable(),
    response: z.record(z.string(), z.unknown()).nullable(),
  }),
  z.object({
    kind: z.literal('operation'),
    at: z.iso.datetime(),
    operation: z.string(),
    document: z.string(),
    amount: moneySchema.nullable(),
    status: z.string(),
    refusal: z.string().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  }),
  z.object({ kind: z.literal('problem'), at: z.iso.datetime(), problem: problemView }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const orderDetail = z.object({
  readAt: z.iso.datetime(),
  order: orderRow,
  configurationVersion: z.number().int().nullable(),
  /** The payment as last read at the provider. */
  payment: z
    .object({
      paymentId: z.string(),
      methodName: z.string(),
      state: z.string(),
      total: moneySchema,
      captured: moneySchema,
      refunded: moneySchema,
      remaining: moneySchema,
      readAt: z.iso.datetime(),
      transactions: z.array(
        z.object({
          path: z.string(),
          kind: z.string(),
          status: z.string(),
          amount: moneySchema,
          at: z.iso.datetime(),
        }),
      ),
    })
    .nullable(),
  invoices: z.array(
    z.object({
      invoiceNumber: z.string(),
      kind: z.enum(['invoice', 'credit-note']),
      total: moneySchema,
      settled: z.boolean(),
    }),
  ),
  problems: z.array(problemView),
  /** Newest first. */
  timeline: z.array(timelineEntry),
  /** Older entries exist than `timeline` shows. */
  timelineTruncated: z.boolean(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

/** "Problem gelöst": clears the mark of one open problem of an order and does nothing else. */
export const resolveRequest = z.object({ problemId: z.uuid() });
/** A person's request to look at an order again was written down; what comes of it shows in the order. */
export const recheckAnswer = z.object({ requestedAt: z.iso.datetime() });

/** An order in a route. */
export const orderParams = z.object({
  connectionId: z.uuid(),
  orderNumber: z.string().min(1).max(100),
});

export const ORDER_ROUTES = {
  listOrders: {
    method: 'GET',
    path: '/api/orders',
    access: 'viewer',
    withToken: true,
    summary: 'The orders that Abgleich has seen, newest first, filtered and in pages.',
    query: ordersQuery,
    status: 200,
    answer: ordersAnswer,
  },
  readOrder: {
    method: 'GET',
    path: '/api/orders/{connectionId}/{orderNumber}',
    access: 'viewer',
    withToken: true,
    summary: 'One order: both sides, problems, and everything that was decided and done.',
    params: orderParams,
    status: 200,
    answer: orderDetail,
  },
  recheckOrder: {
    method: 'POST',
    path: '/api/orders/{connectionId}/{orderNumber}/recheck',
    access: 'operations',
    withToken: true,
    summary:
      'Look at the order again ("Erneut prüfen"): the rules are applied to how it stands now.',
    params: orderParams,
    status: 202,
    answer: recheckAnswer,
  },
  resolveProblem: {
    method: 'POST',
    path: '/api/orders/{connectionId}/{orderNumber}/resolve',
    access: 'operations',
    withToken: true,
    summary: 'Clear the mark of one problem ("Problem gelöst"); nothing else happens.',
    params: orderParams,
    body: resolveRequest,
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
