import { DAY, MINUTE, SECOND, instant, plusMs } from '@abgleich/domain';
import { describe, expect, it } from '@jest/globals';
import { nextTryAt } from './next-try.js';

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const waitMs = (kind: 'transient' | 'config' | 'rejected' | 'uncertain', attempt: number) => {
  const next = nextTryAt({ kind, attempt, plannedAt: NOW, now: NOW });
  return next === null ? null : next - NOW;
};

describe('the next try of a mail that did not leave', () => {
  it.each([
    [1, 30 * SECOND],
    [2, MINUTE],
    [7, 30 * MINUTE],
    [500, 30 * MINUTE],
  ])('try %i at a server that is down is followed after %i ms', (attempt, ms) => {
    expect(waitMs('transient', attempt)).toBe(ms);
    expect(waitMs('uncertain', attempt)).toBe(ms);
  });

  it.each([
    [1, 5 * MINUTE],
    [4, 60 * MINUTE],
    [99, 60 * MINUTE],
  ])('try %i of what a person must repair is followed after %i ms', (attempt, ms) => {
    expect(waitMs('config', attempt)).toBe(ms);
    expect(waitMs('rejected', attempt)).toBe(ms);
  });

  it('is given up a week after the mail was written, not before', () => {
    const failed = { kind: 'transient', attempt: 300, now: NOW } as const;
    expect(nextTryAt({ ...failed, plannedAt: plusMs(NOW, -7 * DAY) })).toBeNull();
    expect(nextTryAt({ ...failed, plannedAt: plusMs(NOW, 1 - 7 * DAY) })).not.toBeNull();
  });
});
