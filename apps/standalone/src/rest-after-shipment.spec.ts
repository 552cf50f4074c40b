import { beforeEach, describe, expect, it } from '@jest/globals';
import { eur } from '@abgleich/domain';
import { Runner } from './testing/flow-runner.js';

describe('The rest of an order whose other part shipped', () => {
  let runner: Runner;
  beforeEach(async () => {
    runner = new Runner();
    runner.world.checkout('1', '100.00');
    runner.world.requested('1', 'invoice-secured');
    await runner.turns(3);
    runner.world.ship('1', 'R1', '60.00');
    const entry = runner.world.orders.get('1');
    const [line] = entry?.lines ?? [];
    if (entry === undefined || line === undefined) throw new Error('there is no order');
    const lines = [
      { ...line, price: eur('60.00') },
      { ...line, price: eur('40.00'), status: 'cancelled' as const },
    ];
    runner.world.orders.set('1', { ...entry, lines, changedAt: runner.world.now() });
  });

  async function isGivenBackSoon(): Promise<void> {
    await runner.turns(2); // sooner than the feed of changes would name it once more
    expect(runner.world.moved('1', 'shipment-notice')).toHaveLength(1);
    expect(runner.world.booked('R1')).toEqual([6_000]);
    expect(runner.world.moved('1', 'reversal')).toEqual([4_000]);
  }

  it('is given back as soon as the shipment that it waited for is announced', async () => {
    await runner.pollChanges(); // the rest is looked at before the invoice
    await isGivenBackSoon();
  });

  it('is given back as soon when the invoice was settled while it was looked at', async () => {
    runner.world.answerLate('unzer.payment', async () => void (await runner.pollInvoices()));
    await runner.pollChanges();
    await isGivenBackSoon();
  });

  it('is given back as soon when it began to wait while the invoice was being settled', async () => {
    const settling = aMoment();
    const waiting = aMoment();
    let settled: Promise<unknown> = Promise.resolve();
    runner.world.answerLate('unzer.payment', () => {
      runner.world.holdUp('pixi.settle', () => {
        settling.come();
        return waiting.came;
      });
      settled = runner.pollInvoices();
      return settling.came;
    });
    await runner.pollChanges();
    waiting.come();
    await settled;
    await isGivenBackSoon();
  });
});

/** Something that one side waits for and the other brings about. */
function aMoment(): { readonly came: Promise<void>; readonly come: () => void } {
  let come = (): void => undefined;
  const came = new Promise<void>((resolve) => (come = resolve));
  return { came, come };
}
