import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CRASH_POINTS } from '@abgleich/reconciler';
import { Product, until } from './testing/product.js';
import { bookedCents, released, settled } from './testing/story.js';

/** `unlock` needs a repaired order; its story stands below on its own. */
const POINTS = CRASH_POINTS.filter((point) => !point.startsWith('unlock.'));

describe('A process killed at any step of an effect', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    await product.remove();
  });

  /** Kills the product at `point` while `act` makes it get there, and starts it again. */
  async function crashAt(
    point: string,
    act: (control: Product['control']) => Promise<unknown>,
  ): Promise<void> {
    await product.kill();
    product = await product.again({ env: { ABGLEICH_CRASH_AT: point } });
    await act(product.control);
    await product.ended();
    expect(product.child.signalCode).toBe('SIGKILL');
    product = await product.again();
  }

  it.each(POINTS)('ends the same after a kill at %s', async (point) => {
    const kind = point.split('.')[0];
    if (kind === 'lock') return afterCrashAtLock(point);
    const shipped = kind === 'capture' || kind === 'settlement';
    const order = shipped ? await released(product) : null;
    let orderNr = order?.orderNr ?? 0;
    let paymentId = order?.paymentId ?? '';
    await crashAt(point, async (control) => {
      if (shipped) return control.ship(orderNr);
      const fresh = await control.checkout();
      orderNr = fresh.orderNr;
      paymentId = fresh.paymentId ?? '';
      return fresh;
    });
    await until('released', async () => (await product.control.order(orderNr)).status !== 'HOLD');
    if (!shipped) await product.control.ship(orderNr);
    const end = await settled(product, orderNr);
    expect(bookedCents(end)).toBe(11_900);
    const payment = await product.control.payment(paymentId);
    expect([
      payment.charged,
      payment.transactions.filter((one) => one.type === 'charge').length,
    ]).toEqual(['119.00', 1]);
    const releases = end.comments.filter((one) => one.text.includes('freigegeben'));
    expect(releases.length).toBeLessThanOrEqual(1);
    expect((await product.control.truth()).violations).toEqual([]);
  });

  async function afterCrashAtLock(point: string): Promise<void> {
    let orderNr = 0;
    await crashAt(point, async (control) => {
      ({ orderNr } = await control.checkout({ outcome: 'failed' }));
    });
    await until('locked and open', async () => {
      const { status, locked } = await product.control.order(orderNr);
      return status === 'OPEN' && locked;
    });
    const log = await product.control.calls();
    const calls = log.filter((one) => one.orderNr === orderNr).map((one) => one.name);
    expect(calls.indexOf('pixiSetOrderShippingLock')).toBeLessThan(
      calls.indexOf('pixiPaySetAuthorizationStatus'),
    );
  }

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
