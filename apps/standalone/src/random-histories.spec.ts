import { describe, expect, it } from '@jest/globals';
import { runHistory } from './testing/histories/run-history.js';

/** Each is some twenty minutes of trouble and an hour and a half of rest, in virtual time; `ABGLEICH_HISTORIES=20000 ABGLEICH_HISTORY=1` plays more, from that seed on. */
const COUNT = Number(process.env['ABGLEICH_HISTORIES'] ?? 200);
const FIRST = Number(process.env['ABGLEICH_HISTORY'] ?? 1);
const MS_PER_HISTORY = 1_000;

describe('Random histories', () => {
  it(
    'end with every order final or told of, every invoice charged and booked once',
    async () => {
      const wrong: string[] = [];
      for (let seed = FIRST; seed < FIRST + COUNT && wrong.length === 0; seed += 1) {
        const { violations, report } = await runHistory(seed);
        if (violations.length > 0) wrong.push(report());
      }
      expect(wrong.join('\n\n')).toBe('');
    },
    COUNT * MS_PER_HISTORY,
  );

  it('are the same when they are played again from the same seed', async () => {
    for (const seed of [FIRST, FIRST + 1, FIRST + 2]) {
      const first = await runHistory(seed);
      const again = await runHistory(seed);
      expect(again.hash).toBe(first.hash);
    }
  });
});
