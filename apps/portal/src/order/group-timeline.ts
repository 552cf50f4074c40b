import type { TimelineEntry } from '@abgleich/contracts';

export type EntryOf<K extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: K }>;

/** One look at the order: what was decided, what was done on account of it, and every call that was made. Newest first. */
export type Look = {
  readonly kind: 'look';
  readonly id: string;
  readonly decisions: readonly [EntryOf<'decision'>, ...EntryOf<'decision'>[]];
  readonly operations: readonly EntryOf<'operation'>[];
  readonly calls: readonly EntryOf<'call'>[];
  /** Earlier looks that came to the same result and did nothing; folded away on the page. */
  readonly repeats: readonly Look[];
};
/** Calls without a decision: an outcome was looked up, or a page of orders was read. */
export type Calls = {
  readonly kind: 'calls';
  readonly id: string;
  readonly calls: readonly EntryOf<'call'>[];
};
export type Single = {
  readonly kind: 'single';
  readonly id: string;
  readonly entry: EntryOf<'operation' | 'problem' | 'person'>;
};
export type TimelineGroup = Look | Calls | Single;

type Traced = EntryOf<'decision' | 'call'>;
type Trace = { readonly id: string; readonly entries: readonly Traced[]; from: string; to: string };

/**
 * Groups the entries of a timeline, newest first. Entries are canonical, groups derived: every entry is in exactly one. Decisions and calls
 * of one look share its trace; an effect belongs to the look during which it began.
 */
export function groupTimeline(entries: readonly TimelineEntry[]): readonly TimelineGroup[] {
  const traces = tracesOf(entries);
  const operations = new Map<string, EntryOf<'operation'>[]>();
  const groups: TimelineGroup[] = [];
  const begun = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== 'operation') continue;
    const home = traceAround(traces, entry);
    if (home !== null) operations.set(home.id, [...(operations.get(home.id) ?? []), entry]);
  }
  const housed = new Set([...operations.values()].flat().map(({ id }) => id));
  for (const entry of entries) {
    if (entry.kind === 'decision' || entry.kind === 'call') {
      const trace = traces.get(entry.traceId);
      if (trace === undefined || begun.has(trace.id)) continue;
      begun.add(trace.id);
      groups.push(groupOf(trace, operations.get(trace.id) ?? []));
    } else if (!housed.has(entry.id)) groups.push({ kind: 'single', id: entry.id, entry });
  }
  return folded(groups);
}

function tracesOf(entries: readonly TimelineEntry[]): ReadonlyMap<string, Trace> {
  const traces = new Map<string, Trace>();
  for (const entry of entries) {
    if (entry.kind !== 'decision' && entry.kind !== 'call') continue;
    const known = traces.get(entry.traceId);
    traces.set(entry.traceId, {
      id: entry.traceId,
      entries: [...(known?.entries ?? []), entry],
      from: known === undefined || entry.at < known.from ? entry.at : known.from,
      to: known === undefined || entry.at > known.to ? entry.at : known.to,
    });
  }
  return traces;
}

/** The look with a decision during which an effect began; of several the one that began last. */
function traceAround(
  traces: ReadonlyMap<string, Trace>,
  { at }: EntryOf<'operation'>,
): Trace | null {
  let found: Trace | null = null;
  for (const trace of traces.values()) {
    const decided = trace.entries.some(({ kind }) => kind === 'decision');
    if (!decided || at < trace.from || at > trace.to) continue;
    if (found === null || trace.from > found.from) found = trace;
  }
  return found;
}

function groupOf(trace: Trace, operations: readonly EntryOf<'operation'>[]): Look | Calls {
  const decisions = trace.entries.filter((entry) => entry.kind === 'decision');
  const calls = trace.entries.filter((entry) => entry.kind === 'call');
  const [latest, ...earlier] = decisions;
  const { id } = trace;
  if (latest === undefined) return { kind: 'calls', id, calls };
  return { kind: 'look', id, decisions: [latest, ...earlier], operations, calls, repeats: [] };
}

/** An order that waits is looked at every few minutes with one result: what is older and says the same is folded into the newest. */
function folded(groups: readonly TimelineGroup[]): readonly TimelineGroup[] {
  const result: TimelineGroup[] = [];
  for (const group of groups) {
    const above = result.at(-1);
    const same = above?.kind === 'look' && group.kind === 'look' && saysTheSame(above, group);
    if (same) result[result.length - 1] = { ...above, repeats: [...above.repeats, group] };
    else result.push(group);
  }
  return result;
}

function saysTheSame(newer: Look, older: Look): boolean {
  if (older.operations.length > 0) return false;
  const words = ({ decisions }: Look): string =>
    decisions
      .map(({ service, reason, document }) => `${service} ${reason} ${document ?? ''}`)
      .join('\n');
  return words(newer) === words(older);
}

/** What stands above what, of the same moment: as the server sorts. */
const PLACES = [
  'problem',
  'operation',
  'decision',
  'call',
  'person',
] as const satisfies readonly TimelineEntry['kind'][];

/** Pages of a timeline as one, newest first, each entry once: the newer word about it counts. */
export function mergeEntries(
  newer: readonly TimelineEntry[],
  older: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const byId = new Map([...older, ...newer].map((entry) => [entry.id, entry]));
  const place = ({ kind }: TimelineEntry): number => PLACES.indexOf(kind);
  return [...byId.values()].sort((a, b) => {
    if (a.at !== b.at) return a.at < b.at ? 1 : -1;
    if (a.kind !== b.kind) return place(a) - place(b);
    return a.id < b.id ? 1 : -1;
  });
}
