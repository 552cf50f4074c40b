import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessTo } from './testing/back-door.js';
import { windowAround } from './testing/berlin-window.js';
import type { CheckedOut } from './testing/control-client.js';
import { Product, until } from './testing/product.js';
import { bookedCents, settled } from './testing/story.js';

const ORDERS = 15;
/** Somewhere in the middle of the work; each run another moment. */
const MIDDLE_MS = 1_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('Two processes with both services each, on one database', () => {
  let product: Product;
  let second: Product;
  beforeAll(async () => {
    product = await Product.start();
    second = await startSecond();
  });
  afterAll(async () => {
    await second.remove();
    await product.remove();
  });

  const startSecond = async (): Promise<Product> =>
    Product.start({ args: ['--no-sandbox'], env: await secondEnv() });

  const secondEnv = async (): Promise<Record<string, string>> => ({
    ABGLEICH_PRIVATE_ADDRESSES: 'allowed',
    ...(await accessTo(product)),
    ABGLEICH_QUIET_WINDOW: windowAround(8 * 60, 9 * 60), // `off` is for the sandbox only
  });

  const checkOut = (): Promise<CheckedOut[]> =>
    Promise.all(
      Array.from({ length: ORDERS }, (_unused, index) =>
        product.control.checkout({ paymentCode: index % 3 === 0 ? 'S' : 'C' }),
      ),
    );

  async function onceEach(orders: readonly CheckedOut[]): Promise<void> {
    for (const { orderNr, paymentId } of orders) {
      const order = await settled(product, orderNr);
      expect(bookedCents(order)).toBe(11_900);
      const { charged, transactions } = await product.control.payment(paymentId ?? '');
      expect([charged, transactions.filter(({ type }) => type === 'charge').length]).toEqual([
        '119.00',
        1,
      ]);
      const releases = order.comments.filter((one) => one.text.includes('freigegeben'));
      expect(releases.length).toBeLessThanOrEqual(1);
    }
    expect((await product.control.truth()).violations).toEqual([]);
  }

  async function shipAll(orders: readonly CheckedOut[]): Promise<void> {
    for (const { orderNr } of orders) {
      await until(
        `order ${orderNr} released`,
        async () => (await product.control.order(orderNr)).status === 'OPEN',
      );
      await product.control.ship(orderNr);
    }
  }

  it('charge, release and settle every order once', async () => {
    const orders = await checkOut();
    await shipAll(orders);
    await onceEach(orders);
  });

  it('go on alone when one is killed, and together when it comes back', async () => {
    const orders = await checkOut();
    await pause(MIDDLE_MS);
    await second.kill();
    await shipAll(orders);
    second = await second.again({ args: ['--no-sandbox'], env: await secondEnv() });
    await onceEach(orders);
    expect(second.child.exitCode).toBeNull();
  });

  it('the first is stopped in the middle and started again: the other one survives the database being away', async () => {
    const orders = await checkOut();
    await pause(MIDDLE_MS);
    await product.stop();
    product = await product.again();
    await shipAll(orders);
    await onceEach(orders);
    expect(second.child.exitCode).toBeNull();
  });
});
