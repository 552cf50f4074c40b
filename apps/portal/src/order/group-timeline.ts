import type { TimelineEntry } from '@abgleich/contracts';

export type TimelineGroup = {
  readonly entry: TimelineEntry;
  /** Earlier checks that came to the same result, with their calls; folded away on the page. */
  readonly repeats: { readonly count: number; readonly entries: readonly TimelineEntry[] } | null;
};

type Decision = Extract<TimelineEntry, { kind: 'decision' }>;

/**
 * Folds runs of equal decisions, newest first: an order that waits is checked every few minutes with one result. Entries are
 * canonical, groups derived: every entry is in exactly one group.
 */
export function groupTimeline(entries: readonly TimelineEntry[]): readonly TimelineGroup[] {
  const groups: TimelineGroup[] = [];
  let at = 0;
  while (at < entries.length) {
    const entry = entries[at];
    if (entry === undefined) break;
    if (entry.kind !== 'decision') {
      groups.push({ entry, repeats: null });
      at += 1;
      continue;
    }
    const run = runOf(entries, at, entry);
    const second = run.findIndex((other, index) => index > 0 && other.kind === 'decision');
    const own = second < 0 ? run.slice(0, 1) : run.slice(0, second);
    const folded = second < 0 ? [] : run.slice(second);
    const count = folded.filter((other) => other.kind === 'decision').length;
    groups.push({ entry, repeats: count === 0 ? null : { count, entries: folded } });
    groups.push(...own.slice(1).map((call) => ({ entry: call, repeats: null })));
    at += own.length + folded.length;
  }
  return groups;
}

/** From `start` on: decisions equal to the first one and the calls between and below them. */
function runOf(
  entries: readonly TimelineEntry[],
  start: number,
  first: Decision,
): readonly TimelineEntry[] {
  let end = start + 1;
  while (end < entries.length) {
    const next = entries[end];
    if (next === undefined) break;
    const belongs = next.kind === 'call' || (next.kind === 'decision' && sameResult(next, first));
    if (!belongs) break;
    end += 1;
  }
  return entries.slice(start, end);
}

const sameResult = (a: Decision, b: Decision): boolean =>
  a.service === b.service && a.reason === b.reason && a.document === b.document;
