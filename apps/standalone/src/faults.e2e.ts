import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Product, until } from './testing/product.js';
import { bookedCents, settled } from './testing/story.js';

/** Every call that a clean card order makes, and how the sandbox can spoil it. */
const PIXI_CALLS = [
  'pixiPayGetOrdersToAuthorize',
  'pixiPaySetAuthorizationStatus',
  'pixiPayGetInvoicesToCapture',
  'pixiPaySetInvoiceCapture',
  'pixiCreateOrderComment',
] as const;
const UNZER_CALLS = ['GET /payments/*', 'POST /payments/*/charges'] as const;
const PIXI_KINDS = [
  'error-500',
  'fault',
  'sql-message',
  'return-error',
  'timeout',
  'lost-answer',
  'slow',
  'malformed',
  'unauthorized',
  'rate-limit',
  'business-code',
] as const;
/** A refusal (`return-error`, `business-code`) is no fault of the line: its story stands below. */
const UNZER_KINDS = [
  'error-500',
  'fault',
  'timeout',
  'lost-answer',
  'slow',
  'malformed',
  'unauthorized',
  'rate-limit',
] as const;
const SLOW_MS = 4_000; // longer than the client waits in these tests

describe('Every kind of fault at every call of the first flow', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  });
  afterEach(async () => {
    await product.control.clearFaults();
  });
  afterAll(async () => {
    await product.remove();
  });

  async function oneOrderUnder(
    faults: { target: string; match: string; kind: string; code?: string }[],
  ): Promise<void> {
    for (const fault of faults)
      await product.control.fault({ ...fault, times: 1, delayMs: SLOW_MS });
    const { orderNr, paymentId } = await product.control.checkout();
    await until('released', async () => (await product.control.order(orderNr)).status === 'OPEN');
    if (!(await product.control.order(orderNr)).locked) {
      await product.control.ship(orderNr);
      const order = await until('settled', () => settled(product, orderNr));
      expect(bookedCents(order)).toBe(11_900);
      expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
      expect(
        order.comments.filter((one) => one.text.includes('freigegeben')).length,
      ).toBeLessThanOrEqual(1);
    }
    expect((await product.control.truth()).violations).toEqual([]);
  }

  it.each(PIXI_KINDS)(
    'pixi: %s once at each call ends with one charge and one booking',
    async (kind) => {
      await oneOrderUnder(
        PIXI_CALLS.map((match) => ({
          target: 'pixi',
          match,
          kind,
          ...(kind === 'business-code' ? { code: '50000' } : {}),
        })),
      );
    },
  );

  it.each(UNZER_KINDS)(
    'Unzer: %s once at each call ends with one charge and one booking',
    async (kind) => {
      await oneOrderUnder(UNZER_CALLS.map((match) => ({ target: 'unzer', match, kind })));
    },
  );

  const REFUSALS = [{ kind: 'return-error' }, { kind: 'business-code', code: 'COR.100.100.303' }];
  it.each(REFUSALS)(
    'a charge refused after shipment ($kind) leaves the invoice open and names the open amount',
    async (refusal) => {
      await product.control.fault({
        target: 'unzer',
        match: 'POST /payments/*/charges',
        times: 5,
        ...refusal,
      });
      const { orderNr } = await product.control.checkout();
      await until('released', async () => (await product.control.order(orderNr)).status === 'OPEN');
      const { invoiceNr } = await product.control.ship(orderNr);
      const order = await until('commented', async () => {
        const now = await product.control.order(orderNr);
        return now.comments.some((one) => one.text.includes(invoiceNr)) && now;
      });
      expect(order.comments.at(-1)?.text).toContain('119,00');
      expect(order.invoices).toMatchObject([{ settled: false }]);
    },
  );

  it('answers lost at random all the time still end with one charge each', async () => {
    for (const target of ['pixi', 'unzer'])
      await product.control.fault({ target, kind: 'lost-answer', probability: 0.25 });
    const orders = await Promise.all(Array.from({ length: 12 }, () => product.control.checkout()));
    for (const { orderNr } of orders) {
      await until(
        'released',
        async () => (await product.control.order(orderNr)).status === 'OPEN',
        110_000,
      );
      await product.control.ship(orderNr);
    }
    await product.control.clearFaults();
    for (const { orderNr, paymentId } of orders) {
      expect(bookedCents(await until('settled', () => settled(product, orderNr), 110_000))).toBe(
        11_900,
      );
      expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
    }
    expect((await product.control.truth()).violations).toEqual([]);
  });
});
