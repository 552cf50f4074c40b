import { describe, expect, it } from '@jest/globals';
import { createRequestLimiter } from './request-limiter.js';

/** A clock that only runs while somebody waits for it. */
function createBench(options: { requestsPerSecond: number; inFlightMax: number }) {
  let nowMs = 0;
  const started: number[] = [];
  const limiter = createRequestLimiter({
    ...options,
    monotonicMs: () => nowMs,
    wait: async (ms) => {
      await new Promise((resolve) => setImmediate(resolve)); // who was let in before starts before
      nowMs += ms;
    },
  });
  const task = async () => {
    started.push(nowMs);
  };
  return { limiter, started, task };
}
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('the pace of requests', () => {
  it('is never above the limit in any second', async () => {
    const { limiter, started, task } = createBench({ requestsPerSecond: 5, inFlightMax: 0 });
    await Promise.all(times(23, () => limiter.run('a', task)));
    expect(started).toHaveLength(23);
    expect(started.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    for (const [index, at] of started.slice(5).entries())
      expect(at - (started[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(started.at(-1)).toBe(4_000);
  });

  it('may be slower than one a second', async () => {
    const { limiter, started, task } = createBench({ requestsPerSecond: 0.5, inFlightMax: 0 });
    await Promise.all(times(3, () => limiter.run('a', task)));
    expect(started).toEqual([0, 2_000, 4_000]);
  });

  it('holds per key pair, not for all together', async () => {
    const { limiter, started, task } = createBench({ requestsPerSecond: 1, inFlightMax: 0 });
    await Promise.all(['a', 'b', 'c'].map((lane) => limiter.run(lane, task)));
    expect(started).toEqual([0, 0, 0]);
  });

  it('is unlimited with 0', async () => {
    const { limiter, started, task } = createBench({ requestsPerSecond: 0, inFlightMax: 0 });
    await Promise.all(times(400, () => limiter.run('a', task)));
    expect(new Set(started)).toEqual(new Set([0]));
  });

  it('lets no more than the allowed number be on the way, in the order of asking', async () => {
    const { limiter } = createBench({ requestsPerSecond: 0, inFlightMax: 2 });
    const order: number[] = [];
    let inFlight = 0;
    let most = 0;
    const runs = times(9, () => 0).map((_, index) =>
      limiter.run('a', async () => {
        order.push(index);
        most = Math.max(most, (inFlight += 1));
        await new Promise((resolve) => setImmediate(resolve));
        inFlight -= 1;
      }),
    );
    await Promise.all(runs);
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('goes on after a task that failed', async () => {
    const { limiter, task } = createBench({ requestsPerSecond: 0, inFlightMax: 1 });
    const failing = limiter.run('a', () => Promise.reject(new Error('boom')));
    await expect(failing).rejects.toThrow('boom');
    await expect(limiter.run('a', task)).resolves.toBeUndefined();
  });

  it('waits out a short pause and tells of a long one', async () => {
    const { limiter, started, task } = createBench({ requestsPerSecond: 0, inFlightMax: 0 });
    limiter.pause('a', 3_000);
    await limiter.run('a', task);
    expect(started).toEqual([3_000]);
    limiter.pause('a', 60_000);
    await expect(limiter.run('a', task)).rejects.toMatchObject({
      code: 'unzer.rate-limited',
      retryAfterMs: 60_000,
    });
    await expect(limiter.run('b', task)).resolves.toBeUndefined();
  });

  it('refuses a queue that would be minutes old', async () => {
    const { limiter } = createBench({ requestsPerSecond: 0, inFlightMax: 1 });
    const { promise: blocked, resolve: release } = Promise.withResolvers<undefined>();
    const waiting = times(501, () => limiter.run('a', () => blocked));
    await expect(limiter.run('a', () => blocked)).rejects.toMatchObject({ kind: 'transient' });
    release(undefined);
    await Promise.allSettled(waiting);
  });
});
