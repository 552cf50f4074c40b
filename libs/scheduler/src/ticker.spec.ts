import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fromIso, instant, SECOND, type Clock } from '@abgleich/domain';
import { SchedulerRegistry } from '@nestjs/schedule';
import { createQuietWindow } from './quiet-window.js';
import { createTicker, type Ticker, type TickerOptions } from './ticker.js';

const clock: Clock = { now: () => instant(Date.now()) };

describe('a ticker', () => {
  let registry: SchedulerRegistry;
  beforeEach(() => {
    jest.useFakeTimers({ now: fromIso('2026-07-14T21:59:00Z') });
    registry = new SchedulerRegistry();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const started = (given: Partial<TickerOptions> & Pick<TickerOptions, 'tick'>): Ticker => {
    const ticker = createTicker({
      name: 'poll',
      everyMs: 10 * SECOND,
      clock,
      registry,
      random: () => 0.5,
      onError: (error) => {
        throw error;
      },
      ...given,
    });
    ticker.start();
    return ticker;
  };
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('begins after its share of the interval and goes on every interval', async () => {
    const ticks: number[] = [];
    const from = clock.now();
    const ticker = started({ tick: async (now) => void ticks.push((now - from) / SECOND) });
    await pass(26 * SECOND);
    expect(ticks).toEqual([5, 15, 25]);
    await ticker.stop();
  });

  it('leaves ticks out while one is still running', async () => {
    let begun = 0;
    let end = (): void => undefined;
    const ticker = started({
      tick: () => {
        begun += 1;
        return new Promise<void>((resolve) => {
          end = resolve;
        });
      },
    });
    await pass(46 * SECOND);
    expect(begun).toBe(1);
    end();
    await pass(10 * SECOND);
    expect(begun).toBe(2);
    end();
    await ticker.stop();
  });

  it('stops: waits for the running tick, starts no further one and leaves no timer behind', async () => {
    let begun = 0;
    let end = (): void => undefined;
    const ticker = started({
      tick: () => {
        begun += 1;
        return new Promise<void>((resolve) => {
          end = resolve;
        });
      },
    });
    await pass(5 * SECOND);
    let stopped = false;
    const stopping = ticker.stop().then(() => {
      stopped = true;
    });
    await pass(60 * SECOND);
    expect([begun, stopped]).toEqual([1, false]);
    end();
    await stopping;
    expect(jest.getTimerCount()).toBe(0);
    expect([registry.getIntervals(), registry.getTimeouts()]).toEqual([[], []]);
  });

  it('does not begin at all when it is stopped before its first tick', async () => {
    let begun = 0;
    const ticker = started({ tick: async () => void (begun += 1) });
    await ticker.stop();
    await pass(60 * SECOND);
    expect(begun).toBe(0);
  });

  it('ticks in only one of two instances, and in the other one once the first is gone', async () => {
    let holder: { owner: string; until: number } | null = null;
    const lease =
      (owner: string) =>
      async (_: string, ttlMs: number): Promise<boolean> => {
        if (holder !== null && holder.owner !== owner && holder.until > clock.now()) return false;
        holder = { owner, until: clock.now() + ttlMs };
        return true;
      };
    const ticks: string[] = [];
    const one = started({ tick: async () => void ticks.push('one'), tryLease: lease('one') });
    registry = new SchedulerRegistry(); // another process
    const two = started({ tick: async () => void ticks.push('two'), tryLease: lease('two') });
    await pass(26 * SECOND);
    expect(ticks).toEqual(['one', 'one', 'one']);
    await one.stop();
    await pass(40 * SECOND);
    expect(ticks.slice(3)).toEqual(['two', 'two']);
    await two.stop();
  });

  it('reports a tick that failed and ticks again', async () => {
    const errors: string[] = [];
    const ticker = started({
      tick: async () => Promise.reject(new Error('no database')),
      onError: (error, name) => void errors.push(`${name}: ${String(error)}`),
    });
    await pass(16 * SECOND);
    expect(errors).toEqual(['poll: Error: no database', 'poll: Error: no database']);
    await ticker.stop();
  });

  it('does not tick inside the quiet window, nor when a call could reach into it', async () => {
    const ticks: string[] = [];
    const ticker = started({
      tick: async (now) => void ticks.push(new Date(now).toISOString().slice(11, 19)),
      window: createQuietWindow('00:00-00:01'),
      longestMs: 20 * SECOND,
    });
    await pass(150 * SECOND);
    expect(ticks).toEqual([
      '21:59:05',
      '21:59:15',
      '21:59:25',
      '21:59:35',
      '22:01:05',
      '22:01:15',
      '22:01:25',
    ]);
    await ticker.stop();
  });
});
