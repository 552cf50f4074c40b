import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPartitionTracker } from './partition-tracker.js';

describe('the tracker of a partition', () => {
  it('commits only what is finished without a gap', () => {
    const tracker = createPartitionTracker();
    for (const offset of [10, 11, 12]) expect(tracker.take(offset)).toBe(true);
    tracker.finish(11);
    expect(tracker.committable()).toBe(10);
    tracker.finish(10);
    expect(tracker.committable()).toBe(12);
    tracker.committed(12);
    expect(tracker.committable()).toBeNull();
    tracker.finish(12);
    expect(tracker.committable()).toBe(13);
  });

  it('passes over offsets that do not concern the group, but not over unfinished ones', () => {
    const tracker = createPartitionTracker();
    tracker.pass(0);
    expect(tracker.committable()).toBe(1);
    tracker.take(1);
    tracker.pass(2);
    expect(tracker.committable()).toBe(1);
    tracker.finish(1);
    expect(tracker.committable()).toBe(3);
  });

  it('takes nothing twice when Kafka hands it out again after a rebalance', () => {
    const tracker = createPartitionTracker();
    tracker.take(5);
    tracker.take(6);
    tracker.finish(5);
    tracker.committed(6);
    expect([tracker.take(6), tracker.take(7)]).toEqual([false, true]);
  });

  it('takes everything anew when the topic was cut behind what was committed', () => {
    const tracker = createPartitionTracker();
    tracker.take(500);
    tracker.finish(500);
    tracker.committed(501);
    expect(tracker.take(0)).toBe(true);
    expect(tracker.committable()).toBe(0);
  });

  it('counts what is unfinished apart from what is finished behind a slow key', () => {
    const tracker = createPartitionTracker();
    for (let offset = 0; offset < 1_000; offset += 1) tracker.take(offset);
    for (let offset = 1; offset < 1_000; offset += 1) tracker.finish(offset);
    expect([tracker.unfinished(), tracker.span(), tracker.committable()]).toEqual([1, 1_000, 0]);
    tracker.finish(0);
    expect([tracker.unfinished(), tracker.span(), tracker.committable()]).toEqual([0, 0, 1_000]);
  });

  it('commits nothing after revocation', () => {
    const tracker = createPartitionTracker();
    tracker.take(0);
    tracker.finish(0);
    tracker.close();
    expect(tracker.committable()).toBeNull();
  });

  it('never commits past an unfinished offset, whatever the order of finishing', () => {
    const order = fc.shuffledSubarray(
      Array.from({ length: 30 }, (_, n) => n),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(order, fc.nat(30), (finishing, some) => {
        const tracker = createPartitionTracker();
        const taken = [...finishing].sort((a, b) => a - b);
        for (const offset of taken) tracker.take(offset);
        const done = new Set(finishing.slice(0, some));
        for (const offset of done) tracker.finish(offset);
        const lowestOpen = taken.find((offset) => !done.has(offset));
        expect(tracker.committable()).toBe(lowestOpen ?? (taken.at(-1) ?? 0) + 1);
      }),
    );
  });
});
