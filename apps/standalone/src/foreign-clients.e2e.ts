import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '@abgleich/sandbox';
import {
  type ForeignClient,
  installZeep,
  npmSoapClient,
  zeepClient,
} from './testing/foreign-soap-clients.js';
import { Product, until } from './testing/product.js';
import { bookedCents, released, settled } from './testing/story.js';

/** Creating an environment and fetching a dozen packages, the first time. */
const INSTALL_MS = 240_000;
/** The host that Unzer's own Node client cannot be talked out of. */
const FIXED_HOST = 'https://api.heidelpay.com';

type ForeignUnzer = {
  fetchPayment(id: string): Promise<{
    getId(): string;
    getPayload(): { amount: Record<string, string>; state: { name: string } };
  }>;
  chargeAuthorization(of: { paymentId: string; amount?: string }): Promise<{ getId(): string }>;
};

let product: Product;
let zeep: ForeignClient;
let unzer: ForeignUnzer;
const ownFetch = globalThis.fetch;
beforeAll(async () => {
  zeep = zeepClient(await installZeep());
  product = await Product.start();
  // CommonJS without usable types; what we need of it is declared above.
  const { default: Unzer } = createRequire(import.meta.url)('@unzer/nodejs-sdk') as {
    default: new (key: string) => ForeignUnzer;
  };
  unzer = new Unzer(sandboxSeed.unzer.privateKey);
  globalThis.fetch = (input, init) => {
    const url = typeof input === 'string' ? input : String(input);
    return ownFetch(url.replace(FIXED_HOST, product.ready.unzer), init);
  };
}, INSTALL_MS);
afterAll(async () => {
  globalThis.fetch = ownFetch;
  await product.remove();
});

const post = (path: string): Promise<Response> =>
  ownFetch(`${product.ready.control}${path}`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });

describe("The product's pixi in other people's SOAP clients", () => {
  it.each([
    ['zeep (Python)', (): ForeignClient => zeep],
    ['soap (npm)', (): ForeignClient => npmSoapClient],
  ])(
    '%s loads the WSDL, reads the queue and a header, locks, and settles an invoice',
    async (_name, client) => {
      const { user, password } = sandboxSeed.pixi;
      const service = { wsdl: `${product.ready.pixi}?wsdl`, user, password };
      // An unfinished payment stays in the queue; a shop without configuration is nobody's but ours.
      const { orderNr } = await product.control.checkout({
        outcome: 'pending',
        unzerType: 'paypal',
        paymentCode: 'W',
      });
      const ours = await product.control.checkout({
        shopId: 'DEO',
        paymentCode: 'S',
        outcome: 'charged',
      });
      await post(`/pixi/orders/${ours.orderNr}/release`);
      const { invoiceNr } = await product.control.ship(ours.orderNr);

      const [queue, header, , locked, , captured] = await client()(service, [
        { name: 'pixiPayGetOrdersToAuthorize', args: { PaymentCode: 'W', RowCount: 30 } },
        { name: 'pixiGetOrderHeader', args: { OrderNr: orderNr } },
        {
          name: 'pixiSetOrderShippingLock',
          args: { OrderNr: orderNr, Locked: true, UserName: 'me', Reason: 'Rückfrage' },
        },
        { name: 'pixiGetOrderHeader', args: { OrderNr: orderNr } },
        {
          name: 'pixiSetOrderShippingLock',
          args: { OrderNr: orderNr, Locked: false, UserName: 'me', Reason: '' },
        },
        {
          name: 'pixiPaySetInvoiceCapture',
          args: {
            InvoiceNr: invoiceNr,
            Success: true,
            CaptureSum: '119.00',
            PayCode: 'CC',
            PayID: 'foreign',
            EventID: 'RPZ',
            Message: 'settled from elsewhere',
            SetRemainingOrdersToHAL: false,
          },
        },
      ]);
      const number = String(orderNr);
      expect(queue?.rows.map((row) => String(row['OrderNr']))).toContain(number);
      expect(header?.rows.map((row) => String(row['OrderNr']))).toEqual([number]);
      expect([header?.rows[0]?.['OrderLocked'], locked?.rows[0]?.['OrderLocked']]).toEqual([
        'N',
        'Y',
      ]);
      expect(captured?.rows).toHaveLength(1);
      const order = await product.control.order(ours.orderNr);
      expect(order.invoices).toMatchObject([{ invoiceNr, settled: true, captureSum: '119.00' }]);
      expect(bookedCents(order)).toBe(11_900);
      expect((await product.control.order(orderNr)).locked).toBe(false);
    },
  );
});

