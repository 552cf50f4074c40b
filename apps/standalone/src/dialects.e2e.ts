import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '@abgleich/sandbox';
import { DEMO_MERCHANT_KEY, demoMerchant } from './merchant/demo-merchant.js';
import { enterMerchant } from './testing/back-door.js';
import { Product, until } from './testing/product.js';
import { bookedCents, released, settled } from './testing/story.js';

/** How real databases deviate from the documentation; `wsdl`: what they offer differs, so a client must read the WSDL anew. */
const DIALECTS: readonly { name: string; dialect: Record<string, unknown>; wsdl?: true }[] = [
  { name: 'InvDate instead of InvoiceDate', dialect: { rename: { InvoiceDate: 'InvDate' } } },
  {
    name: 'OrderStatus instead of WholeOrderState',
    dialect: { rename: { WholeOrderState: 'OrderStatus' } },
  },
  {
    name: 'total instead of Total',
    dialect: { rename: { Total: 'total', OrderTotal: 'ordertotal' } },
  },
  {
    name: 'no total in the release queue',
    dialect: { rename: { 'pixiPayGetOrdersToAuthorize.OrderTotal': null } },
  },
  { name: 'CcpPayID in the queues', dialect: { rename: { ccpPayID: 'CcpPayID' } } },
  { name: 'no payment id in the queues', dialect: { rename: { ccpPayID: null } } },
  { name: 'an empty answer as a diffgram', dialect: { emptyForm: 'diffgram' } },
  { name: 'an empty answer as an empty container', dialect: { emptyForm: 'container' } },
  { name: 'an empty answer without anything', dialect: { emptyForm: 'none' } },
  { name: 'short texts padded with blanks', dialect: { padChars: true } },
  { name: 'no padding at all', dialect: { padChars: false } },
  { name: 'flat answers', dialect: { flat: true } },
  {
    name: 'writes that answer with a code only',
    dialect: {
      codeOnly: [
        'pixiPaySetAuthorizationStatus',
        'pixiPaySetInvoiceCapture',
        'pixiSetOrderShippingLock',
        'pixiCreateOrderComment',
      ],
    },
  },
  { name: 'no UserName and Reason at the lock', dialect: { noUserName: true }, wsdl: true },
  { name: 'queues without RowCount and FromInvoiceId', dialect: { oldQueues: true }, wsdl: true },
  {
    name: 'no pixiCreateOrderComment',
    dialect: { missingProcedures: ['pixiCreateOrderComment'] },
    wsdl: true,
  },
];

let product: Product;
beforeAll(async () => {
  product = await Product.start();
});
afterEach(() => product.control.dialect({}));
afterAll(() => product.remove());

let entered = 0;
/** Saves the connection under a new address of the same pixi: its client begins anew, with a fresh WSDL. */
async function readWsdlAnew(): Promise<void> {
  entered += 1;
  const { pixi, unzer, smtp, login } = product.ready;
  const addresses = { pixi: `${pixi}d${entered}/`, unzer, smtp };
  const since = new Date().toISOString();
  const merchant = demoMerchant(sandboxSeed, addresses, login);
  expect(merchant.key).toBe(DEMO_MERCHANT_KEY);
  await enterMerchant(product, merchant);
  await until('the WSDL read anew', async () =>
    (await product.control.calls(`?target=pixi&since=${since}`)).some(
      ({ name }) => name === 'wsdl',
    ),
  );
}

describe('A pixi database with its own dialect', () => {
  it.each(DIALECTS)(
    'takes an order from HOLD to settled and locks a bad one: $name',
    async ({ dialect, wsdl }) => {
      await product.control.dialect(dialect);
      if (wsdl) await readWsdlAnew();
      const bad = await product.control.checkout({ outcome: 'failed' });
      const { orderNr, paymentId } = await released(product, { shipCost: '4.90' });
      await product.control.ship(orderNr);
      const order = await settled(product, orderNr);
      expect(bookedCents(order)).toBe(12_390);
      expect((await product.control.payment(paymentId ?? '')).charged).toBe('123.90');
      await until('the bad one locked and open', async () => {
        const { status, locked } = await product.control.order(bad.orderNr);
        return status === 'OPEN' && locked;
      });
    },
  );

  it('ends with both ledgers in agreement', async () => {
    expect((await product.control.truth()).violations).toEqual([]);
  });
});
