import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bareServices } from './bare-services.js';
import { type Stage, openStage } from './bench-stage.js';
import { perOrder } from './count-calls.js';
import { METHODS } from './methods.js';
import { CALLS_ABOVE_MINIMUM, MUST_CALLS, leastCalls } from './must-calls.js';
import { type Side, ownServices } from './own-services.js';
import { cleanStories, mixedStories } from './stories.js';
import { type StoryRun, runStories } from './story-run.js';
import { PortTimes } from './time-ports.js';

const ORDERS = 4;
/** Every story of every method once. */
const MIXED_ORDERS = 200;

describe('What an order costs in calls', () => {
  let stage: Stage;
  let services: Side;
  const times = new PortTimes();
  beforeAll(async () => {
    stage = await openStage();
    services = ownServices(stage, () => times);
  });
  afterAll(() => stage.stop());

  const limit = (least: number): number => least * (1 + CALLS_ABOVE_MINIMUM);

  it('has a published minimum for every configured method', () => {
    expect(Object.keys(MUST_CALLS).sort()).toEqual(METHODS.map(({ name }) => name).sort());
  });

  it.each(METHODS)('stays within 15 % of the minimum: $name', async (method) => {
    const run = await runStories(stage, cleanStories(method, ORDERS), async () => services);
    const { pixi, unzer, comments } = perOrder(run.calls, ORDERS);
    const least = leastCalls(method.name);
    expect(pixi).toBeLessThanOrEqual(limit(least.pixi));
    expect(pixi + unzer).toBeLessThanOrEqual(limit(least.pixi + least.unzer));
    expect(comments).toBeLessThanOrEqual(method.family === 'prepayment' ? 3 : 2);
  });

  it('stays within 15 % of it with cancellations, returns and parcels, and leaves no violation', async () => {
    const stories = mixedStories(MIXED_ORDERS);
    const own = await runStories(stage, stories, async () => services);
    const truth = await stage.control.truthAtRest();
    // Only now: the product would work on the bare loop's orders, too.
    const bare = await runStories(stage, stories, (placed) => bareServices(stage, placed));
    const calls = ({ calls: { pixi, unzer } }: StoryRun): number => pixi + unzer;
    expect(calls(own)).toBeLessThanOrEqual(limit(calls(bare)));
    expect(own.calls.pixi).toBeLessThanOrEqual(limit(bare.calls.pixi));
    expect(own.calls.lists).toBeLessThanOrEqual(bare.calls.lists);
    expect(truth.violations).toEqual([]);
  });

  it.each(METHODS)(
    'is compared with a bare loop that makes just the published calls: $name',
    async (method) => {
      const run = await runStories(stage, cleanStories(method, ORDERS), (placed) =>
        bareServices(stage, placed),
      );
      const { pixi, unzer } = perOrder(run.calls, ORDERS);
      expect({ pixi, unzer }).toEqual(leastCalls(method.name));
    },
  );
});