describe("Unzer's own Node client beside the product", () => {
  const charges = async (paymentId: string): Promise<string[]> =>
    (await product.control.payment(paymentId)).transactions
      .filter(({ type }) => type === 'charge')
      .map(({ status, amount }) => `${status} ${amount}`);

  it('reads a payment as the product does', async () => {
    const { paymentId } = await released(product);
    const payment = await unzer.fetchPayment(paymentId ?? '');
    expect(payment.getId()).toBe(paymentId);
    expect(payment.getPayload()).toMatchObject({
      state: { name: 'pending' },
      amount: { total: '119.0000', charged: '0.0000', remaining: '119.0000' },
    });
  });

  it('charges all of it before the goods ship: the product settles the invoice without a second charge', async () => {
    const { orderNr, paymentId } = await released(product);
    await unzer.chargeAuthorization({ paymentId: paymentId ?? '', amount: '119' });
    await product.control.ship(orderNr);
    expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
    const now = await charges(paymentId ?? '');
    expect(now.filter((one) => one.startsWith('success'))).toEqual(['success 119.00']);
    expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
  });

  it('charges a part before that part ships: the product settles it without a charge, and charges the rest once', async () => {
    const lines = [
      { itemNr: 'A-1', qty: 1, price: '40.00' },
      { itemNr: 'B-2', qty: 1, price: '79.00' },
    ];
    const { orderNr, paymentId } = await released(product, { lines });
    await unzer.chargeAuthorization({ paymentId: paymentId ?? '', amount: '40' });
    const [first] = (await product.control.order(orderNr)).lines;
    await product.control.ship(orderNr, [{ orderlineKey: first?.orderlineKey ?? 0, qty: 1 }]);
    expect(bookedCents(await settled(product, orderNr, 1))).toBe(4_000);
    expect(await charges(paymentId ?? '')).toEqual(['success 40.00']);

    await product.control.ship(orderNr);
    expect(bookedCents(await settled(product, orderNr, 2))).toBe(11_900);
    expect(await charges(paymentId ?? '')).toEqual(['success 40.00', 'success 79.00']);
  });

  it('charges the rest after the product charged a part: both invoices are settled and nothing is charged twice', async () => {
    const lines = [
      { itemNr: 'A-1', qty: 1, price: '40.00' },
      { itemNr: 'B-2', qty: 1, price: '79.00' },
    ];
    const { orderNr, paymentId } = await released(product, { lines });
    const [first] = (await product.control.order(orderNr)).lines;
    await product.control.ship(orderNr, [{ orderlineKey: first?.orderlineKey ?? 0, qty: 1 }]);
    await settled(product, orderNr, 1);
    await unzer.chargeAuthorization({ paymentId: paymentId ?? '', amount: '79' });
    await product.control.ship(orderNr);
    expect(bookedCents(await settled(product, orderNr, 2))).toBe(11_900);
    const now = await charges(paymentId ?? '');
    expect(now.filter((one) => one.startsWith('success'))).toEqual([
      'success 40.00',
      'success 79.00',
    ]);
  });

  it('ends with both ledgers in agreement', async () => {
    const quiet = await until('nothing left to do', async () => {
      const truth = await product.control.truth();
      return truth.booked === truth.invoiced && truth;
    });
    expect(quiet.violations).toEqual([]);
  });
});
