import { type Clock, instant } from '@abgleich/domain';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createWaker } from './waker.js';

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  jest.useRealTimers();
});
const clock: Clock = { now: () => instant(Date.now()) };
const inSeconds = (seconds: number) => instant(Date.now() + seconds * 1_000);

function counting(next: () => number | null = () => null) {
  let runs = 0;
  const errors: unknown[] = [];
  const waker = createWaker({
    clock,
    run: async () => {
      runs += 1;
      const seconds = next();
      return seconds === null ? null : inSeconds(seconds);
    },
    onError: (error) => errors.push(error),
  });
  return { waker, errors, runs: () => runs };
}

describe('the waker', () => {
  it('runs at the earliest moment that was asked for, once', async () => {
    const { waker, runs } = counting();
    waker.wakeAt(inSeconds(20));
    waker.wakeAt(inSeconds(5));
    waker.wakeAt(inSeconds(10));
    await jest.advanceTimersByTimeAsync(4_999);
    expect(runs()).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(runs()).toBe(1);
  });

  it('holds no timer while nothing is to be done', async () => {
    const { waker } = counting();
    waker.wakeAt(inSeconds(1));
    await jest.advanceTimersByTimeAsync(2_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('runs again when its work asks for it, but never without a pause', async () => {
    const { waker, runs } = counting(() => 0);
    waker.wakeAt(inSeconds(0));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(runs()).toBeLessThanOrEqual(11);
    expect(runs()).toBeGreaterThan(5);
    await waker.stop();
  });

  it('tries again after a failure', async () => {
    let failures = 1;
    const { waker, runs, errors } = counting(() => {
      failures -= 1;
      if (failures >= 0) throw new Error('database away');
      return null;
    });
    waker.wakeAt(inSeconds(0));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(runs()).toBe(2);
    expect(errors).toHaveLength(1);
  });

  it('starts nothing once it was stopped', async () => {
    const { waker, runs } = counting();
    waker.wakeAt(inSeconds(5));
    await waker.stop();
    waker.wakeAt(inSeconds(5));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(runs()).toBe(0);
    expect(waker.stopping).toBe(true);
  });
});
