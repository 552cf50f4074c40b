import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentile.js';
import { figuresIn } from './simulator-run.js';
import { mixedStories } from './stories.js';

describe('The mixed stories', () => {
  const stories = mixedStories(400);
  const share = (wanted: (story: (typeof stories)[number]) => boolean): number =>
    stories.filter(wanted).length / stories.length;

  it('give every method the same number of orders', () => {
    const counts = Map.groupBy(stories, ({ method }) => method.name);
    expect(new Set([...counts.values()].map((one) => one.length))).toEqual(new Set([40]));
    expect(counts.size).toBe(10);
  });

  it('cancel 20 %, half of them whole and half in part, half before and half after the release', () => {
    for (const cancelled of ['whole', 'part'] as const)
      for (const when of ['before-release', 'after-release'] as const)
        expect(
          share((one) => one.cancelled === cancelled && one.cancelledWhen === when),
        ).toBeCloseTo(0.05);
  });

  it('return 15 %, deliver some in parcels, and pay every prepayment, half of them before the release', () => {
    expect(share((one) => one.returned)).toBeCloseTo(0.15);
    expect(share((one) => one.inParts)).toBeGreaterThan(0.1);
    expect(share((one) => one.paidWhen === 'before-release')).toBeCloseTo(0.05);
    expect(share((one) => one.paidWhen === 'after-release')).toBeCloseTo(0.05);
  });

  it('are the same whenever they are asked for', () => {
    expect(mixedStories(400)).toEqual(stories);
  });
});

describe('The figures of the bench', () => {
  it('read what the simulator says of itself', () => {
    const said = [
      'seeds 10, orders 400, actions 900, troubles 80, crashes 12',
      '123.4 orders/s in 3.2 s',
      'violations 0',
    ];
    expect(figuresIn(said.join('\n'))).toEqual({
      seeds: 10,
      orders: 400,
      ordersPerSecond: 123.4,
      violations: 0,
    });
    expect(() => figuresIn('it fell over')).toThrow('did not say');
  });

  it('take a percentile by its rank', () => {
    const values = Array.from({ length: 100 }, (_unused, index) => 100 - index);
    expect([50, 95, 99, 100].map((percent) => percentile(values, percent))).toEqual([
      50, 95, 99, 100,
    ]);
  });
});
