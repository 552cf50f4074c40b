import { describe, expect, it } from '@jest/globals';
import type { OrderNumber } from '@abgleich/domain';
import { Runner, configuration } from './testing/flow-runner.js';

const HOUR_MS = 3_600_000;
const NUMBER = '1' as OrderNumber;

const fileOf = async (runner: Runner) =>
  (await runner.journal.readOrders(configuration.connectionId, [NUMBER])).get(NUMBER);

/** Turns with `ms` between them: nobody presses a button and nobody notifies. */
async function timePasses(runner: Runner, turns: number, ms: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    runner.world.pass(ms);
    await runner.turn();
  }
}

describe('Orders that nobody tells us of again', () => {
  it('unlocks a prepaid order whose transfer arrives without a notification, a week later', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.requested('1', 'prepayment');
    await runner.turns(3);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ status: 'open', locked: true });
    await timePasses(runner, 7 * 24, HOUR_MS);
    runner.world.receive('1', '119.00');
    await timePasses(runner, 30, HOUR_MS);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ status: 'open', locked: false });
    expect((await fileOf(runner))?.problems).toEqual([]);
  });

  it('lifts its lock when a payment that was not known is known after all', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    const payment = runner.world.payments.get('s-pay-1');
    runner.world.payments.delete('s-pay-1');
    await runner.turns(3);
    expect((await fileOf(runner))?.problems).toMatchObject([{ code: 'release.payment-unknown' }]);
    if (payment) runner.world.payments.set('s-pay-1', payment);
    await timePasses(runner, 20, HOUR_MS / 10);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: false });
    expect((await fileOf(runner))?.problems).toEqual([]);
  });

  it('sees a chargeback of an order that is not shipped, and locks it', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00', 'charged');
    await runner.turns(3);
    const payment = runner.world.payments.get('s-pay-1');
    if (payment) runner.world.payments.set('s-pay-1', { ...payment, state: 'chargeback' });
    await timePasses(runner, 30, HOUR_MS);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: true });
    expect((await fileOf(runner))?.problems).toMatchObject([
      { code: 'release.payment-charged-back' },
    ]);
  });

  it('asks seldom: a locked order costs some forty looks in its first day and one a day later on', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.requested('1', 'prepayment');
    await runner.turns(3);
    const looks = async (turns: number, ms: number): Promise<number> => {
      const before = runner.world.calls.filter((name) => name === 'unzer.payment').length;
      await timePasses(runner, turns, ms);
      return runner.world.calls.filter((name) => name === 'unzer.payment').length - before;
    };
    expect(await looks(24 * 60, HOUR_MS / 60)).toBeLessThan(60);
    await timePasses(runner, 24 * 20, HOUR_MS);
    expect(await looks(24 * 2, HOUR_MS)).toBeLessThanOrEqual(3);
  });
});
