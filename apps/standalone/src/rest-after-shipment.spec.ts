import { describe, expect, it } from '@jest/globals';
import { eur } from '@abgleich/domain';
import { Runner } from './testing/flow-runner.js';

describe('The rest of an order whose other part shipped', () => {
  it('is given back as soon as the shipment that it waited for is announced', async () => {
    const runner = new Runner();
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
    await runner.pollChanges(); // the rest is looked at before the invoice
    await runner.turns(2); // sooner than the feed of changes would name it once more
    expect(runner.world.moved('1', 'shipment-notice')).toHaveLength(1);
    expect(runner.world.booked('R1')).toEqual([6_000]);
    expect(runner.world.moved('1', 'reversal')).toEqual([4_000]);
  });
});
