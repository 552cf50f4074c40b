import { describe, expect, it } from '@jest/globals';
import { checkOut, type Checkout } from '../control/checkout.js';
import { createSandboxWorld } from '../create-world.js';
import { seededRandom } from '../kernel/clock.js';
import { tellTruth } from './tell-truth.js';

const card: Checkout = {
  shopId: 'DEM',
  paymentCode: 'C',
  unzerType: 'card',
  outcome: 'authorized',
  lines: [{ itemNr: 'GT-1001', qty: 2, price: 500_000 }],
};

/** A world, one order in it, and what an app could do to it. Amounts in whole euros. */
function scene(change: Partial<Checkout> = {}) {
  let clock = Date.UTC(2026, 5, 1);
  const now = (): number => (clock += 1_000);
  const { world } = createSandboxWorld({ now, random: seededRandom(1) });
  const { orderNr: text, paymentId } = checkOut(world, { ...card, ...change });
  const orderNr = Number(text);
  const id = paymentId ?? '';
  const units = (euros: number): number => euros * 10_000;
  const order = () => world.pixi.state().orders.get(orderNr);
  const line = () => [{ lineKey: order()?.lines[0]?.originKey ?? 0, qty: 1 }];
  const { run } = world.pixi;
  const reference = (invoiceId: string) => ({ invoiceId, paymentReference: 'abgleich-1' });
  return {
    release: () => {
      const ids = { authId: null, authCode: null, message: '' };
      run({ do: 'authorize', at: now(), orderNr, success: true, ...ids });
    },
    lock: (locked: boolean, user = 'API') =>
      run({ do: 'lock-order', at: now(), orderNr, locked, user, reason: '' }),
    ship: () => run({ do: 'ship', at: now(), orderNr, lines: null }).invoiceNr ?? '',
    shipOne: () => run({ do: 'ship', at: now(), orderNr, lines: line() }).invoiceNr ?? '',
    cancelRest: () => run({ do: 'cancel', at: now(), orderNr, lines: null, status: 'STO' }),
    returnOne: () => {
      const wanted = { orderNr, lines: line(), shipCost: 0, alreadySettled: false };
      return run({ do: 'return', at: now(), ...wanted }).invoiceNr ?? '';
    },
    charge: (euros: number, invoiceId = '') =>
      world.unzer.book({
        kind: 'charge',
        paymentId: id,
        amount: units(euros),
        references: reference(invoiceId),
      }),
    receive: (euros: number) =>
      world.unzer.book({ kind: 'receive', paymentId: id, amount: units(euros) }),
    refund: (euros: number, chargeId = 's-chg-1') => {
      const action = { kind: 'cancel-charge', paymentId: id, chargeId } as const;
      world.unzer.book({ ...action, amount: units(euros), references: reference('') });
    },
    settle: (invoiceNr: string, euros: number) => {
      const details = { payId: 's-chg-1', eventId: 'RPZ', message: '', holdRemaining: false };
      const at = now();
      run({ do: 'capture', at, invoiceNr, success: true, amount: units(euros), ...details });
    },
    bookRefund: (matchTo: string, euros: number) => {
      const custKey = order()?.custKey ?? 0;
      const details = { eventId: 'GPZ', bookedAt: null, comment: '', matchTo };
      run({ do: 'book', at: now(), custKey, amount: -units(euros), ...details });
    },
    truth: (atRest = false) => tellTruth(world, { atRest }),
    broken: (atRest = false) => tellTruth(world, { atRest }).violations.map(({ rule }) => rule),
  };
}

