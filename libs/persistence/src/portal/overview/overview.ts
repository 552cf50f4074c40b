import type { OverviewAnswer } from '@abgleich/contracts';
import { AGES, OUTCOME_DAYS } from '@abgleich/contracts';
import { type Instant, type OrganisationId, toIso } from '@abgleich/domain';
import { z } from 'zod';
import { readGeneralProblems } from '../general-problems.js';
import { AGES_OF_OPEN, CONTACTS, DUE_AND_PARKED, MOVED, OUTCOMES } from './overview-statements.js';
import type { Sql } from '../portal-database.js';

/** What `readOverview` answers; when pixi rests is for whoever knows the quiet window to say. */
export type Overview = Omit<OverviewAnswer, 'readAt' | 'quietWindow'> & {
  readonly dueOrders: number;
};
export type OverviewRequest = {
  readonly organisationId: OrganisationId;
  readonly now: Instant;
  /** Orders whose next look is due by then are counted in `dueOrders`. */
  readonly dueBy: Instant;
};

/** The numbers of the overview. Runs inside `inOrganisation`. */
export async function readOverview(
  sql: Sql,
  { organisationId, now, dueBy }: OverviewRequest,
): Promise<Overview> {
  const { today, begins, days } = await readCalendar(sql, now);
  const ages = await readAges(sql, organisationId, now);
  const moved = await readMoved(sql, organisationId, begins);
  const [due] = await sql(DUE_AND_PARKED, [organisationId, toIso(dueBy)]);
  const { due_orders: dueOrders, parked_events: parkedEvents } = dueRow.parse(due);
  return {
    today,
    waiting: ages.reduce((sum, { waiting }) => sum + waiting, 0),
    needsAttention: ages.reduce((sum, { problem }) => sum + problem, 0),
    capturedToday: moved.capture,
    refundedToday: moved.refund,
    days: await readDays(sql, organisationId, days),
    ages,
    connections: await readContacts(sql, organisationId),
    general: await readGeneralProblems(sql, organisationId),
    dueOrders,
    parkedEvents,
  };
}

const iso = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const dueRow = z.object({ due_orders: z.coerce.number(), parked_events: z.coerce.number() });
const calendarRow = z.object({ day: z.string(), begins: iso });
type Day = { readonly day: string; readonly begins: string };

/** The last days in Berlin, oldest first, each with the moment at which it begins there. */
async function readCalendar(
  sql: Sql,
  now: Instant,
): Promise<Day & { readonly today: string; readonly days: readonly Day[] }> {
  const rows = await sql(
    `select to_char(day, 'YYYY-MM-DD') as day, day at time zone 'Europe/Berlin' as begins
     from (select date_trunc('day', $1::timestamptz at time zone 'Europe/Berlin') - back * interval '1 day' as day
       from generate_series(${OUTCOME_DAYS - 1}, 0, -1) as back) as days order by day`,
    [toIso(now)],
  );
  const days = rows.map((row) => calendarRow.parse(row));
  const last = calendarRow.parse(rows.at(-1));
  return { ...last, today: last.day, days };
}

const movedRow = z.object({
  kind: z.enum(['capture', 'refund']),
  currency: z.string(),
  minor: z.coerce.number().int(),
  orders: z.coerce.number().int(),
});

/** What we captured and refunded since `begins`, per currency, largest first. */
async function readMoved(sql: Sql, organisationId: OrganisationId, begins: string) {
  const rows = (await sql(MOVED, [organisationId, begins])).map((row) => movedRow.parse(row));
  const of = (kind: 'capture' | 'refund') => {
    const ours = rows.filter((row) => row.kind === kind);
    const orders = ours.reduce((sum, row) => sum + row.orders, 0);
    return { orders, amounts: ours.map(({ minor, currency }) => ({ minor, currency })) };
  };
  return { capture: of('capture'), refund: of('refund') };
}

const outcomeRow = z.object({
  day: z.coerce.number().int(),
  ok: z.coerce.number(),
  waiting: z.coerce.number(),
  notice: z.coerce.number(),
  problem: z.coerce.number(),
});

async function readDays(
  sql: Sql,
  organisationId: OrganisationId,
  days: readonly Day[],
): Promise<Overview['days']> {
  const rows = await sql(OUTCOMES, [organisationId, days.map(({ begins }) => begins)]);
  const counted = rows.map((row) => outcomeRow.parse(row));
  return days.map(({ day }, index) => {
    const none = { ok: 0, waiting: 0, notice: 0, problem: 0 };
    return { ...none, ...counted.find((row) => row.day === index + 1), day };
  });
}

const ageRow = z.object({
  age: z.enum(AGES),
  waiting: z.coerce.number(),
  problem: z.coerce.number(),
});

async function readAges(
  sql: Sql,
  organisationId: OrganisationId,
  now: Instant,
): Promise<Overview['ages']> {
  const rows = await sql(AGES_OF_OPEN, [organisationId, toIso(now)]);
  const counted = new Map(rows.map((row) => ageRow.parse(row)).map((row) => [row.age, row]));
  return AGES.map((age) => counted.get(age) ?? { age, waiting: 0, problem: 0 });
}

const contactRow = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  side: z.enum(['erp', 'psp']).nullable(),
  last_success_at: iso.nullable(),
  failing_since: iso.nullable(),
  code: z.string().nullable(),
});

/** Every connection with what is known of both its sides. */
async function readContacts(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<Overview['connections']> {
  const rows = (await sql(CONTACTS, [organisationId])).map((row) => contactRow.parse(row));
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, sides]) => {
    const [first] = sides;
    if (first === undefined) return [];
    const contacts = sides.flatMap(({ side, last_success_at, failing_since, code }) =>
      side === null
        ? []
        : [{ side, lastSuccessAt: last_success_at, failingSince: failing_since, code }],
    );
    return [{ id, name: first.name, active: first.active, contacts }];
  });
}
