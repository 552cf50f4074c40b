import type { TimelineEntry, TimelinePage } from '@abgleich/contracts';
import { z } from 'zod';
import type { Sql, SqlRow } from './portal-database.js';
import { toCall, toDecision, toOperation, toPerson, toProblemEntry } from './timeline-entries.js';

/** What a person reads at once; an order that waited for days has thousands. */
export const TIMELINE_PAGE = 300;
/** A file of this many entries is some tens of megabytes; the timeline in pages has them all. */
export const HISTORY_ENTRIES_MAX = 20_000;

export type OrderKey = { readonly connectionId: string; readonly orderNumber: string };

type Source = {
  /** Of the columns of `text`, `at` and `entry_id` decide the order. */
  readonly select: string;
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly toEntry: (row: SqlRow) => TimelineEntry;
};

const OF_ORDER = 'connection_id = $1 and order_number = $2';
/** Where entries come from. Of the same moment, those of an earlier source are shown above those of a later one: what came of a thing above the thing. */
const SOURCES: readonly Source[] = [
  {
    select: `p.id, p.code, p.severity, p.document, p.params, p.raised_at, p.resolved_at`,
    id: 'p.id::text',
    at: 'p.raised_at',
    from: `journal.problems p where ${OF_ORDER}`,
    toEntry: toProblemEntry,
  },
  {
    select: `o.opened_at, o.kind, o.document, o.amount_minor, o.currency, o.status, o.refusal_code, o.refusal_message, o.finished_at`,
    id: 'o.key',
    at: 'o.opened_at',
    from: `journal.operations o where ${OF_ORDER}`,
    toEntry: toOperation,
  },
  {
    select: `d.trace_id, d.service, d.reason, d.document, d.configuration_version, d.facts`,
    id: `lpad(d.id::text, 20, '0')`,
    at: 'd.at',
    from: `journal.decisions d where ${OF_ORDER}`,
    toEntry: toDecision,
  },
  {
    select: `c.trace_id, c.side, c.name, c.duration_ms, c.outcome, c.request, c.response`,
    id: `lpad(c.id::text, 20, '0')`,
    at: 'c.at',
    from: `journal.calls c where ${OF_ORDER}`,
    toEntry: toCall,
  },
  {
    select: `a.action, a.actor_name, a.details`,
    id: `lpad(a.id::text, 20, '0')`,
    at: 'a.at',
    from: `portal.audit a where a.target = $2 and a.action in ('order.recheck', 'order.resolve', 'events.redriven')
      and coalesce(a.details->>'connectionId', $1::text) = $1::text`,
    toEntry: toPerson,
  },
];

/** The last entry of a page. `micros`: microseconds since 1970. */
const cursorParts = z.object({
  micros: z.string().regex(/^\d{1,17}$/),
  source: z
    .number()
    .int()
    .min(0)
    .max(SOURCES.length - 1),
  id: z.string().max(200),
});
type Cursor = z.infer<typeof cursorParts>;

const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');
/** `null` when there is none, or it is not ours: then the newest come. */
function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    return cursorParts.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null; // not JSON or not our parts: either way not a cursor, which is all that is asked
  }
}

const placeRow = z.object({ entry_micros: z.string(), entry_id: z.string() });
type Placed = { readonly place: Cursor; readonly entry: TimelineEntry };

type PageRequest = {
  readonly key: OrderKey;
  readonly after?: string | undefined;
  readonly limit?: number;
};

/** Everything we remember of an order, merged, newest first, a page of it. Runs inside `inOrganisation`. */
export async function readTimeline(
  sql: Sql,
  { key, after, limit = TIMELINE_PAGE }: PageRequest,
): Promise<TimelinePage> {
  const cursor = readCursor(after);
  const placed: Placed[] = [];
  for (const [index, source] of SOURCES.entries())
    placed.push(...(await entriesOf(sql, { source, index, key, cursor, limit })));
  placed.sort((a, b) => -comparePlaces(a.place, b.place));
  const shown = placed.slice(0, limit);
  const last = shown.at(-1);
  const more = placed.length > limit && last !== undefined;
  return {
    timeline: shown.map(({ entry }) => entry),
    next: more ? writeCursor(last.place) : null,
  };
}

type Part = {
  readonly source: Source;
  readonly index: number;
  readonly key: OrderKey;
  readonly cursor: Cursor | null;
  readonly limit: number;
};
async function entriesOf(
  sql: Sql,
  { source, index, key, cursor, limit }: Part,
): Promise<readonly Placed[]> {
  const values: unknown[] = [key.connectionId, key.orderNumber, limit + 1];
  const behind = cursor === null ? '' : `and ${behindCursor(source, index, { cursor, values })}`;
  const rows = await sql(
    `select ${source.select}, ${source.at} as at, ${source.id} as entry_id,
       (extract(epoch from ${source.at}) * 1000000)::bigint::text as entry_micros
     from ${source.from} ${behind} order by ${source.at} desc, ${source.id} collate "C" desc limit $3`,
    values,
  );
  return rows.map((row) => {
    const { entry_micros: micros, entry_id: id } = placeRow.parse(row);
    return { place: { micros, source: index, id }, entry: source.toEntry(row) };
  });
}

type Behind = { readonly cursor: Cursor; readonly values: unknown[] };
function behindCursor(source: Source, index: number, { cursor, values }: Behind): string {
  const at = `(timestamptz 'epoch' + $${values.push(cursor.micros)}::bigint * interval '1 microsecond')`;
  if (index < cursor.source) return `${source.at} < ${at}`;
  if (index > cursor.source) return `${source.at} <= ${at}`;
  const id = `$${values.push(cursor.id)}`;
  return `(${source.at} < ${at} or (${source.at} = ${at} and ${source.id} collate "C" < ${id}))`;
}

/** Newer is greater; of the same moment the earlier source is, and within it the greater id. */
function comparePlaces(a: Cursor, b: Cursor): number {
  if (a.micros !== b.micros) return BigInt(a.micros) < BigInt(b.micros) ? -1 : 1;
  if (a.source !== b.source) return b.source - a.source;
  return a.id < b.id ? -1 : 1;
}

/** Page after page until everything is read, or as much as a file holds. Runs inside `inOrganisation`. */
export async function readHistory(
  sql: Sql,
  key: OrderKey,
): Promise<{ readonly entries: TimelineEntry[]; readonly truncated: boolean }> {
  const entries: TimelineEntry[] = [];
  let after: string | undefined;
  do {
    const limit = Math.min(TIMELINE_PAGE, HISTORY_ENTRIES_MAX - entries.length);
    const page = await readTimeline(sql, { key, after, limit });
    entries.push(...page.timeline);
    after = page.next ?? undefined;
  } while (after !== undefined && entries.length < HISTORY_ENTRIES_MAX);
  return { entries, truncated: after !== undefined };
}
