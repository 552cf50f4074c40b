import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CheckedOut } from './testing/control-client.js';
import { Product, until } from './testing/product.js';
import { bookedCents, released, settled } from './testing/story.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** An orchestrator kills after this. */
const STOP_WITHIN_MS = 10_000;
const ORDERS = 20;
const MIDDLE_MS = 700;

let product: Product;
beforeAll(async () => {
  product = await Product.start();
});
afterAll(() => product.remove());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `log`: its last words, where it did not end as it should. */
async function stopped(): Promise<{ code: number | null; inTime: boolean; log: string }> {
  const began = performance.now();
  const code = await product.stop();
  const log = code === 0 ? '' : product.log().slice(-2_000);
  return { code, inTime: performance.now() - began < STOP_WITHIN_MS, log };
}

async function nothingLost(orders: readonly CheckedOut[]): Promise<void> {
  for (const { orderNr } of orders) {
    await until(
      `order ${orderNr} released`,
      async () => (await product.control.order(orderNr)).status !== 'HOLD',
    );
    if ((await product.control.order(orderNr)).invoices.length === 0)
      await product.control.ship(orderNr);
  }
  for (const { orderNr, paymentId } of orders) {
    expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
    expect((await product.control.payment(paymentId ?? '')).charged).toBe('119.00');
  }
  expect((await product.control.truth()).violations).toEqual([]);
}

const checkOut = (): Promise<CheckedOut[]> =>
  Promise.all(Array.from({ length: ORDERS }, () => product.control.checkout()));

describe('The one process', () => {
  it('stopped in the middle of releasing, and again in the middle of charging, loses nothing', async () => {
    const orders = await checkOut();
    await pause(MIDDLE_MS);
    expect(await stopped()).toEqual({ code: 0, inTime: true, log: '' });
    product = await product.again();
    for (const { orderNr } of orders) {
      await until('released', async () => (await product.control.order(orderNr)).status === 'OPEN');
      await product.control.ship(orderNr);
    }
    await pause(MIDDLE_MS);
    expect(await stopped()).toEqual({ code: 0, inTime: true, log: '' });
    product = await product.again();
    await nothingLost(orders);
  });

  it('stops in time although one service waits for pixi and the other for Unzer, and loses nothing', async () => {
    await product.stop();
    const patience = { ABGLEICH_PIXI_TIMEOUT_SECONDS: '60', ABGLEICH_UNZER_TIMEOUT_SECONDS: '60' };
    product = await product.again({ env: patience });
    const orders = await Promise.all([released(product), released(product), released(product)]);
    const hanging = { kind: 'timeout' } as const;
    await product.control.fault({ ...hanging, target: 'unzer' });
    for (const { orderNr } of orders) await product.control.ship(orderNr);
    const match = 'pixiPayGetOrdersToAuthorize';
    await product.control.fault({ ...hanging, target: 'pixi', match });
    const waiting = await product.control.checkout();
    await pause(MIDDLE_MS * 2);
    expect((await stopped()).inTime).toBe(true);
    product = await product.again();
    await nothingLost([...orders, waiting]);
  });

  it('started with --json prints exactly one line on standard output, however much it works until it ends', async () => {
    await product.stop();
    const { dataDir, portBase } = product;
    const words = ['--json', '--no-demo', '--data-dir', dataDir, '--port-base', String(portBase)];
    const env = { ...process.env, ABGLEICH_POLL_SECONDS: '1', ABGLEICH_QUIET_WINDOW: 'off' };
    const child = spawn(process.execPath, [MAIN, ...words], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await until('the line', () => Promise.resolve(out.includes('\n')));
    expect(JSON.parse(out)).toMatchObject({ ready: true, portal: product.ready.portal });
    await product.control.fault({ target: 'pixi', kind: 'error-500', times: 3 }); // something to complain of
    const { orderNr } = await product.control.checkout();
    await until('released', async () => (await product.control.order(orderNr)).status === 'OPEN');
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(out.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), '']);
    product = await product.again();
  });
});
