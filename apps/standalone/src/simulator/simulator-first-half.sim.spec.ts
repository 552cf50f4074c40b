import { describe, it } from '@jest/globals';
import { CI_HISTORIES, playHistories } from './testing/ci-histories.js';

describe('The simulator, first half of its histories', () => {
  it(
    'finds no rule broken',
    () => playHistories({ from: 1, count: CI_HISTORIES / 2 }),
    CI_HISTORIES * 10_000,
  );
});
