import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tellTruth } from '@abgleich/sandbox';
import { type ManyWorkers, pollDue, recheckOf, startManyWorkers } from './testing/many-workers.js';

const WORKERS = 10;
const REDELIVERIES = 10;
/** Losers of a race come back with the next tick; after so many ticks nothing may be left. */
const TICKS_MAX = 20;

let many: ManyWorkers;
beforeAll(async () => {
  many = await startManyWorkers(WORKERS);
}, 120_000);
afterAll(() => many.stop());

const view = (orderNr: string) => {
  const order = many.sandbox.world.pixi.state().orders.get(Number(orderNr));
  if (!order) throw new Error(`no order ${orderNr}`);
  return order;
};
const callsOf = (name: RegExp, about: string): number =>
  many.sandbox.world.calls
    .list()
    .filter((call) => name.test(call.name) && [call.orderNr, call.paymentId].includes(about))
    .length;
const chargesOf = (paymentId: string): string[] =>
  (many.sandbox.world.unzer.ledger.payment(paymentId)?.transactions ?? [])
    .filter(({ type }) => type === 'charge')
    .map(({ status, amount }) => `${status} ${amount / 10_000}`);
const control = (method: string, path: string): Promise<Record<string, unknown>> =>
  fetch(`${many.sandbox.urls.control}${path}`, {
    method,
    ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
  }).then((answer) => answer.json() as Promise<Record<string, unknown>>); // the sandbox's contract
const ledger = (orderNr: string) => control('GET', `/pixi/orders/${orderNr}`);
const ship = (orderNr: string) => control('POST', `/pixi/orders/${orderNr}/ship`);

const violations = () => tellTruth(many.sandbox.world, { atRest: true }).violations;
const settled = async (orders: { orderNr: string }[]): Promise<boolean> => {
  const found = await Promise.all(orders.map(({ orderNr }) => ledger(orderNr)));
  return found.every(({ invoices }) =>
    (invoices as { settled: boolean }[]).every((one) => one.settled),
  );
};

/** The same tick, ten times to each of ten processes at once, until `done`. */
async function floodUntil(
  procedure: 'release-queue' | 'capture-queue',
  done: () => Promise<boolean>,
): Promise<void> {
  for (let tick = 0; tick < TICKS_MAX; tick += 1) {
    await many.flood(pollDue(procedure), REDELIVERIES);
    if (await done()) return;
  }
  throw new Error(`not done after ${TICKS_MAX} ticks`);
}
const all = async (orders: { orderNr: string }[], field: string, value: unknown) =>
  (await Promise.all(orders.map(({ orderNr }) => ledger(orderNr)))).every(
    (order) => order[field] === value,
  );

describe('Ten processes and ten redeliveries of every event', () => {
  it.each([
    { mode: 'Experten', paymentCode: 'C', chargedAtRelease: [] },
    { mode: 'Standard', paymentCode: 'S', chargedAtRelease: ['success 119'] },
  ])('charge, release and settle $mode orders once', async ({ paymentCode, chargedAtRelease }) => {
    const orders = Array.from({ length: 5 }, () => many.checkout({ paymentCode }));
    await floodUntil('release-queue', () => all(orders, 'status', 'OPEN'));
    for (const { orderNr, paymentId } of orders) {
      expect(chargesOf(paymentId)).toEqual(chargedAtRelease);
      expect(callsOf(/^pixiPaySetAuthorizationStatus$/, orderNr)).toBe(1);
      await ship(orderNr);
    }
    await floodUntil('capture-queue', () => settled(orders));
    for (const { orderNr, paymentId } of orders) {
      await many.flood(recheckOf(orderNr), 1); // and once more, when all is done
      expect(chargesOf(paymentId)).toEqual(['success 119']);
      expect(callsOf(/^POST .*\/charges$/, paymentId)).toBe(1);
      const { bookings, invoices, comments } = await ledger(orderNr);
      expect(bookings).toMatchObject([{ amount: '119.00' }]);
      expect(invoices).toMatchObject([{ settled: true, captureSum: '119.00' }]);
      expect(comments).toHaveLength(2);
    }
    expect(violations()).toEqual([]);
  });

  it('charge, unlock and release an order once when a hundred requests to look again arrive together', async () => {
    const good = many.checkout({ paymentCode: 'S' });
    const { orderNr } = many.checkout({ paymentCode: 'S', kkId: 's-pay-999999' });
    await floodUntil('release-queue', async () => view(orderNr).locked);
    const { world } = many.sandbox;
    const { total } = await ledger(orderNr);
    expect(total).toBe('119.00');
    const { payment } = world.unzer.book({
      kind: 'create-payment',
      publicKey: many.sandbox.seed.unzer.publicKey,
      apiType: 'card',
      outcome: 'authorized',
      amount: 1_190_000,
      currency: 'EUR',
    });
    const kkId = payment?.id ?? '';
    world.pixi.run({ do: 'set-payment-id', at: world.now(), orderNr: Number(orderNr), kkId });
    for (let again = 0; again < 3; again += 1)
      await many.flood(recheckOf(orderNr), REDELIVERIES).catch(() => undefined); // losers are told to come back
    expect(view(orderNr).locked).toBe(false);
    expect(chargesOf(kkId)).toEqual(['success 119']);
    expect(callsOf(/^POST .*\/charges$/, kkId)).toBe(1);
    expect(callsOf(/^pixiPaySetAuthorizationStatus$/, orderNr)).toBe(1);
    expect(callsOf(/^pixiSetOrderShippingLock$/, orderNr)).toBe(2); // one on, one off
    expect(chargesOf(good.paymentId)).toEqual(['success 119']);
    expect(violations()).toEqual([]);
  });

  it('settle every partial shipment of one order once', async () => {
    const order = many.checkout({
      lines: Array.from({ length: 4 }, (_unused, index) => ({
        itemNr: `P-${index}`,
        qty: 1,
        price: 100_000 + index * 10_000,
      })),
    });
    await floodUntil('release-queue', () => all([order], 'status', 'OPEN'));
    const { lines } = await ledger(order.orderNr);
    for (const { orderlineKey } of lines as { orderlineKey: number }[]) {
      const { world } = many.sandbox;
      const lines = [{ lineKey: orderlineKey, qty: 1 }];
      world.pixi.run({ do: 'ship', at: world.now(), orderNr: Number(order.orderNr), lines });
    }
    await floodUntil('capture-queue', () => settled([order]));
    expect(chargesOf(order.paymentId).sort()).toEqual(
      ['success 10', 'success 11', 'success 12', 'success 13'].sort(),
    );
    const { bookings } = await ledger(order.orderNr);
    expect(bookings).toHaveLength(4);
    expect(violations()).toEqual([]);
  });
});
