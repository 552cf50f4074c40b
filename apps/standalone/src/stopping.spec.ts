import { describe, expect, it } from '@jest/globals';
import { Runner } from './testing/flow-runner.js';

const NUMBERS = Array.from({ length: 20 }, (_unused, index) => String(index + 1));
/** What the runner works on at once. */
const AT_ONCE = 4;

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
});
