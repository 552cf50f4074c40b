import { performance } from 'node:perf_hooks';
import { Product, until } from '../testing/product.js';
import { percentile } from './percentile.js';
import { useOfTree } from './process-tree.js';

const IDLE_MS = 30_000;
const SETTLING_MS = 5_000;
const LATENCY_ORDERS = 40;
/** Orders come at odd moments of the poll interval. */
const APART_MS = 1_700;
const DEFAULTS = {
  ABGLEICH_POLL_SECONDS: '15',
  ABGLEICH_PIXI_RATE: '5',
  ABGLEICH_UNZER_RATE: '10',
  ABGLEICH_PIXI_TIMEOUT_SECONDS: '30',
  ABGLEICH_UNZER_TIMEOUT_SECONDS: '30',
  ABGLEICH_LOOK_UP_WAITS: '5,30,120,600',
};

export type WholeProduct = {
  readonly readySeconds: number;
  readonly idleCpuShare: number;
  readonly idleMemoryMib: number;
  readonly pollSeconds: number;
  readonly dueToReleasedSeconds: { readonly p50: number; readonly p95: number };
  readonly shippedToSettledSeconds: { readonly p50: number; readonly p95: number };
};

/** The product as a user starts it, with its default settings: ready, idle, and how long an order waits. */
export async function measureWholeProduct(): Promise<WholeProduct> {
  const begin = performance.now();
  const product = await Product.start({ env: DEFAULTS });
  const readySeconds = (performance.now() - begin) / 1_000;
  try {
    await pause(SETTLING_MS);
    const before = await useOfTree(product.child.pid ?? 0);
    await pause(IDLE_MS);
    const after = await useOfTree(product.child.pid ?? 0);
    const released: number[] = [];
    const settled: number[] = [];
    const running: Promise<void>[] = [];
    for (let index = 0; index < LATENCY_ORDERS; index += 1) {
      running.push(oneOrder(product, released, settled));
      await pause(APART_MS);
    }
    await Promise.all(running);
    return {
      readySeconds: round(readySeconds),
      idleCpuShare: round((after.cpuSeconds - before.cpuSeconds) / (IDLE_MS / 1_000)),
      idleMemoryMib: after.memoryMib,
      pollSeconds: Number(DEFAULTS.ABGLEICH_POLL_SECONDS),
      dueToReleasedSeconds: { p50: percentile(released, 50), p95: percentile(released, 95) },
      shippedToSettledSeconds: { p50: percentile(settled, 50), p95: percentile(settled, 95) },
    };
  } finally {
    await product.remove();
  }
}

async function oneOrder(product: Product, released: number[], settled: number[]): Promise<void> {
  const { orderNr } = await product.control.checkout();
  released.push(
    await seconds(
      `order ${orderNr} released`,
      async () => (await product.control.order(orderNr)).status === 'OPEN',
    ),
  );
  await product.control.ship(orderNr);
  settled.push(
    await seconds(`order ${orderNr} settled`, async () =>
      (await product.control.order(orderNr)).invoices.every((one) => one.settled),
    ),
  );
}

async function seconds(what: string, check: () => Promise<boolean>): Promise<number> {
  const begin = performance.now();
  await until(what, check, 120_000);
  return (performance.now() - begin) / 1_000;
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
