import { describe, expect, it } from '@jest/globals';
import { restartWaitMs } from './supervise.js';

describe('restartWaitMs', () => {
  it('waits longer after each crash in a row, and half a minute at most', () => {
    const waits = Array.from({ length: 8 }, (_unused, crashes) => restartWaitMs(crashes));
    expect(waits).toEqual([500, 1_000, 2_000, 5_000, 15_000, 30_000, 30_000, 30_000]);
  });
});