describe('the judge', () => {
  it('finds nothing in an order that went well, and adds both sides up', () => {
    const { release, ship, charge, settle, returnOne, refund, bookRefund, truth } = scene();
    release();
    const invoice = ship();
    charge(100, invoice);
    settle(invoice, 100);
    const credit = returnOne();
    refund(50);
    bookRefund(credit, 50);
    expect(truth(true)).toEqual({
      orders: 1,
      captured: '100.00',
      refunded: '50.00',
      chargedBack: '0.00',
      invoiced: '100.00',
      credited: '50.00',
      booked: '50.00',
      violations: [],
      pending: { ordersOnHold: 0, invoicesUnsettled: 0, creditNotesUnsettled: 0, differences: [] },
    });
  });

  it('finds nothing in Standard: charged before any invoice, the difference refunded later', () => {
    const { release, charge, shipOne, settle, cancelRest, refund, broken } = scene();
    charge(100);
    expect(broken()).toEqual([]);
    release();
    settle(shipOne(), 50);
    cancelRest();
    expect(broken()).toEqual([]);
    expect(broken(true)).toHaveLength(2);
    refund(50);
    expect(broken(true)).toEqual([]);
  });

  it('finds nothing in a prepayment that was shipped paid, returned and refunded', () => {
    const prepaid = { paymentCode: 'V', unzerType: 'prepayment', outcome: 'pending' } as const;
    const story = scene(prepaid);
    story.lock(true);
    story.release();
    story.receive(100);
    story.lock(false);
    story.settle(story.ship(), 100);
    const creditNote = story.returnOne();
    story.refund(50, 's-chg-2');
    story.bookRefund(creditNote, 50);
    expect(story.truth(true).violations).toEqual([]);
  });

  it('finds a prepayment that was unlocked before it was paid', () => {
    const prepaid = { paymentCode: 'V', unzerType: 'prepayment', outcome: 'pending' } as const;
    const story = scene(prepaid);
    story.lock(true);
    story.release();
    story.receive(40);
    story.lock(false);
    expect(story.truth(true).violations).toMatchObject([
      {
        rule: 'released unlocked only with a good payment',
        detail: 'to deliver 100.00, covered 40.00',
      },
    ]);
  });

  it('finds an invoice that was charged twice', () => {
    const { release, shipOne, charge, broken } = scene();
    release();
    const invoice = shipOne();
    charge(50, invoice);
    expect(broken()).toEqual([]);
    charge(50, invoice.toLowerCase());
    expect(broken()).toEqual(['an invoice is charged once']);
  });

  it('finds more charged than invoiced once everything was shipped', () => {
    const { release, ship, charge, broken } = scene({ paymentAmount: 1_500_000 });
    release();
    ship();
    charge(120);
    expect(broken()).toEqual(['charged <= invoiced, nothing cancelled']);
  });

  it('finds a refund that nothing called for, and one that was made twice', () => {
    const { release, ship, charge, returnOne, refund, broken } = scene();
    release();
    charge(100, ship());
    returnOne();
    refund(50);
    expect(broken()).toEqual([]);
    refund(30);
    expect(broken()).toEqual(['every refund has a credit note or a cancellation behind it']);
  });

  it('finds an invoice that was settled without money', () => {
    const { release, ship, settle, broken } = scene();
    release();
    settle(ship(), 100);
    expect(broken()).toEqual(['invoices are settled with money that came in']);
  });

  it('finds a credit note that was settled without a refund', () => {
    const { release, ship, charge, settle, returnOne, bookRefund, broken } = scene();
    release();
    const invoice = ship();
    charge(100, invoice);
    settle(invoice, 100);
    bookRefund(returnOne(), 50);
    expect(broken()).toEqual(['credit notes are settled with money that went back']);
  });

  it.each<[string, Partial<Checkout>]>([
    ['no payment', { outcome: 'none' }],
    ['an unknown payment', { kkId: 's-pay-0' }],
    ['a failed payment', { outcome: 'failed' }],
    ['too small a payment', { paymentAmount: 900_000 }],
    ['a payment in another currency', { paymentCurrency: 'CHF' }],
    ['a transfer that has not come', { unzerType: 'prepayment', outcome: 'pending' }],
  ])('finds an order released unlocked with %s, but not a locked one', (_, change) => {
    const rule = 'released unlocked only with a good payment';
    const open = scene(change);
    open.release();
    expect(open.broken()).toEqual([rule]);
    const locked = scene(change);
    locked.lock(true);
    locked.release();
    expect(locked.broken()).toEqual([]);
    locked.lock(false, 'person');
    expect(locked.broken()).toEqual([]);
    locked.lock(true, 'API');
    locked.lock(false, 'API');
    expect(locked.broken()).toEqual([rule]);
  });

  it('has nothing against a late transfer of which a part went back for returned goods', () => {
    const prepaid = { unzerType: 'prepayment', outcome: 'pending' } as const;
    const { lock, release, receive, ship, returnOne, refund, broken } = scene(prepaid);
    lock(true);
    release();
    receive(100);
    lock(false);
    ship();
    returnOne();
    refund(50, 's-chg-2');
    expect(broken()).toEqual([]);
  });

  it.each<[string, Partial<Checkout>]>([
    ['an invoice that may be paid later', { unzerType: 'invoice', outcome: 'pending' }],
    ['a charge made in the shop', { unzerType: 'ideal', outcome: 'charged' }],
    ['two cents too little', { paymentAmount: 999_800 }],
  ])('has nothing against releasing an order with %s', (_, change) => {
    const { release, broken } = scene(change);
    release();
    expect(broken()).toEqual([]);
  });
});
