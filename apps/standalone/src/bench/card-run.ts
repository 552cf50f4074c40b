import { type Stage, openStage } from './bench-stage.js';
import { bareLoop } from './bare-loop.js';
import { ORDERS_AT_ONCE, PAGE_SIZE } from './limits.js';
import { checkOut, ownPolls, shipAll } from './own-run.js';
import { cpuMsPerOrder, measured, round, sumOf } from './measured.js';
import { watchMemory } from './process-tree.js';
import { PortTimes } from './time-ports.js';

/** A few orders first, so that connections, plans and compiled code are warm in both runs. */
const WARM_UP = 40;

type Run = {
  readonly ordersPerSecond: number;
  readonly releaseMs: number;
  readonly captureMs: number;
  readonly cpuMsPerOrder: ReturnType<typeof cpuMsPerOrder>;
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
  return {
    ordersPerSecond: Math.round((count * 10_000) / (release.ms + capture.ms)) / 10,
    releaseMs: Math.round(release.ms),
    captureMs: Math.round(capture.ms),
    cpuMsPerOrder: cpuMsPerOrder(sumOf([release, capture]), count),
  };
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

/**
 * Card orders in Experten mode from HOLD to settled, the bare loop before and after them on the same stage. Throws when an order was
 * left undone.
 */
export async function cardReport(count: number) {
  const stage = await openStage();
  const memory = watchMemory();
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
    return {
      orders: count,
      ordersAtOnce: ORDERS_AT_ONCE,
      own,
      bareLoop: { before: bareBefore, after: bareAfter },
      ratio: round(own.ordersPerSecond / bare, 3),
      whereAnOrderSpendsItsTime: times.spentPerOrder(own.releaseMs + own.captureMs, count),
      callsPerOrder: calls,
      commitsPerOrder: round(commits / count, 2),
      peakMemoryMib: memory.peakMib(),
      violations: violations.length,
    };
  } finally {
    memory.stop();
    await stage.stop();
  }
}
