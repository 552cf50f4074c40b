import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrderNumber } from '@abgleich/domain';
import { configuration } from './testing/flow-runner.js';
import { Runner } from './testing/flow-runner.js';

const HOURS_MS = 2 * 3_600_000;
const number = '1' as OrderNumber;

/** A product whose database was taken back to before it met the order: same pixi, same Unzer, nothing remembered. */
const restored = ({ world }: Runner): Runner => new Runner(world);

describe('A product that has forgotten an order', () => {
  let before: Runner;
  beforeEach(() => {
    before = new Runner();
    before.world.checkout('1', '119.00');
  });
  const fileOf = async (runner: Runner) =>
    (await runner.journal.readOrders(configuration.connectionId, [number])).get(number);
  const order = () => before.world.orders.get('1')?.order;
  const problems = async (runner: Runner) =>
    (await fileOf(runner))?.problems
      .filter(({ resolvedAt }) => resolvedAt === null)
      .map(({ code }) => code);

  it('meets a released order again in the feed of changes, and calls nothing twice', async () => {
    await before.turns(2);
    const after = restored(before);
    await after.turns(4);
    expect((await fileOf(after))?.order.state).toBe('released');
    expect(before.world.calls.filter((one) => one === 'pixi.release')).toHaveLength(1);
  });

  it('meets an order again that came to its end meanwhile, so that people find it, and does nothing', async () => {
    await before.turns(2);
    before.world.ship('1', 'R1', '119.00');
    await before.turns(4);
    expect(before.world.booked('R1')).toEqual([11_900]);
    const calls = before.world.calls.filter((one) => /capture|settle|comment/.test(one));
    const after = restored(before);
    await after.turns(4);
    expect((await fileOf(after))?.order.state).toBe('settled');
    expect(before.world.calls.filter((one) => /capture|settle|comment/.test(one))).toEqual(calls);
  });

  it('knows its lock by the mark in pixi while the reason holds, and lifts it when it is gone', async () => {
    const payment = before.world.payments.get('s-pay-1');
    before.world.payments.delete('s-pay-1');
    await before.turns(2);
    expect(order()).toMatchObject({ status: 'open', locked: true });
    const after = restored(before);
    await after.turns(3);
    expect(await problems(after)).toEqual(['release.payment-unknown']);
    if (payment) before.world.payments.set('s-pay-1', payment);
    before.world.pass(HOURS_MS);
    await after.turns(3);
    expect(order()).toMatchObject({ status: 'open', locked: false });
    expect(await problems(after)).toEqual([]);
  });

  it('asks a person about a lock whose reason is gone already: it may be somebody else by now', async () => {
    const payment = before.world.payments.get('s-pay-1');
    before.world.payments.delete('s-pay-1');
    await before.turns(2);
    if (payment) before.world.payments.set('s-pay-1', payment);
    const after = restored(before);
    await after.turns(3);
    expect(order()).toMatchObject({ status: 'open', locked: true });
    expect(await problems(after)).toEqual(['release.lock-left']);
  });

  it('leaves a lock alone that somebody else set', async () => {
    await before.turns(2);
    before.world.change('1', { locked: true });
    const after = restored(before);
    await after.turns(4);
    expect(order()).toMatchObject({ status: 'open', locked: true });
    expect(await problems(after)).toEqual([]);
  });

  it('neither captures nor settles an invoice again', async () => {
    await before.turns(2);
    before.world.ship('1', 'R1', '119.00');
    await before.turns(1);
    const after = restored(before);
    before.world.pass(HOURS_MS);
    await after.turns(6);
    expect([before.world.captured('1'), before.world.booked('R1')]).toEqual([11_900, [11_900]]);
  });
});
