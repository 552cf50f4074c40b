import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ManyWorkers, pollDue, startManyWorkers } from './testing/many-workers.js';

/** pixi shows a row no more after this many failed tries. */
const FAILURES = 4;

let many: ManyWorkers;
beforeAll(async () => {
  many = await startManyWorkers(2);
}, 120_000);
afterAll(() => many.stop());

const orderOf = (orderNr: string) => {
  const order = many.sandbox.world.pixi.state().orders.get(Number(orderNr));
  if (!order) throw new Error(`no order ${orderNr}`);
  return order;
};
const invoicesOf = (orderNr: string) =>
  [...many.sandbox.world.pixi.state().invoices.values()].filter(
    (one) => one.orderNr === Number(orderNr),
  );
const isSettled = (orderNr: string): boolean =>
  invoicesOf(orderNr).every(({ captureSum }) => captureSum !== null);

/** Another program, or an older version of ours, reported failures until pixi hid the row. */
function hideOrder(orderNr: string): void {
  const { world } = many.sandbox;
  for (let tries = 0; tries < FAILURES; tries += 1)
    world.pixi.run({
      do: 'authorize',
      at: world.now(),
      orderNr: Number(orderNr),
      success: false,
      authId: null,
      authCode: null,
      message: 'declined',
    });
}
function hideInvoice(invoiceNr: string): void {
  const { world } = many.sandbox;
  for (let tries = 0; tries < FAILURES; tries += 1)
    world.pixi.run({
      do: 'capture',
      at: world.now(),
      invoiceNr,
      success: false,
      amount: 0,
      payId: '',
      eventId: null,
      message: 'declined',
      holdRemaining: false,
    });
}
const queueCalls = (name: string): number =>
  many.sandbox.world.calls.list().filter((call) => call.name === name).length;

describe('Rows that pixi hides after too many tries', () => {
  it('are found by the first poll of the day, orders and invoices alike, and by no other process once more', async () => {
    const { world } = many.sandbox;
    const hidden = many.checkout();
    hideOrder(hidden.orderNr);
    expect(orderOf(hidden.orderNr).failTries).toBe(FAILURES);
    await many.flood(pollDue('release-queue'), 1);
    expect(orderOf(hidden.orderNr).lines.map(({ status }) => status)).toEqual(['ANG']);
    const { invoiceNr = '' } = world.pixi.run({
      do: 'ship',
      at: world.now(),
      orderNr: Number(hidden.orderNr),
      lines: null,
    });
    hideInvoice(invoiceNr);
    await many.flood(pollDue('capture-queue'), 1);
    expect(isSettled(hidden.orderNr)).toBe(true);
  });

  it('wait for the next day when they were asked for already, and cost no call until then', async () => {
    const late = many.checkout();
    hideOrder(late.orderNr);
    const before = queueCalls('pixiPayGetOrdersToAuthorize');
    await many.flood(pollDue('release-queue'), 1);
    expect(queueCalls('pixiPayGetOrdersToAuthorize')).toBeGreaterThan(before);
    expect(orderOf(late.orderNr).lines.map(({ status }) => status)).toEqual(['HAL']);
  });
});
