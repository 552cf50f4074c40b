import { z } from 'zod';
import { LANGUAGES } from './roles.js';
import { orderParams } from './order-reference.js';
import { ordersFilter } from './orders.js';
import type { Routes } from './route.js';

/** So many orders one step may touch: each look asks pixi and Unzer, and a person must still be able to read what came of it. */
export const BULK_ORDERS_MAX = 500;
/** More than a page of the list never is ticked. */
export const SELECTED_ORDERS_MAX = 100;

export const BULK_ACTIONS = ['recheck', 'resolve'] as const;
/** recheck: "Erneut prüfen" · resolve: "Problem gelöst" for every open problem of each order. */
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** The orders that were ticked, or all that a filter leaves, the most urgent `BULK_ORDERS_MAX` of them. */
export const bulkTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('selected'),
    orders: z.array(orderParams).min(1).max(SELECTED_ORDERS_MAX),
  }),
  z.object({ kind: z.literal('filtered'), filter: ordersFilter }),
]);
export type BulkTarget = z.infer<typeof bulkTarget>;

export const bulkPreviewRequest = z.object({
  action: z.enum(BULK_ACTIONS),
  target: bulkTarget,
});
/** `asOf` of the preview that was shown: what came or changed since is left alone. */
export const bulkRequest = bulkPreviewRequest.extend({ asOf: z.iso.datetime() });
export type BulkRequest = z.infer<typeof bulkRequest>;

export const bulkPreview = z.object({
  asOf: z.iso.datetime(),
  /** How many orders are meant, and how many of them this step takes. */
  matching: z.number().int(),
  orders: z.number().int(),
  /** Open problems of the orders that this step takes, by code, the most frequent first. */
  problems: z.array(
    z.object({
      code: z.string(),
      number: z.string(),
      severity: z.enum(['error', 'notice']),
      orders: z.number().int(),
      problems: z.number().int(),
    }),
  ),
  withoutProblem: z.number().int(),
  /** Orders with an effect whose outcome is not known: there it is only looked. */
  uncertain: z.number().int(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

/** asked: a look is on its way · resolved · changed: a problem came or changed since the preview · nothing-open · not-found. */
export const BULK_RESULTS = ['asked', 'resolved', 'changed', 'nothing-open', 'not-found'] as const;
export type BulkResult = (typeof BULK_RESULTS)[number];
export const bulkAnswer = z.object({
  results: z.array(
    z.object({
      connectionId: z.string(),
      orderNumber: z.string(),
      result: z.enum(BULK_RESULTS),
      /** How many problems were marked as solved. */
      problems: z.number().int(),
    }),
  ),
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** A CSV file is written row by row; a spreadsheet program still opens this many. An XLSX file is put together in memory. */
export const EXPORT_ROWS_MAX = { csv: 100_000, xlsx: 20_000 } as const satisfies Record<
  ExportFormat,
  number
>;
export const exportRequest = z.object({
  format: z.enum(EXPORT_FORMATS),
  filter: ordersFilter,
  language: z.enum(LANGUAGES).default('de'),
});
export type ExportRequest = z.infer<typeof exportRequest>;

export const ORDERS_BULK_ROUTES = {
  previewOrdersAction: {
    method: 'POST',
    path: '/api/orders/bulk/preview',
    access: 'operations',
    withToken: true,
    summary: 'What an action on many orders would do; changes nothing.',
    body: bulkPreviewRequest,
    status: 200,
    answer: bulkPreview,
  },
  actOnOrders: {
    method: 'POST',
    path: '/api/orders/bulk',
    access: 'operations',
    withToken: true,
    summary: `Check again, or mark problems as solved, for up to ${BULK_ORDERS_MAX} orders; answers what came of each.`,
    body: bulkRequest,
    status: 200,
    answer: bulkAnswer,
  },
  exportOrders: {
    method: 'POST',
    path: '/api/orders/export',
    access: 'viewer',
    withToken: true,
    summary: `The filtered orders, newest first, as a file: up to ${EXPORT_ROWS_MAX.csv} rows of CSV or ${EXPORT_ROWS_MAX.xlsx} of XLSX.`,
    body: exportRequest,
    status: 200,
    answer: null,
    answerType: 'text/csv',
  },
} as const satisfies Routes;
