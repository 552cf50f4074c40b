import { z } from 'zod';
import { moneySchema } from './money.js';
import { orderParams } from './order-reference.js';
import { problemView } from './problem-view.js';
import type { Routes } from './route.js';

/** What a person or program asked for on an order's page or in the list. */
export const ORDER_REQUESTS = ['order.recheck', 'order.resolve', 'events.redriven'] as const;

/** Names the entry for good; an operation keeps its own while its outcome changes. */
const entry = z.object({ id: z.string(), at: z.iso.datetime() });

/** One thing that is remembered of an order. `traceId` is shared by everything that belongs to one look at the order. */
export const timelineEntry = z.discriminatedUnion('kind', [
  entry.extend({
    kind: z.literal('decision'),
    traceId: z.string(),
    service: z.string(),
    reason: z.string(),
    document: z.string().nullable(),
    configurationVersion: z.number().int().nullable(),
    facts: z.record(z.string(), z.unknown()),
  }),
  entry.extend({
    kind: z.literal('call'),
    traceId: z.string(),
    side: z.enum(['erp', 'psp']),
    name: z.string(),
    durationMs: z.number(),
    outcome: z.string(),
    request: z.record(z.string(), z.unknown()).nullable(),
    response: z.record(z.string(), z.unknown()).nullable(),
  }),
  entry.extend({
    kind: z.literal('operation'),
    operation: z.string(),
    document: z.string(),
    amount: moneySchema.nullable(),
    status: z.string(),
    refusal: z.string().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  }),
  entry.extend({ kind: z.literal('problem'), problem: problemView }),
  entry.extend({
    kind: z.literal('person'),
    action: z.enum(ORDER_REQUESTS),
    name: z.string(),
    /** The problem that was called solved. */
    code: z.string().nullable(),
  }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** An event of the order that a service could not handle. */
export const parkedEvent = z.object({
  id: z.string(),
  service: z.string(),
  type: z.string(),
  /** The first line of what went wrong, in the service's own words. */
  error: z.string(),
  attempts: z.number().int(),
  parkedAt: z.iso.datetime(),
});
export type ParkedEvent = z.infer<typeof parkedEvent>;

export const timelineQuery = z.object({
  /** Opaque cursor of the previous page. */
  after: z.string().max(300).optional(),
});
export const timelinePage = z.object({
  timeline: z.array(timelineEntry),
  next: z.string().nullable(),
});
export type TimelinePage = z.infer<typeof timelinePage>;

/** Everything that is remembered of an order, as it is kept. */
export const orderHistory = z.object({
  readAt: z.iso.datetime(),
  connectionId: z.string(),
  orderNumber: z.string(),
  entries: z.array(timelineEntry),
  /** Older entries exist than a file holds. */
  truncated: z.boolean(),
});
export type OrderHistory = z.infer<typeof orderHistory>;

export const redriveRequest = z.object({ parkedId: z.uuid() });

export const ORDER_TIMELINE_ROUTES = {
  readOrderTimeline: {
    method: 'GET',
    path: '/api/orders/{connectionId}/{orderNumber}/timeline',
    access: 'viewer',
    withToken: true,
    summary: 'What was decided, called and done for an order, newest first, in pages.',
    params: orderParams,
    query: timelineQuery,
    status: 200,
    answer: timelinePage,
  },
  downloadOrderHistory: {
    method: 'GET',
    path: '/api/orders/{connectionId}/{orderNumber}/history',
    access: 'viewer',
    withToken: true,
    summary: 'Everything that is remembered of an order, as one file.',
    params: orderParams,
    status: 200,
    answer: orderHistory,
  },
  redriveOrderEvent: {
    method: 'POST',
    path: '/api/orders/{connectionId}/{orderNumber}/redrive',
    access: 'operations',
    withToken: true,
    summary: 'Give an event that a service could not handle to that service once more.',
    params: orderParams,
    body: redriveRequest,
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
