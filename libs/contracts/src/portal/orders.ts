import { z } from 'zod';
import { calendarDay } from './calendar-day.js';
import type { Routes } from './route.js';
import { moneySchema } from './money.js';
import { orderParams } from './order-reference.js';
import { problemView } from './problem-view.js';
import { parkedEvent, timelineEntry } from './order-timeline.js';

/** problem: an open error, or stuck · notice: only open notices · waiting: nothing open, waits for money or an answer · ok: the rest. */
export const PROBLEM_FILTERS = ['problem', 'notice', 'waiting', 'ok'] as const;
export type ProblemFilter = (typeof PROBLEM_FILTERS)[number];

/** newest: as Abgleich first saw them · urgent: what needs a person first, of these the most money, of these the nearest deadline. */
export const ORDER_SORTS = ['newest', 'urgent'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

/** Which orders are meant: in the list, in an export, and in what is done to all that are filtered. What is left out does not matter. */
export const ordersFilter = z.object({
  filter: z.enum(PROBLEM_FILTERS).optional(),
  /** The beginning of an order, shop order, invoice, credit note or payment number. */
  search: z.string().trim().max(100).optional(),
  /** The Mandant's id in pixi. */
  shop: z.string().min(1).max(100).optional(),
  /** The payment method as Unzer's payment says it. */
  method: z.string().min(1).max(100).optional(),
  connection: z.uuid().optional(),
  /** First and last day on which Abgleich first saw the order, Berlin time, both included. */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
  /** The day, Berlin time, on which Abgleich captured or refunded money of the order. */
  capturedOn: calendarDay.optional(),
  refundedOn: calendarDay.optional(),
});
export type OrdersFilter = z.infer<typeof ordersFilter>;

export const ordersQuery = ordersFilter.extend({
  sort: z.enum(ORDER_SORTS).default('newest'),
  /** Opaque cursor of the previous page; one of another sort begins at the top. */
  after: z.string().max(400).optional(),
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
  /** Until when something must have happened: the authorisation ends, or a wait is over. `null`: not known, or nothing presses. */
  deadline: z.object({ at: z.iso.datetime(), kind: z.enum(['authorization', 'wait']) }).nullable(),
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
  /** Of the orders that all other filters leave. */
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

export const orderDetail = z.object({
  readAt: z.iso.datetime(),
  order: orderRow,
  configurationId: z.string().nullable(),
  configurationVersion: z.number().int().nullable(),
  /** An effect's outcome is not known: a look finds out, nothing is repeated before. */
  uncertain: z.boolean(),
  /** Until when the ERP rests, if it does when the order is to be looked at next; an order whose next look is not known: now. */
  erpRestsUntil: z.iso.datetime().nullable(),
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
  /** `resolvedBy`: the name of the person who did; `null` for Abgleich itself. */
  problems: z.array(problemView.extend({ resolvedBy: z.string().nullable() })),
  /** Events of this order that a service could not handle and that wait for somebody to give them back. */
  parked: z.array(parkedEvent),
  /** Newest first; `next` leads to older entries. */
  timeline: z.array(timelineEntry),
  next: z.string().nullable(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

/** "Problem gelöst": clears the mark of one open problem of an order and does nothing else. */
export const resolveRequest = z.object({ problemId: z.uuid() });
/** A person's request to look at an order again was written down; what comes of it shows in the order. */
export const recheckAnswer = z.object({ requestedAt: z.iso.datetime() });

/** What an organisation's orders can be filtered by: values that some order has. */
export const orderChoices = z.object({
  shops: z.array(z.string()),
  methods: z.array(z.string()),
  connections: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type OrderChoices = z.infer<typeof orderChoices>;

export const ORDER_ROUTES = {
  listOrders: {
    method: 'GET',
    path: '/api/orders',
    access: 'viewer',
    withToken: true,
    summary: 'The orders that Abgleich has seen, filtered, sorted and in pages.',
    query: ordersQuery,
    status: 200,
    answer: ordersAnswer,
  },
  listOrderChoices: {
    method: 'GET',
    path: '/api/orders/choices',
    access: 'viewer',
    withToken: true,
    summary: 'Which Mandanten, payment methods and connections the orders can be filtered by.',
    status: 200,
    answer: orderChoices,
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
