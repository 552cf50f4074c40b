import { describe, expect, it } from '@jest/globals';
import { HOUR } from '@abgleich/domain';
import { Runner } from './testing/flow-runner.js';

const NUMBERS = Array.from({ length: 20 }, (_unused, index) => String(index + 1));
/** What the runner works on at once. */
const AT_ONCE = 4;
const LONG_BREAK = HOUR / 2;

describe('A process that is told to stop in the middle of a long queue', () => {
  it('ends what it has begun, begins nothing else, and leaves the rest to the next one', async () => {
    const runner = new Runner();
    NUMBERS.forEach((number) => runner.world.checkout(number, '119.00'));
    await runner.turns(2);
    NUMBERS.forEach((number) => runner.world.ship(number, `R${number}`, '119.00'));
    const settled = () => NUMBERS.filter((number) => runner.world.booked(`R${number}`).length > 0);
    runner.world.beforeCall('pixi.settle', () => (runner.stopping = true));
    await runner.pollInvoices();
    expect(settled().length).toBeGreaterThan(0);
    expect(settled().length).toBeLessThanOrEqual(AT_ONCE);
    runner.stopping = false;
    await runner.turns(2);
    for (const number of NUMBERS) expect(runner.world.booked(`R${number}`)).toEqual([11_900]);
  });

  it('looks at nothing else that was cancelled either, and the next one finds what is left', async () => {
    const runner = new Runner();
    NUMBERS.forEach((number) => runner.world.checkout(number, '119.00', 'charged'));
    await runner.turns(3);
    NUMBERS.forEach((number) => runner.world.cancel(number));
    runner.world.pass(LONG_BREAK); // longer ago than the feed repeats itself
    const givenBack = () =>
      NUMBERS.filter((number) => runner.world.moved(number, 'refund').length > 0);
    runner.world.beforeCall('unzer.refund', () => (runner.stopping = true));
    await runner.pollChanges();
    expect(givenBack().length).toBeGreaterThan(0);
    expect(givenBack().length).toBeLessThanOrEqual(AT_ONCE);
    // Only a cursor that stayed where it was finds the rest again.
    runner.stopping = false;
    runner.restart();
    await runner.pollChanges();
    for (const number of NUMBERS) expect(runner.world.moved(number, 'refund')).toEqual([11_900]);
  });
});
