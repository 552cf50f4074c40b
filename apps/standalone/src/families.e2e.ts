import { portalOrders } from './testing/chaos/judge-chaos.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CheckedOut, Checkout, PixiOrder, UnzerPayment } from './testing/control-client.js';
import { PortalClient } from './testing/portal-client.js';
import { Product, until } from './testing/product.js';
import { bookedCents, cents, settled } from './testing/story.js';

/** Two articles, so that an order can be delivered, cancelled and returned in part. */
const LINES = [
  { itemNr: 'A-1', qty: 2, price: '20.00' },
  { itemNr: 'B-2', qty: 1, price: '30.00' },
];
type Family = {
  readonly name: string;
  readonly checkout: Checkout;
  /** What was taken from the customer before anything shipped. */
  readonly chargedAtRelease: string;
};
const CHARGING: readonly Family[] = [
  { name: 'Experten', checkout: { paymentCode: 'C' }, chargedAtRelease: '0.00' },
  { name: 'Standard', checkout: { paymentCode: 'S' }, chargedAtRelease: '70.00' },
  {
    name: 'shop-charged',
    checkout: { paymentCode: 'I', unzerType: 'ideal', outcome: 'charged' },
    chargedAtRelease: '70.00',
  },
  {
    name: 'pay-later invoice',
    checkout: { paymentCode: 'P', unzerType: 'paylater-invoice' },
    chargedAtRelease: '0.00',
  },
  {
    name: 'pay-later instalments',
    checkout: { paymentCode: 'L', unzerType: 'paylater-installment' },
    chargedAtRelease: '0.00',
  },
  {
    name: 'pay-later direct debit',
    checkout: { paymentCode: 'D', unzerType: 'paylater-direct-debit' },
    chargedAtRelease: '0.00',
  },
];
const PREPAYMENT = { paymentCode: 'V', unzerType: 'prepayment', outcome: 'pending' };
const INVOICE = { paymentCode: 'R', unzerType: 'invoice', outcome: 'pending' };
const SECURED = { paymentCode: 'G', unzerType: 'invoice-secured', outcome: 'pending' };

