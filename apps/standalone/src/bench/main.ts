import { type Stage, openStage } from './bench-stage.js';
import { bareLoop } from './bare-loop.js';
import { checkOut, ORDERS_AT_ONCE, ownPolls, PAGE_SIZE, shipAll } from './own-run.js';
import { useOfTree } from './process-tree.js';
import { PortTimes } from './time-ports.js';
import { measureWholeProduct } from './whole-product.js';

/** A few orders first, so that connections, plans and compiled code are warm in both runs. */
const WARM_UP = 40;
const MIB = 1024 * 1024;

type Run = {
  readonly ordersPerSecond: number;
  readonly releaseMs: number;
  readonly captureMs: number;
  /** CPU an order costs, in ms: unlike the wall clock it hardly depends on what else the machine does. The sandbox's share is in both runs. */
  readonly cpuMsPerOrder: { readonly process: number; readonly database: number };
};
type Polls = { release(): Promise<number>; capture(): Promise<number> };

async function run(stage: Stage, polls: Polls, count: number): Promise<Run> {
  const orders = await checkOut(stage, count);
  const release = await measured(polls.release);
  await shipAll(stage, orders);
  const capture = await measured(polls.capture);
  const open = await Promise.all(
    orders.map(async (order) =>
      (await stage.control.order(order)).invoices.every((one) => one.settled),
    ),
  );
  if (!open.every(Boolean)) throw new Error('Not every order was settled: nothing was measured');
  const perOrder = (seconds: number): number => Math.round((seconds * 100_000) / count) / 100;
  return {
    ordersPerSecond: Math.round((count * 10_000) / (release.ms + capture.ms)) / 10,
    releaseMs: Math.round(release.ms),
    captureMs: Math.round(capture.ms),
    cpuMsPerOrder: {
      process: perOrder(release.process + capture.process),
      database: perOrder(release.database + capture.database),
    },
  };
}

type Measured = { readonly ms: number; readonly process: number; readonly database: number };

/** Wall clock in ms and CPU seconds of one poll: of this process, and of those below it, which are the database's. */
async function measured(poll: () => Promise<number>): Promise<Measured> {
  const before = { own: process.cpuUsage(), tree: await useOfTree(process.pid) };
  const ms = await poll();
  const used = process.cpuUsage(before.own);
  const own = (used.user + used.system) / 1_000_000;
  const tree = (await useOfTree(process.pid)).cpuSeconds - before.tree.cpuSeconds;
  return { ms, process: own, database: Math.max(0, tree - own) };
}

/** Calls per order by side; comments apart, because they come on top of what must be. */
function callsPerOrder(stage: Stage, since: number, count: number) {
  const calls = stage.sandbox.world.calls
    .list({})
    .filter((one) => Date.parse(one.at) >= since && one.name !== 'wsdl');
  const per = (wanted: (call: { target: string; name: string }) => boolean): number =>
    Math.round((calls.filter(wanted).length / count) * 1_000) / 1_000;
  const isComment = ({ name }: { name: string }): boolean => name === 'pixiCreateOrderComment';
  return {
    pixi: per((one) => one.target === 'pixi' && !isComment(one)),
    unzer: per((one) => one.target === 'unzer'),
    comments: per((one) => one.target === 'pixi' && isComment(one)),
    limitWithoutComments: Math.round(1.15 * (4 + 2 / PAGE_SIZE) * 1_000) / 1_000,
  };
}

/** Milliseconds of one order, waiting included, while `ORDERS_AT_ONCE` share the machine: what the product adds to the bare loop. */
function spent(times: PortTimes, own: Run, count: number) {
  const isComment = (method: string): boolean => method === 'pixi.comment';
  const isJournal = (method: string): boolean => method.startsWith('journal.');
  const callsThatMustBe = times.perOrder(
    count,
    (method) => !isComment(method) && !isJournal(method),
  );
  const comments = times.perOrder(count, isComment);
  const journal = times.perOrder(count, isJournal);
  const whole = ((own.releaseMs + own.captureMs) * ORDERS_AT_ONCE) / count;
  return {
    callsThatMustBe,
    comments,
    journal,
    decidingAndTheRest: Math.round((whole - callsThatMustBe - comments - journal) * 100) / 100,
  };
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 500);
  const stage = await openStage();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100);
  try {
    await run(stage, ownPolls(stage), WARM_UP);
    await run(stage, bareLoop(stage), WARM_UP);
    const bareBefore = await run(stage, bareLoop(stage), count);
    const commitsBefore = await stage.commits();
    const since = Date.now();
    const times = new PortTimes();
    const own = await run(stage, ownPolls(stage, times), count);
    const calls = callsPerOrder(stage, since, count);
    const commits = (await stage.commits()) - commitsBefore;
    const bareAfter = await run(stage, bareLoop(stage), count);
    const bare = (bareBefore.ordersPerSecond + bareAfter.ordersPerSecond) / 2;
    const { violations } = await stage.control.truth();
    await stage.stop();
    const product = await measureWholeProduct();
    const report = {
      orders: count,
      ordersAtOnce: ORDERS_AT_ONCE,
      own,
      bareLoop: { before: bareBefore, after: bareAfter },
      ratio: Math.round((own.ordersPerSecond / bare) * 1_000) / 1_000,
      whereAnOrderSpendsItsTime: spent(times, own, count),
      callsPerOrder: calls,
      commitsPerOrder: Math.round((commits / count) * 100) / 100,
      peakMemoryMib: Math.round(peak / MIB),
      violations: violations.length,
      product,
    };
    console.log(JSON.stringify(report, null, 2));
  } finally {
    clearInterval(watch);
    await stage.stop();
  }
}

await main();
