import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, until } from './testing/product.js';
import { bookedCents, cents, released, settled } from './testing/story.js';

describe('The first order, from HOLD to a settled invoice', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterAll(async () => {
    await product.remove();
  });

  it('releases an authorised card order in Experten mode without taking money', async () => {
    const { paymentId } = await released(product);
    const payment = await product.control.payment(paymentId ?? '');
    expect([payment.charged, payment.remaining]).toEqual(['0.00', '119.00']);
  });

  it('charges and settles the invoice once the goods have shipped, and comments both steps', async () => {
    const { orderNr, paymentId } = await released(product);
    const { invoiceNr } = await product.control.ship(orderNr);
    const order = await settled(product, orderNr);
    expect(order.invoices).toMatchObject([
      { invoiceNr, total: '119.00', captureSum: '119.00', eventId: 'RPZ' },
    ]);
    expect(bookedCents(order)).toBe(11_900);
    const payment = await product.control.payment(paymentId ?? '');
    expect(payment.charged).toBe('119.00');
    expect(payment.transactions.filter((one) => one.type === 'charge')).toHaveLength(1);
    const commented = await until('two comments', async () => {
      const { comments } = await product.control.order(orderNr);
      return comments.length >= 2 && comments;
    });
    expect(commented.every((one) => one.text.startsWith('Abgleich'))).toBe(true);
  });

  it('charges a Standard order before it is released and only settles its invoices', async () => {
    const { orderNr, paymentId } = await released(product, { paymentCode: 'S' });
    expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
    await product.control.ship(orderNr);
    const order = await settled(product, orderNr);
    expect(bookedCents(order)).toBe(11_900);
    expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
  });

  it('captures every partial shipment with its own amount', async () => {
    const lines = [
      { itemNr: 'A-1', qty: 2, price: '20.00' },
      { itemNr: 'B-2', qty: 1, price: '33.33' },
    ];
    const { orderNr, paymentId } = await released(product, { lines, shipCost: '4.90' });
    const open = (await product.control.order(orderNr)).lines;
    const first = open[0]?.orderlineKey ?? 0;
    await product.control.ship(orderNr, [{ orderlineKey: first, qty: 1 }]);
    await settled(product, orderNr, 1);
    await product.control.ship(orderNr);
    const order = await settled(product, orderNr, 2);
    expect(order.status).toBe('CLOSED');
    expect(bookedCents(order)).toBe(7_823);
    const payment = await product.control.payment(paymentId ?? '');
    expect(
      payment.transactions.filter((one) => one.type === 'charge').map((one) => cents(one.amount)),
    ).toHaveLength(2);
    expect(payment.charged).toBe('78.23');
  });

  const METHODS = [
    ['paypal', 'W', 'authorized', 'EUR'],
    ['applepay', 'C', 'authorized', 'EUR'],
    ['applepay', 'S', 'authorized', 'EUR'],
    ['paypal', 'S', 'charged', 'EUR'],
    ['card', 'C', 'charged', 'EUR'],
    ['ideal', 'I', 'charged', 'EUR'],
    ['eps', 'I', 'charged', 'EUR'],
    ['sofort', 'I', 'charged', 'EUR'],
    ['giropay', 'I', 'charged', 'EUR'],
    ['alipay', 'I', 'charged', 'EUR'],
    ['przelewy24', 'I', 'charged', 'PLN'],
  ] as const;
  it.each(METHODS)(
    'takes a %s order with payment code %s (%s, %s) to its settled invoice',
    async (unzerType, paymentCode, outcome, currency) => {
      const { orderNr } = await released(product, { unzerType, paymentCode, outcome, currency });
      await product.control.ship(orderNr);
      expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
    },
  );

  const BAD = [
    ['without a payment id', { outcome: 'none' }],
    ['whose payment failed', { outcome: 'failed' }],
    ['whose payment Unzer does not know', { kkId: 's-pay-999999' }],
    ['whose payment is too small', { paymentAmount: '100.00' }],
    ['paid in another currency', { paymentCurrency: 'CHF' }],
  ] as const;
  it.each(BAD)(
    'locks and releases an order %s, says why, and takes nothing',
    async (_what, checkout) => {
      const { orderNr } = await product.control.checkout(checkout);
      const order = await until('locked and open', async () => {
        const now = await product.control.order(orderNr);
        return (
          now.status === 'OPEN' &&
          now.locked &&
          now.comments.some((one) => one.text.startsWith('Abgleich')) &&
          now
        );
      });
      expect(order.lockReason).toContain('Abgleich');
      await expect(product.control.ship(orderNr)).rejects.toThrow('409');
    },
  );

  it('leaves a manual order alone', async () => {
    const { orderNr } = await product.control.checkout({ manual: true });
    await released(product); // the queue was worked off in the meantime
    expect(await product.control.order(orderNr)).toMatchObject({
      status: 'HOLD',
      locked: false,
      comments: [],
    });
  });

  it('waits for an unfinished payment and releases when it is finished', async () => {
    const { orderNr, paymentId } = await product.control.checkout({
      outcome: 'pending',
      unzerType: 'paypal',
      paymentCode: 'W',
    });
    await released(product);
    expect((await product.control.order(orderNr)).status).toBe('HOLD');
    await product.control.finish(paymentId ?? '', 'authorized');
    await until('released', async () => (await product.control.order(orderNr)).status === 'OPEN');
  });

  it('accepts a rounding difference within the tolerance and no more', async () => {
    await released(product, { paymentAmount: '118.98' });
    const { orderNr } = await product.control.checkout({ paymentAmount: '118.97' });
    await until('locked', async () => (await product.control.order(orderNr)).locked);
  });

  it('ends with both ledgers in agreement', async () => {
    const truth = await product.control.truth();
    expect(truth.violations).toEqual([]);
    expect(cents(truth.captured)).toBeGreaterThan(0);
  });
});
