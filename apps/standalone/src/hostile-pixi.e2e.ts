import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, until } from './testing/product.js';
import { bookedCents, released, settled } from './testing/story.js';

/** Each kind of rubbish (HTML, cut-off XML, entity bomb, 5 MB) comes so many times to each queue. */
const ROUNDS = 6;
const KINDS = 4;
/** Above the start, for the product and the sandbox that makes the 5 MB in the same process; a leak of one answer a call is far more. */
const GROWTH_MAX_MB = 200;
const LISTS = ['pixiPayGetOrdersToAuthorize', 'pixiPayGetInvoicesToCapture'];
const WRITES_AND_LOOKS = [
  'pixiPaySetAuthorizationStatus',
  'pixiPaySetInvoiceCapture',
  'pixiSetOrderShippingLock',
  'pixiCreateOrderComment',
  'pixiGetOrderHeader',
  'pixiGetInvoice',
];

let product: Product;
beforeAll(async () => {
  product = await Product.start({ env: { ABGLEICH_POLL_SECONDS: '0.4' } });
});
afterEach(() => product.control.clearFaults());
afterAll(() => product.remove());

async function memoryMb(): Promise<number> {
  const status = await readFile(`/proc/${product.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}

const malformed = (match: string, more: { times?: number; probability?: number } = {}) =>
  product.control.fault({ target: 'pixi', match, kind: 'malformed', ...more });

describe('A pixi that answers rubbish', () => {
  it('to every list call: the product stays up within its memory, and works everything off afterwards', async () => {
    const shipped = await released(product);
    const started = await memoryMb();
    for (const match of LISTS) await malformed(match);
    const since = new Date().toISOString();
    const waiting = await product.control.checkout();
    await product.control.ship(shipped.orderNr);
    let peak = started;
    const rubbish = await until('all kinds of rubbish, several times', async () => {
      peak = Math.max(peak, await memoryMb());
      const calls = await product.control.calls(`?target=pixi&since=${since}`);
      const of = (name: string) => calls.filter((call) => call.name === name).length;
      return LISTS.every((name) => of(name) >= ROUNDS * KINDS) && calls.length;
    });
    expect(rubbish).toBeGreaterThanOrEqual(LISTS.length * ROUNDS * KINDS);
    expect(peak - started).toBeLessThan(GROWTH_MAX_MB);
    expect((await fetch(`${product.ready.portal}/readyz`)).status).toBe(200);
    expect(await product.control.order(waiting.orderNr)).toMatchObject({
      status: 'HOLD',
      comments: [],
    });

    await product.control.clearFaults();
    await until(
      'released',
      async () => (await product.control.order(waiting.orderNr)).status === 'OPEN',
    );
    await product.control.ship(waiting.orderNr);
    for (const { orderNr } of [shipped, waiting])
      expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
    expect((await product.control.truth()).violations).toEqual([]);
  });

  it('to every write and every look at it, four times each: every order ends settled or locked, charged and booked once', async () => {
    for (const match of WRITES_AND_LOOKS) await malformed(match, { times: KINDS });
    const good = await Promise.all(Array.from({ length: 5 }, () => product.control.checkout()));
    const bad = await product.control.checkout({ outcome: 'failed' });
    for (const { orderNr } of good) {
      await until(
        `order ${orderNr} released`,
        async () => (await product.control.order(orderNr)).status === 'OPEN',
      );
      await product.control.ship(orderNr);
    }
    for (const { orderNr, paymentId } of good) {
      const order = await until(`order ${orderNr} settled`, async () => {
        const now = await product.control.order(orderNr);
        return now.invoices.every((one) => one.settled) && now;
      });
      expect(bookedCents(order)).toBe(11_900);
      expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
    }
    await until('the bad one locked and open', async () => {
      const { status, locked } = await product.control.order(bad.orderNr);
      return status === 'OPEN' && locked;
    });
    expect((await product.control.truth()).violations).toEqual([]);
  });

  it('in one row: the other rows of the queue go on', async () => {
    const manyBillions = Array.from({ length: 20 }, (_unused, index) => ({
      itemNr: `X-${index}`,
      qty: 10_000,
      price: '999999999.99',
    }));
    const strange = await product.control.checkout({
      lines: manyBillions,
      outcome: 'none',
      kkId: 's-pay-1',
    });
    const { orderNr } = await released(product);
    await product.control.ship(orderNr);
    expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
    expect(await product.control.order(strange.orderNr)).toMatchObject({ status: 'HOLD' });
    const line = product
      .log()
      .split('\n')
      .find((one) => one.includes('a row of pixi was not understood and left out'));
    expect(line).toContain(String(strange.orderNr));
  });
});
