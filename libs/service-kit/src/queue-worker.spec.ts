import { describe, expect, it } from '@jest/globals';
import { type Instant, fromIso, plusMs, MINUTE } from '@abgleich/domain';
import { SPREAD_OVER_MS, type Tickers, createQuietWindow } from '@abgleich/scheduler';
import { pino } from 'pino';
import type { EventToPublish, Platform } from './platform.js';
import { createQueueWorker } from './queue-worker.js';

/** 04:00 in Berlin. */
const REOPENS = fromIso('2026-07-15T02:00:00Z');
const CONNECTIONS = Array.from({ length: 20 }, (_unused, index) => `connection-${index}`);

/** Asks a worker for one tick at `now`; answers the connections that are due. */
async function tickAt(now: Instant): Promise<string[]> {
  const published: EventToPublish[] = [];
  const platform = {
    log: pino({ enabled: false }),
    settings: { ABGLEICH_POLL_SECONDS: 15, ABGLEICH_PIXI_TIMEOUT_SECONDS: 30 },
    window: createQuietWindow('00:00-04:00'),
    clock: { now: () => now },
    transport: { subscribe: async () => undefined },
    partsFor: () => ({}),
    activeConnections: async () => CONNECTIONS.map((id) => ({ id, organisationId: 'one' })),
    publish: async (events: readonly EventToPublish[]) => void published.push(...events),
  } as unknown as Platform; // the parts of it that a tick uses
  const ticks: ((now: Instant) => Promise<void>)[] = [];
  const tickers: Tickers = ({ name, tick }) => {
    if (name.startsWith('poll:')) ticks.push(tick);
    return { start: () => undefined, stop: () => Promise.resolve() };
  };
  const worker = createQueueWorker(platform, {
    service: 'spec',
    procedure: 'release-queue',
    poll: () => Promise.resolve(),
    recheck: () => Promise.resolve(),
    lookUpKinds: [],
    offset: 0,
  });
  await worker.start(tickers);
  for (const tick of ticks) await tick(now);
  return published.map(({ connectionId }) => connectionId);
}

describe('a tick of a queue', () => {
  it('is for every connection by day', async () => {
    expect(await tickAt(plusMs(REOPENS, 60 * MINUTE))).toEqual(CONNECTIONS);
  });

  it('lets connections begin one after the other when the quiet window has ended, all within ten minutes', async () => {
    const minutes = [0, 3, 6, 9].map((minute) => plusMs(REOPENS, minute * MINUTE));
    const due = await Promise.all(minutes.map(tickAt));
    const counts = due.map(({ length }) => length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBeLessThan(CONNECTIONS.length / 2);
    expect(counts[2]).toBeGreaterThan(counts[0] ?? 0);
    for (const [index, earlier] of due.slice(0, -1).entries())
      expect(due[index + 1]).toEqual(expect.arrayContaining(earlier));
    expect(await tickAt(plusMs(REOPENS, SPREAD_OVER_MS))).toEqual(CONNECTIONS);
  });
});
