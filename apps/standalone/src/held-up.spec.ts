import { describe, expect, it } from '@jest/globals';
import { type ProviderPaymentId, eur } from '@abgleich/domain';
import { Runner } from './testing/flow-runner.js';

/** Turns after which look-ups have concluded and everything was done once more. */
const ENOUGH = 14;

/** Nothing that a stalled process sends late may happen beside what another one did meanwhile. */
describe('A worker that stalls between its intent and the wire', () => {
  /** Two invoices: neither is the whole authorisation, so the provider's own bound would let a second capture through. */
  async function shippedInParts(runner: Runner): Promise<void> {
    runner.world.checkout('1', '300.00');
    await runner.turns(2);
    runner.world.ship('1', 'R1', '100.00');
  }

  it('does not capture what another one captured meanwhile', async () => {
    const runner = new Runner();
    await shippedInParts(runner);
    runner.world.holdUp('unzer.capture', () => runner.turns(ENOUGH));
    await runner.turns(ENOUGH);
    expect([runner.world.captured('1'), runner.world.booked('R1')]).toEqual([10_000, [10_000]]);
  });

  it('does not refund what another one refunded meanwhile', async () => {
    const runner = new Runner();
    await shippedInParts(runner);
    await runner.turns(ENOUGH);
    runner.world.credit('1', 'G1', '40.00');
    runner.world.holdUp('unzer.refund', () => runner.turns(ENOUGH));
    await runner.turns(ENOUGH);
    expect([runner.world.moved('1', 'refund'), runner.world.booked('G1')]).toEqual([
      [4_000],
      [-4_000],
    ]);
  });

  it.each(['pixi.book', 'pixi.settle'])('does not book twice when %s is held up', async (call) => {
    const runner = new Runner();
    await shippedInParts(runner);
    if (call === 'pixi.settle') runner.world.holdUp(call, () => runner.turns(ENOUGH));
    await runner.turns(ENOUGH);
    runner.world.credit('1', 'G1', '40.00');
    if (call === 'pixi.book') runner.world.holdUp(call, () => runner.turns(ENOUGH));
    await runner.turns(ENOUGH);
    expect([runner.world.booked('R1'), runner.world.booked('G1')]).toEqual([[10_000], [-4_000]]);
  });

  it('captures nothing more when a request that was given up for lost is executed after all', async () => {
    const runner = new Runner();
    await shippedInParts(runner);
    runner.world.spoil('unzer.capture', 'lost-request');
    const lost = (paymentId: ProviderPaymentId) => ({
      paymentId,
      amount: eur('100.00'),
      reference: 'R1',
      invoiceNumber: 'R1',
      lines: null,
    });
    // The look-ups found nothing; the rules read the payment once more before they capture again, and see it.
    await runner.turn();
    runner.world.beforeCall('unzer.payment', () => {
      runner.world.charge(lost('s-pay-1' as ProviderPaymentId));
    });
    await runner.turns(ENOUGH);
    expect([runner.world.captured('1'), runner.world.booked('R1')]).toEqual([10_000, [10_000]]);
  });

  it('sends nothing when the clock was set back, and goes on when it is right again', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.holdUp('pixi.release', async () => runner.world.pass(-3_600_000));
    await runner.turn();
    expect(runner.world.orders.get('1')?.order.status).toBe('on-hold');
    runner.world.pass(3_600_000);
    await runner.turns(3);
    expect(runner.world.orders.get('1')?.order.status).toBe('open');
  });
});
