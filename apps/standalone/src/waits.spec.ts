import { describe, expect, it } from '@jest/globals';
import { eur, type OrderNumber } from '@abgleich/domain';
import type { Mishap } from './testing/fake-world.js';
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

  it('leaves a lock alone that somebody set after our own was lifted by hand', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.requested('1', 'prepayment');
    await runner.turns(3);
    runner.world.change('1', { locked: false });
    await timePasses(runner, 6, HOUR_MS);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: false });
    runner.world.change('1', { locked: true });
    await timePasses(runner, 6, HOUR_MS);
    runner.world.receive('1', '119.00');
    await timePasses(runner, 30, HOUR_MS);
    expect((await fileOf(runner))?.order.reason).toBe('already-released');
    expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: true });
  });

  it('warns of an authorisation that may lapse while something can still be done, and says no more once the goods are paid', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    await runner.turns(3);
    await timePasses(runner, 5 * 24, HOUR_MS);
    expect((await fileOf(runner))?.problems).toEqual([]);
    await timePasses(runner, 2 * 24, HOUR_MS);
    expect((await fileOf(runner))?.problems).toMatchObject([
      { code: 'release.authorization-expiring', severity: 'notice' },
    ]);
    runner.world.ship('1', 'R1', '119.00');
    await timePasses(runner, 2 * 24, HOUR_MS);
    expect(runner.world.booked('R1')).toEqual([11_900]);
    expect((await fileOf(runner))?.problems).toEqual([]);
  });

  it('says so when the authorisation of an order that nobody shipped has lapsed, and locks it', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    await runner.turns(3);
    const payment = runner.world.payments.get('s-pay-1');
    const gone = { total: eur('0'), remaining: eur('0'), state: 'cancelled' as const };
    if (payment) runner.world.payments.set('s-pay-1', { ...payment, ...gone });
    await timePasses(runner, 8 * 24, HOUR_MS);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: true });
    expect((await fileOf(runner))?.problems).toMatchObject([
      { code: 'release.authorization-expired', severity: 'error' },
    ]);
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

  it.each(['unzer.payment', 'pixi.header', 'pixi.invoices-of', 'pixi.lines'])(
    'gets over an outage of %s that lasts for hours, and tells a person once',
    async (call) => {
      const runner = new Runner();
      runner.world.checkout('1', '119.00');
      runner.world.requested('1', 'prepayment');
      await runner.turns(3);
      const isDown = (): void => runner.world.spoil(call, ...Array<Mishap>(50).fill('not-done'));
      isDown();
      runner.world.receive('1', '119.00');
      await timePasses(runner, 10, 60_000);
      for (let hour = 0; hour < 6; hour += 1) {
        isDown();
        await timePasses(runner, 6, HOUR_MS / 6);
        const problems = (await fileOf(runner))?.problems.map(({ code }) => code) ?? [];
        expect(problems.filter((code) => code === 'order.unreadable').length).toBeLessThanOrEqual(
          1,
        );
      }
      expect((await fileOf(runner))?.order.failures ?? 0).toBeLessThan(80);
      const calls = runner.world.calls.length;
      await timePasses(runner, 60, 10_000);
      // Later and later: ten minutes of it cost some looks, not one at every poll.
      const LISTED = /queue|invoices$|changed|credit-notes/;
      const looks = runner.world.calls.slice(calls).filter((name) => !LISTED.test(name));
      expect(looks.length).toBeLessThan(40);
      runner.world.heal();
      await timePasses(runner, 12, HOUR_MS / 4);
      expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: false });
      expect((await fileOf(runner))?.problems).toEqual([]);
    },
  );

  it('refunds a credit note that could not be understood for a day, and says so meanwhile', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00', 'charged');
    await runner.turns(2);
    runner.world.ship('1', 'R1', '119.00');
    await runner.turns(3);
    runner.world.unreadable.add('G1');
    runner.world.credit('1', 'G1', '40.00');
    await timePasses(runner, 24, HOUR_MS);
    expect((await fileOf(runner))?.problems).toMatchObject([{ code: 'order.unreadable' }]);
    runner.world.unreadable.clear();
    await timePasses(runner, 4, HOUR_MS);
    expect([runner.world.moved('1', 'refund'), runner.world.booked('G1')]).toEqual([
      [4_000],
      [-4_000],
    ]);
    expect((await fileOf(runner))?.problems).toEqual([]);
  });

  it('forgets no order whose configuration is out of use for a while', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.requested('1', 'prepayment');
    await runner.turns(3);
    runner.configured = false;
    runner.world.receive('1', '119.00');
    await timePasses(runner, 12, HOUR_MS);
    runner.configured = true;
    await timePasses(runner, 12, HOUR_MS / 2);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ locked: false });
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
