import { z } from 'zod';
import { moneySchema } from './money.js';
import { problemView } from './problem-view.js';
import type { Routes } from './route.js';

/** How old open cases are; upper bounds in hours, `older` has none. */
export const AGE_BOUNDS = [
  { age: 'hour', untilHours: 1 },
  { age: 'day', untilHours: 24 },
  { age: 'three-days', untilHours: 72 },
  { age: 'week', untilHours: 168 },
  { age: 'four-weeks', untilHours: 672 },
] as const;
export const AGES = ['hour', 'day', 'three-days', 'week', 'four-weeks', 'older'] as const;
export type Age = (typeof AGES)[number];

/** Days of the outcome chart: two working weeks with their weekends. */
export const OUTCOME_DAYS = 14;

const count = z.number().int().nonnegative();
/** Money that went one way today; several currencies are never added up. */
const movedToday = z.object({ orders: count, amounts: z.array(moneySchema) });

/** One side of a connection: when it last answered, since when it does not and why (a key of the fault catalogue). */
const contact = z.object({
  side: z.enum(['erp', 'psp']),
  lastSuccessAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  code: z.string().nullable(),
});
const overviewConnection = z.object({
  id: z.uuid(),
  name: z.string(),
  active: z.boolean(),
  contacts: z.array(contact),
});
export type OverviewConnection = z.infer<typeof overviewConnection>;

const outcomeDay = z.object({
  /** In Europe/Berlin, the day on which Abgleich first saw the orders. */
  day: z.iso.date(),
  ok: count,
  waiting: count,
  notice: count,
  problem: count,
});
export type OutcomeDay = z.infer<typeof outcomeDay>;

const ageGroup = z.object({ age: z.enum(AGES), waiting: count, problem: count });
export type AgeGroup = z.infer<typeof ageGroup>;

/** What somebody wants to know in the morning. "Today" is the calendar day in Europe/Berlin. */
export const overviewAnswer = z.object({
  readAt: z.iso.datetime(),
  today: z.iso.date(),
  waiting: count,
  needsAttention: count,
  capturedToday: movedToday,
  refundedToday: movedToday,
  /** Oldest first; a day without orders stands there with zeros. */
  days: z.array(outcomeDay),
  ages: z.array(ageGroup),
  connections: z.array(overviewConnection),
  /** Open problems of connections and configurations, errors first. */
  general: z.array(problemView.extend({ connectionName: z.string() })),
  /** While pixi rests no request reaches it. `dueOrders`: orders for which something is due once it wakes. */
  quietWindow: z.object({ until: z.iso.datetime().nullable(), dueOrders: count }),
  /** Events that were given up on after many tries. */
  parkedEvents: count,
});
export type OverviewAnswer = z.infer<typeof overviewAnswer>;

export const OVERVIEW_ROUTES = {
  readOverview: {
    method: 'GET',
    path: '/api/overview',
    access: 'viewer',
    withToken: true,
    summary: 'How the orders stand: what waits, what needs a person, what was moved today.',
    status: 200,
    answer: overviewAnswer,
  },
} as const satisfies Routes;
