import { describe, expect, it } from '@jest/globals';
import type { OrderNumber } from '@abgleich/domain';
import { Runner, configuration } from './testing/flow-runner.js';

const NUMBER = '1' as OrderNumber;
/** Turns after which everything that can end has ended. */
const ENOUGH = 12;
/** Lists are asked for at every poll, whatever there is to do. */
const LISTS = ['pixi.queue', 'pixi.invoices', 'pixi.changed', 'pixi.credit-notes'];

async function released(): Promise<Runner> {
  const runner = new Runner();
  runner.world.checkout('1', '119.00');
  await runner.turns(ENOUGH);
  return runner;
}
async function delivered(): Promise<Runner> {
  const runner = await released();
  runner.world.ship('1', 'R1', '119.00');
  await runner.turns(ENOUGH + 20); // the feed of changes names it no longer
  return runner;
}

/** The calls that a notification about the payment causes. */
async function callsAfterNotification(runner: Runner): Promise<readonly string[]> {
  const before = runner.world.calls.length;
  const { organisationId, connectionId } = configuration;
  await runner.journal.write({
    ref: { organisationId, connectionId, orderNumber: NUMBER },
    now: runner.world.now(),
    traceId: 'notified',
    events: [
      {
        type: 'recheck.requested',
        data: { requestedBy: 'webhook', why: 'webhook:payment.completed' },
      },
    ],
  });
  await runner.turns(2);
  return runner.world.calls.slice(before).filter((name) => !LISTS.includes(name));
}

const fileOf = async (runner: Runner) =>
  (await runner.journal.readOrders(configuration.connectionId, [NUMBER])).get(NUMBER);

describe('A notification about a payment that is in order', () => {
  it('costs the header, the lines and one look at the payment while the order is open', async () => {
    const runner = await released();
    expect((await callsAfterNotification(runner)).toSorted()).toEqual([
      'pixi.header',
      'pixi.lines',
      'unzer.payment',
    ]);
  });

  it('costs one look at the payment more once the order is closed, and asks for no invoices', async () => {
    const runner = await delivered();
    expect((await callsAfterNotification(runner)).toSorted()).toEqual([
      'pixi.header',
      'pixi.lines',
      'unzer.payment',
      'unzer.payment',
    ]);
  });
});

describe('A notification that something is wrong', () => {
  it('finds the chargeback of a closed order', async () => {
    const runner = await delivered();
    const payment = runner.world.payments.get('s-pay-1');
    if (payment) runner.world.payments.set('s-pay-1', { ...payment, state: 'chargeback' });
    await callsAfterNotification(runner);
    expect((await fileOf(runner))?.problems).toMatchObject([
      { code: 'cancel-return.payment-charged-back' },
    ]);
  });

  it('gives back for goods that were cancelled before the transfer came', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.requested('1', 'prepayment');
    await runner.turns(ENOUGH);
    runner.world.cancel('1');
    runner.world.receive('1', '119.00');
    await callsAfterNotification(runner);
    await runner.turns(ENOUGH);
    expect(runner.world.captured('1')).toBe(0);
  });
});

describe('An order that the feed of changes names no longer', () => {
  it('costs no call when it was cancelled and nothing stands at the provider any more', async () => {
    const runner = await released();
    runner.world.cancel('1');
    await runner.turns(4);
    expect(runner.world.moved('1', 'reversal')).toEqual([11_900]);
    const before = runner.world.calls.length;
    await runner.turns(ENOUGH + 20);
    expect(runner.world.calls.slice(before).filter((name) => !LISTS.includes(name))).toEqual([]);
  });
});
