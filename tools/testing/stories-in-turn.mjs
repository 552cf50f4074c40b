// The order in which whole-product stories begin. Stories without a browser mostly wait, those with one keep a core busy: taken by turns, four
// of them at once fill two cores. Those that take minutes come first, so that none is left to run alone at the end.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

const MINUTES_LONG = ['crashes', 'portal-walk', 'faults', 'mail', 'writing-calls', 'chaos'];

export default class StoriesInTurn extends Sequencer {
  sort(tests) {
    const stories = tests.map((test) => {
      const source = readFileSync(test.path, 'utf8');
      const long = MINUTES_LONG.indexOf(basename(test.path, '.e2e.ts'));
      return {
        test,
        rank: long < 0 ? MINUTES_LONG.length : long,
        size: source.length,
        seen: source.includes('PortalBrowser'),
      };
    });
    stories.sort((a, b) => a.rank - b.rank || b.size - a.size);
    const calm = stories.filter(({ seen }) => !seen);
    const busy = stories.filter(({ seen }) => seen);
    const turns = Array.from({ length: Math.max(calm.length, busy.length) }, (_, n) => n);
    return turns.flatMap((n) => [calm[n], busy[n]]).flatMap((story) => story?.test ?? []);
  }
}
