import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type OtherSandbox,
  enterMerchant,
  merchantAt,
  parkedEvents,
  requestRecheck,
  startOtherSandbox,
} from './testing/back-door.js';
import type { ControlClient } from './testing/control-client.js';
import { Product, until } from './testing/product.js';
import { bookedCents } from './testing/story.js';

const ORDERS = 8;
/** How long the product waits for pixi. Waiting for the other's time-out once would be many times what a poll a second needs. */
const PATIENCE = { ABGLEICH_PIXI_TIMEOUT_SECONDS: '6' };
const RATIO_MAX = 2.5;
/** Longer than the product waits for pixi, so every call hangs until it is given up. */
const HANG_MS = 30_000;
/** More than a service works on at once, so that the other merchant would be out of places if they were shared. */
const RECHECKS = 60;

let product: Product;
let other: OtherSandbox;
beforeAll(async () => {
  [product, other] = await Promise.all([Product.start({ env: PATIENCE }), startOtherSandbox()]);
  await enterMerchant(product, merchantAt('second', other.urls));
  await through(other.control); // both are served before anything goes wrong
});
afterEach(() => other.control.clearFaults());
afterAll(async () => {
  await product.remove();
  await other.stop();
});

/** Takes one order of a merchant from checkout to its settled invoice; answers the milliseconds of both waits. */
async function through(control: ControlClient): Promise<number> {
  const { orderNr, paymentId } = await control.checkout();
  let began = performance.now();
  const status = async () => (await control.order(orderNr)).status;
  await until(`order ${orderNr} released`, async () => (await status()) === 'OPEN');
  let waited = performance.now() - began;
  await control.ship(orderNr);
  began = performance.now();
  const order = await until(`order ${orderNr} settled`, async () => {
    const now = await control.order(orderNr);
    return now.invoices.every((one) => one.settled) && now;
  });
  waited += performance.now() - began;
  expect(bookedCents(order)).toBe(11_900);
  expect((await control.payment(paymentId ?? '')).charged).toBe('119.00');
  return waited;
}

async function median(): Promise<number> {
  const waits = await Promise.all(Array.from({ length: ORDERS }, () => through(product.control)));
  return waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? Number.NaN;
}

const hang = (match?: string) =>
  other.control.fault({
    target: 'pixi',
    kind: 'timeout',
    delayMs: HANG_MS,
    ...(match === undefined ? {} : { match }),
  });

describe('Two merchants in one process', () => {
  it('one whose pixi hangs at every call does not slow the other, and catches up afterwards', async () => {
    const alone = await median();
    await hang();
    const waiting = await Promise.all(
      Array.from({ length: ORDERS }, () => other.control.checkout()),
    );
    const beside = await median();
    expect(beside / alone).toBeLessThan(RATIO_MAX);
    for (const { orderNr } of waiting)
      expect((await other.control.order(orderNr)).status).toBe('HOLD');

    await other.control.clearFaults();
    for (const { orderNr } of waiting)
      await until(
        `order ${orderNr} released`,
        async () => (await other.control.order(orderNr)).status === 'OPEN',
      );
    await through(other.control);
  });

  it('one whose pixi hangs while dozens of its orders are to be looked at again does not slow the other', async () => {
    const orders = await Promise.all(
      Array.from({ length: RECHECKS }, () => other.control.checkout({ outcome: 'failed' })),
    );
    for (const { orderNr } of orders)
      await until(
        `order ${orderNr} locked`,
        async () => (await other.control.order(orderNr)).locked,
      );
    const alone = await median();
    await hang();
    await requestRecheck(
      product,
      'second',
      orders.map(({ orderNr }) => String(orderNr)),
    );
    const beside = await median();
    expect(beside / alone).toBeLessThan(RATIO_MAX);
    await other.control.clearFaults();
    await through(other.control);
    expect(await parkedEvents(product)).toBe(0);
  });

  it('one whose effects are all in doubt does not hold up what became of the effects of the other', async () => {
    const lose = (control: ControlClient) =>
      control.fault({
        target: 'pixi',
        match: 'pixiPaySetAuthorizationStatus',
        kind: 'lost-answer',
      });
    await lose(product.control);
    const alone = await median();
    await product.control.clearFaults();

    await lose(other.control);
    const inDoubt = await Promise.all(
      Array.from({ length: ORDERS }, () => other.control.checkout()),
    );
    for (const { orderNr } of inDoubt)
      await until(
        `order ${orderNr} open`,
        async () => (await other.control.order(orderNr)).status === 'OPEN',
      );
    await hang('*'); // behind the first fault: only the reads that would tell hang
    await lose(product.control);
    const beside = await median();
    await product.control.clearFaults();
    expect(beside / alone).toBeLessThan(RATIO_MAX);
    await other.control.clearFaults();
    for (const { orderNr } of inDoubt) await other.control.ship(orderNr);
    for (const { orderNr } of inDoubt)
      await until(`order ${orderNr} settled`, async () =>
        (await other.control.order(orderNr)).invoices.every((one) => one.settled),
      );
  });

  it('ends with the ledgers of both in agreement', async () => {
    for (const { control } of [product, other])
      expect((await control.truth()).violations).toEqual([]);
  });
});
