import type { TimelineEntry } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import { groupTimeline } from './group-timeline.js';

const at = '2026-11-21T10:00:00.000Z';
const decision = (reason: string): TimelineEntry => ({
  kind: 'decision',
  at,
  service: 'order-release',
  reason,
  document: null,
  configurationVersion: 1,
  facts: {},
});
const call = (name: string): TimelineEntry => ({
  kind: 'call',
  at,
  side: 'psp',
  name,
  durationMs: 1,
  outcome: 'ok',
  request: null,
  response: null,
});
const letters: Readonly<Record<string, TimelineEntry>> = {
  W: decision('waiting'),
  R: decision('released'),
  c: call('c'),
};
/** `WcWc` = a timeline, newest first; the answer writes folded entries in brackets. */
function grouped(text: string): string {
  const entries = [...text].map((letter) => letters[letter] ?? call(letter));
  const letterOf = (entry: TimelineEntry) =>
    entry.kind === 'decision' ? (entry.reason === 'waiting' ? 'W' : 'R') : 'c';
  return groupTimeline(entries)
    .map(({ entry, repeats }) =>
      repeats === null
        ? letterOf(entry)
        : `${letterOf(entry)}(${repeats.count}:${repeats.entries.map(letterOf).join('')})`,
    )
    .join(' ');
}

describe('the timeline of an order', () => {
  it.each([
    ['', ''],
    ['Rc', 'R c'],
    ['RcWc', 'R c W c'],
    ['WcWc', 'W(1:Wc) c'],
    ['RcWcWccWc', 'R c W(2:WccWc) c'],
    ['cWcW', 'c W(1:W) c'],
    ['WcRcWc', 'W c R c W c'],
  ])('%s is shown as %s', (entries, expected) => {
    expect(grouped(entries)).toBe(expected);
  });
});
