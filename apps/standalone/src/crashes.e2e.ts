import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationKind } from '@abgleich/domain';
import { CRASH_POINTS, type CrashPoint } from '@abgleich/reconciler';
import { EffectStory, plotWith } from './testing/effect-stories.js';
import { Product, until } from './testing/product.js';
import { bookedCents, settled } from './testing/story.js';

/** Within this one of the orders on the way reaches a crash point that is still to be visited. */
const LIFE_MS = 120_000;
/** One life for each point, and the last one to its end; a life that takes too long says so itself. */
const LIVES_MS = (CRASH_POINTS.length + 2) * LIFE_MS;
const STEP_MS = 150;
/** What it says of itself just before. */
const KILLED = 'killed here, because a test asked for it';
const kindOf = (point: CrashPoint): OperationKind => point.split('.')[0] as OperationKind; // as the type says

describe('A process killed at any step of an effect', () => {
  let product: Product;
  const stories: EffectStory[] = [];
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    await product.remove();
  });

  /** Where it was killed: the last word of its log. */
  async function lastPoint(): Promise<string> {
    const log = await readFile(join(product.dataDir, 'abgleich.log'), 'utf8');
    return [...log.matchAll(/"step":"([\w.-]+)"/g)].at(-1)?.[1] ?? '';
  }

  const isDead = (): boolean =>
    product.child.exitCode !== null || product.child.signalCode !== null;

  /** A call that failed because the other side just died is made again in its next life. */
  async function unlessDead(error: unknown): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    if (!isDead()) throw error;
  }

  /** The world goes on as long as the product lives; with the product its sandbox dies. */
  async function advanceAll(): Promise<void> {
    for (const story of stories.filter(({ isOver }) => !isOver))
      await story.advance(product.control).catch(unlessDead);
  }

  /** Lives until it dies at one of `points`, which may be before it is ready; answers at which. */
  async function liveWith(points: ReadonlySet<CrashPoint>): Promise<string> {
    try {
      product = await product.again({ env: { ABGLEICH_CRASH_AT: [...points].join() } });
    } catch (error) {
      if (!String(error).includes(KILLED)) throw error;
      return lastPoint();
    }
    try {
      for (const kind of new Set([...points].map(kindOf)))
        if (!stories.some(({ isOver, plot }) => !isOver && plot.kinds.includes(kind)))
          stories.push(await EffectStory.begin(product.control, plotWith(kind)));
    } catch (error) {
      await unlessDead(error);
    }
    const deadline = Date.now() + LIFE_MS;
    while (!isDead()) {
      await advanceAll();
      if (Date.now() > deadline) throw new Error(`nothing reaches any of ${[...points].join()}`);
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
    return lastPoint();
  }

  it(
    'ends every order the same, with each effect made once',
    async () => {
      await product.stop();
      const left = new Set(CRASH_POINTS);
      while (left.size > 0) {
        const point = await liveWith(left);
        expect([...left]).toContain(point);
        left.delete(point as CrashPoint); // it is one of them
      }
      product = await product.again();
      await until(
        'every order at its end',
        async () => {
          await advanceAll();
          return stories.every(({ isOver }) => isOver);
        },
        LIFE_MS,
      );
      for (const story of stories)
        expect([story.plot.name, await story.moved(product.control)]).toEqual([
          story.plot.name,
          story.plot.end,
        ]);
      expect((await product.control.truthAtRest()).violations).toEqual([]);
    },
    LIVES_MS,
  );

  it('keeps every order through a kill between the steps, under load', async () => {
    const orders = await Promise.all(Array.from({ length: 30 }, () => product.control.checkout()));
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // somewhere in the middle of the work
    await product.kill();
    product = await product.again();
    for (const { orderNr } of orders) {
      await until('released', async () => (await product.control.order(orderNr)).status === 'OPEN');
      await product.control.ship(orderNr);
    }
    await product.kill();
    product = await product.again();
    for (const { orderNr } of orders)
      expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
    expect((await product.control.truth()).violations).toEqual([]);
  });
});
