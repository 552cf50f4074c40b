import { describe, expect, it } from '@jest/globals';
import type { Operation, OrderRef } from '@abgleich/domain';
import { pino } from 'pino';
import { createLookUpSweep } from './look-up-sweep.js';
import type { Platform } from './platform.js';

type Due = Operation & OrderRef;
type Look = { readonly key: string; end(): void };

const due = (connectionId: string, count: number): Due[] =>
  Array.from(
    { length: count },
    (_unused, index) =>
      ({ key: `${connectionId}-${index}`, connectionId, nextLookAt: null }) as Due, // all that a sweep reads
  );

/** A journal with look-ups due, whose claims end when the spec says so; a claim that fails is a look-up with nothing left to do. */
function bench(operations: Due[], { activeConnections = ['a', 'b'] } = {}) {
  const looks: Look[] = [];
  let asked = 0;
  const journal = {
    operationsToLookUp: async () => {
      asked += 1;
      return operations.filter(({ key }) => !looks.some((look) => look.key === key));
    },
    readOrders: async (_connectionId: string, [orderNumber]: string[]) =>
      new Map([[orderNumber, { order: { configurationId: 'x', configurationVersion: 1 } }]]),
    claimLookUp: (key: string) =>
      new Promise<boolean>((resolve) => {
        looks.push({ key, end: () => resolve(false) });
      }),
  };
  const clock = { now: () => 0 };
  const platform = {
    clock,
    journal,
    activeConnections: async () => activeConnections.map((id) => ({ id })),
    configurationVersion: async () => ({}),
    gatewayFor: () => ({}),
  } as unknown as Platform; // the parts of it that a sweep uses
  const parts = { journal, clock } as never; // nothing else is reached: no claim succeeds
  const log = pino({ enabled: false });
  const sweep = createLookUpSweep({ platform, parts, kinds: ['capture'], log });
  const begun = (): string[] => looks.map(({ key }) => key);
  const end = async (key: string): Promise<void> => {
    looks.find((look) => look.key === key)?.end();
    await settled();
  };
  return { sweep, begun, end, askedTimes: () => asked };
}
/** Lets all promises that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('the sweep of look-ups', () => {
  it('begins those of one connection although all places of another hang', async () => {
    const { sweep, begun } = bench([...due('a', 30), ...due('b', 2)]);
    await sweep.sweep();
    await settled();
    expect(begun()).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'b-0', 'b-1']);
  });

  it('gives a place that becomes free to the next one without waiting for a tick', async () => {
    const { sweep, begun, end } = bench(due('a', 6));
    await sweep.sweep();
    await settled();
    await end('a-1');
    expect(begun()).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'a-4']);
  });

  it('begins none twice, however often it is called', async () => {
    const { sweep, begun } = bench(due('a', 2));
    await Promise.all([sweep.sweep(), sweep.sweep()]);
    await sweep.sweep();
    await settled();
    expect(begun()).toEqual(['a-0', 'a-1']);
  });

  it('does not go round and round over those of a connection that is off', async () => {
    const { sweep, begun, askedTimes } = bench(due('a', 9), { activeConnections: [] });
    await sweep.sweep();
    await settled();
    expect([begun(), askedTimes()]).toEqual([[], 1]);
  });

  it('stops when the running ones have ended, and begins none any more', async () => {
    const { sweep, begun, end } = bench(due('a', 6));
    await sweep.sweep();
    await settled();
    let stopped = false;
    const stopping = sweep.stop().then(() => (stopped = true));
    for (const key of ['a-0', 'a-1', 'a-2']) await end(key);
    expect(stopped).toBe(false);
    await end('a-3');
    await stopping;
    expect(begun()).toHaveLength(4);
  });
});