describe('Every family, from checkout to settled', () => {
  let product: Product;
  let portal: PortalClient;
  beforeAll(async () => {
    product = await Product.start();
    portal = await PortalClient.signIn(product.ready);
  });
  afterAll(() => product.remove());

  const orderOf = ({ orderNr }: CheckedOut): Promise<PixiOrder> => product.control.order(orderNr);
  const paymentOf = ({ paymentId }: CheckedOut): Promise<UnzerPayment> =>
    product.control.payment(paymentId ?? '');
  const line = async (order: CheckedOut, index: number): Promise<number> =>
    (await orderOf(order)).lines[index]?.orderlineKey ?? 0;

  async function opened(checkout: Checkout): Promise<CheckedOut> {
    const order = await product.control.checkout({ lines: LINES, ...checkout });
    await until(
      `order ${order.orderNr} open`,
      async () => (await orderOf(order)).status === 'OPEN',
    );
    return order;
  }
  /** Waits until the payment shows these sums: total, charged, canceled. */
  const sums = (order: CheckedOut, ...wanted: [string, string, string]) =>
    until(`payment of ${order.orderNr} at ${wanted.join(' ')}`, async () => {
      const { total, charged, canceled } = await paymentOf(order);
      return [total, charged, canceled].join() === wanted.join();
    });
  /** Every credit note is settled by exactly one negative booking of its amount. */
  const credited = (order: CheckedOut, notes = 1) =>
    until(`credit notes of ${order.orderNr} settled`, async () => {
      const { creditNotes, bookings } = await orderOf(order);
      const isBookedOnce = creditNotes.every(
        (note) => bookings.filter((one) => one.matchedTo === note.creditNoteNr).length === 1,
      );
      return (
        creditNotes.length === notes && creditNotes.every((one) => one.settled) && isBookedOnce
      );
    });

  describe.each(CHARGING)('$name', ({ checkout, chargedAtRelease }) => {
    it('captures and settles a delivery in parts', async () => {
      const order = await opened(checkout);
      expect((await paymentOf(order)).charged).toBe(chargedAtRelease);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await settled(product, order.orderNr, 1);
      await product.control.ship(order.orderNr);
      expect(bookedCents(await settled(product, order.orderNr, 2))).toBe(7_000);
      expect((await paymentOf(order)).charged).toBe('70.00');
    });

    it.each(['STO', 'NLB'] as const)('gives everything back when all is %s', async (status) => {
      const order = await opened(checkout);
      await product.control.cancel(order.orderNr, undefined, status);
      const taken = chargedAtRelease !== '0.00';
      await sums(order, taken ? '70.00' : '0.00', '0.00', taken ? '70.00' : '0.00');
    });

    it('keeps what was delivered when the rest is cancelled', async () => {
      const order = await opened(checkout);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await settled(product, order.orderNr, 1);
      await product.control.cancel(order.orderNr);
      await until('the rest given back', async () => {
        const { charged, remaining } = await paymentOf(order);
        const lapses = checkout.unzerType?.startsWith('paylater') === true;
        return charged === '40.00' && (lapses || remaining === '0.00');
      });
    });

    it('refunds and books returns one by one', async () => {
      const order = await opened(checkout);
      await product.control.ship(order.orderNr);
      await settled(product, order.orderNr);
      const first = await line(order, 0);
      await product.control.return(order.orderNr, [{ orderlineKey: first, qty: 1 }]);
      await credited(order, 1);
      await sums(order, '70.00', '50.00', '20.00');
      const second = await line(order, 1);
      await product.control.return(order.orderNr, [{ orderlineKey: second, qty: 1 }]);
      await credited(order, 2);
      await sums(order, '70.00', '20.00', '50.00');
      const returns = (await orderOf(order)).bookings.filter((one) => one.eventId === 'GPZ');
      expect(returns.map((one) => cents(one.amount))).toEqual([-2_000, -3_000]);
    });
  });

  const received = (order: CheckedOut, amount: string): Promise<unknown> =>
    product.control.receive(order.paymentId ?? '', amount);
  const problemOf = async ({ orderNr }: CheckedOut): Promise<string | null> =>
    (await portalOrders(portal)).get(String(orderNr))?.problem?.code ?? null;
  const unlocked = (order: CheckedOut) =>
    until('unlocked', async () => !(await orderOf(order)).locked);

  describe('prepayment', () => {
    it('is locked until the transfer arrives, then shipped and settled', async () => {
      const order = await opened(PREPAYMENT);
      expect((await orderOf(order)).locked).toBe(true);
      await received(order, '70.00');
      await unlocked(order);
      await product.control.ship(order.orderNr);
      expect(bookedCents(await settled(product, order.orderNr))).toBe(7_000);
    });

    it('gives back what was only asked for when it is cancelled unpaid', async () => {
      const order = await opened(PREPAYMENT);
      await product.control.cancel(order.orderNr);
      await sums(order, '0.00', '0.00', '0.00');
    });

    it('refunds the transfer when it is cancelled paid', async () => {
      const order = await opened(PREPAYMENT);
      await received(order, '70.00');
      await unlocked(order);
      await product.control.cancel(order.orderNr);
      await until('refunded', async () => (await paymentOf(order)).canceled === '70.00');
    });

    it('stays locked while the transfer comes in parts, and says how much is missing', async () => {
      const order = await opened(PREPAYMENT);
      await received(order, '30.00');
      await until(
        'too little told',
        async () => (await problemOf(order)) === 'release.transfer-too-little',
      );
      expect((await orderOf(order)).locked).toBe(true);
      await received(order, '40.00');
      await unlocked(order);
      await until('nothing told any more', async () => (await problemOf(order)) === null);
      await product.control.ship(order.orderNr);
      expect(bookedCents(await settled(product, order.orderNr))).toBe(7_000);
    });

    it('is unlocked with a notice when too much came', async () => {
      const order = await opened(PREPAYMENT);
      await received(order, '75.00');
      await unlocked(order);
      await until('told', async () => (await problemOf(order)) === 'release.transfer-too-much');
    });

    it('asks for less when a part is cancelled unpaid, and is free once that much came', async () => {
      const order = await opened(PREPAYMENT);
      await product.control.cancel(order.orderNr, [{ orderlineKey: await line(order, 1), qty: 1 }]);
      await received(order, '40.00');
      await unlocked(order);
      await product.control.ship(order.orderNr);
      await sums(order, '40.00', '40.00', '0.00');
      expect(bookedCents(await settled(product, order.orderNr))).toBe(4_000);
    });

    it('gives the cancelled part of a transfer back, and returns one by one', async () => {
      const order = await opened(PREPAYMENT);
      await received(order, '70.00');
      await unlocked(order);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await product.control.cancel(order.orderNr);
      await until('30.00 back', async () => (await paymentOf(order)).canceled === '30.00');
      await settled(product, order.orderNr);
      await product.control.return(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 1 }]);
      await credited(order);
      await until('50.00 back', async () => (await paymentOf(order)).canceled === '50.00');
    });
  });

  describe('invoice', () => {
    it('is settled when the order is closed, paid or not', async () => {
      const order = await opened(INVOICE);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await product.control.ship(order.orderNr);
      expect(bookedCents(await settled(product, order.orderNr, 2))).toBe(7_000);
    });

    it('asks for less when a part is cancelled', async () => {
      const order = await opened(INVOICE);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await product.control.cancel(order.orderNr);
      await sums(order, '40.00', '0.00', '0.00');
      await settled(product, order.orderNr, 1);
    });

    it('asks for less when goods come back unpaid', async () => {
      const order = await opened(INVOICE);
      await product.control.ship(order.orderNr);
      await settled(product, order.orderNr);
      const first = await line(order, 0);
      await product.control.return(order.orderNr, [{ orderlineKey: first, qty: 1 }]);
      await credited(order);
      await sums(order, '50.00', '0.00', '0.00');
    });
  });

  describe('secured invoice', () => {
    it('announces one shipment when the order is closed, and settles', async () => {
      const order = await opened(SECURED);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await product.control.ship(order.orderNr);
      await settled(product, order.orderNr, 2);
      const { transactions } = await paymentOf(order);
      expect(transactions.filter((one) => one.type === 'shipment')).toHaveLength(1);
    });

    it('takes a cancelled part back once the payment period has started', async () => {
      const order = await opened(SECURED);
      await product.control.ship(order.orderNr, [{ orderlineKey: await line(order, 0), qty: 2 }]);
      await product.control.cancel(order.orderNr);
      expect(bookedCents(await settled(product, order.orderNr))).toBe(4_000);
      await sums(order, '40.00', '0.00', '0.00');
      const { transactions } = await paymentOf(order);
      expect(transactions.filter((one) => one.type === 'shipment')).toHaveLength(1);
    });

    it('cancels the whole before the shipment', async () => {
      const order = await opened(SECURED);
      await product.control.cancel(order.orderNr);
      await sums(order, '0.00', '0.00', '0.00');
    });

    it('asks for less when goods come back', async () => {
      const order = await opened(SECURED);
      await product.control.ship(order.orderNr);
      await settled(product, order.orderNr);
      const first = await line(order, 0);
      await product.control.return(order.orderNr, [{ orderlineKey: first, qty: 1 }]);
      await credited(order);
      await until('less asked for', async () => (await paymentOf(order)).total === '50.00');
    });
  });

  it('leaves no violation in either ledger', async () => {
    expect((await product.control.truth()).violations).toEqual([]);
    expect((await product.control.truthAtRest()).violations).toEqual([]);
  });
});
