import type { TimelineEntry } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import { groupTimeline, mergeEntries, type TimelineGroup } from './group-timeline.js';

const at = (second: number): string =>
  new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();

/**
 * A timeline as a text, oldest first, one entry a second: `1W` a decision of look 1 to wait, `1R` one to release, `1c` a call of look 1, `o`
 * an effect, `p` a problem, `u` a person.
 */
function timeline(text: string): TimelineEntry[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, index): TimelineEntry => {
      const base = { id: `${word}${index}`, at: at(index) };
      const [traceId = '', letter = ''] = word.length === 1 ? ['', word] : [...word];
      if (letter === 'c')
        return {
          ...base,
          kind: 'call',
          traceId,
          side: 'psp',
          name: 'c',
          durationMs: 1,
          outcome: 'ok',
          request: null,
          response: null,
        };
      if (letter === 'o')
        return {
          ...base,
          kind: 'operation',
          operation: 'release',
          document: 'order',
          amount: null,
          status: 'done',
          refusal: null,
          finishedAt: null,
        };
      if (letter === 'u')
        return { ...base, kind: 'person', action: 'order.recheck', name: 'Erika', code: null };
      if (letter === 'p') {
        const problem = {
          id: base.id,
          code: 'x.y',
          number: 'X1',
          severity: 'error',
          document: null,
          params: {},
          raisedAt: base.at,
          resolvedAt: null,
        } as const;
        return { ...base, kind: 'problem', problem };
      }
      const reason = letter === 'W' ? 'waiting' : 'released';
      return {
        ...base,
        kind: 'decision',
        traceId,
        service: 'order-release',
        reason,
        document: null,
        configurationVersion: 1,
        facts: {},
      };
    })
    .reverse();
}
const letter = ({ id }: { id: string }): string => (/[a-zA-Z]/.exec(id) ?? [''])[0];
function told(group: TimelineGroup): string {
  if (group.kind === 'single') return letter(group.entry);
  if (group.kind === 'calls') return `calls ${group.calls.length}`;
  const { decisions, operations, calls, repeats } = group;
  const parts = [
    decisions.map(letter).join(''),
    operations.length > 0 ? `effects ${operations.length}` : '',
    `calls ${calls.length}`,
    repeats.length > 0 ? `repeats ${repeats.length}` : '',
  ];
  return `[${parts.filter((part) => part !== '').join(' ')}]`;
}

describe('the timeline of an order', () => {
  it.each([
    ['', ''],
    ['1c 1R', '[R calls 1]'],
    ['1c 1c 1R o 1c', '[R effects 1 calls 3]'],
    ['1c 1R 2c 2W', '[W calls 1] [R calls 1]'],
    // Two flows look at the same time: each has its own calls.
    ['1c 2c 1R 2W 1c 2c', '[W calls 2] [R calls 2]'],
    // One look may decide twice: charge first, then release.
    ['1c 1W o 1c 1R o 1c', '[RW effects 2 calls 3]'],
    // An outcome that is looked up later has calls and no decision; an effect outside of every look stands alone.
    ['1c 1R 2c', 'calls 1 [R calls 1]'],
    ['1c 1R o', 'o [R calls 1]'],
    ['1c 1R p u', 'u p [R calls 1]'],
    // Waiting again and again is told once; what did something never disappears in it.
    ['1c 1W 2c 2W 3c 3W', '[W calls 1 repeats 2]'],
    ['1c 1W 2c 2R 3c 3W', '[W calls 1] [R calls 1] [W calls 1]'],
    ['1c 1W o 1c 2c 2W', '[W calls 1] [W effects 1 calls 2]'],
    ['1c 1W p 2c 2W', '[W calls 1] p [W calls 1]'],
  ])('%s is told as %s', (text, expected) => {
    expect(groupTimeline(timeline(text)).map(told).join(' ')).toBe(expected);
  });

  it('shows every entry in exactly one group', () => {
    const entries = timeline('1c 1W o 1c 2c 3c 2W 3R o p u 3c 4c 5c 5W 6W 7W o');
    const idsOf = (group: TimelineGroup): string[] => {
      if (group.kind === 'single') return [group.entry.id];
      if (group.kind === 'calls') return group.calls.map(({ id }) => id);
      const own = [...group.decisions, ...group.operations, ...group.calls].map(({ id }) => id);
      return [...own, ...group.repeats.flatMap(idsOf)];
    };
    const shown = groupTimeline(entries).flatMap(idsOf);
    expect(shown.sort()).toEqual(entries.map(({ id }) => id).sort());
  });
});

describe('the pages of a timeline', () => {
  const entries = timeline('1c 1R o 1c 2c 2W p u');
  it.each([0, 1, 4, 7, 8])('are one again when they are cut after %d entries', (cut) => {
    expect(mergeEntries(entries.slice(0, cut), entries.slice(cut))).toEqual(entries);
  });

  it('hold an entry once, as it was told last', () => {
    const [first] = entries;
    const changed = { ...first, name: 'Hugo' } as TimelineEntry; // the newest entry is the person's
    expect(mergeEntries([changed], entries)).toEqual([changed, ...entries.slice(1)]);
  });
});
