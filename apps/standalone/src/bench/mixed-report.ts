import { bareServices } from './bare-services.js';
import { type Stage, openStage } from './bench-stage.js';
import { perOrder } from './count-calls.js';
import { ORDERS_AT_ONCE } from './limits.js';
import { cpuMsPerOrder, round } from './measured.js';
import { METHODS, type Method } from './methods.js';
import { CALLS_ABOVE_MINIMUM, leastCalls } from './must-calls.js';
import { type Side, ownServices } from './own-services.js';
import { watchMemory } from './process-tree.js';
import { type Story, cleanStories, mixedStories } from './stories.js';
import { type StoryRun, runStories } from './story-run.js';
import { PortTimes } from './time-ports.js';
import { webhookReport } from './webhook-run.js';

/** Orders first, so that connections, plans and compiled code are warm: one of every story. */
const WARM_UP = 200;
/** Orders of one method for its own ratio: fewer say little. */
const OF_METHOD_MIN = 25;

/** Two stages of one process, for the product would work on the bare loop's orders, too. */
type Stages = { readonly own: Stage; readonly bare: Stage; readonly services: Side };

/**
 * All configured methods at once, with cancellations, returns, parcels and receipts; the bare loop before and after in the same run.
 * Then every method alone, without a hitch. Throws when an order was left undone.
 */
export async function mixedReport(count: number) {
  const own = await openStage();
  const bare = await openStage();
  const memory = watchMemory();
  let times = new PortTimes();
  const services = ownServices(own, () => times);
  const stages: Stages = { own, bare, services };
  try {
    await runOwn(stages, mixedStories(WARM_UP));
    await runBare(stages, mixedStories(WARM_UP));
    const stories = mixedStories(count);
    const before = await runBare(stages, stories);
    const commitsBefore = await own.commits();
    times = new PortTimes();
    const run = await runOwn(stages, stories);
    const spent = times.spentPerOrder(run.measured.ms, count);
    const commits = (await own.commits()) - commitsBefore;
    const after = await runBare(stages, stories);
    const peakMemoryMib = memory.peakMib();
    const methods = await methodReports(stages, count);
    const { violations } = await own.control.truthAtRest();
    const webhooks = await webhookReport(own, await paymentIdsOf(own));
    return {
      orders: count,
      ordersAtOnce: ORDERS_AT_ONCE,
      shares: sharesOf(stories),
      own: runReport(run),
      bareLoop: { before: runReport(before), after: runReport(after) },
      ratio: ratioOf(run, [before, after]),
      whereAnOrderSpendsItsTime: spent,
      callsPerOrder: callsReport(run, before),
      commitsPerOrder: round(commits / count, 2),
      peakMemoryMib,
      violations: violations.length,
      methods,
      webhooks,
    };
  } finally {
    memory.stop();
    await own.stop();
    await bare.stop();
  }
}

async function paymentIdsOf({ platform }: Stage): Promise<readonly string[]> {
  const { rows } = await platform.database.pool.query<{ payment_id: string }>(
    'select payment_id from journal.orders where payment_id is not null order by order_number limit 1000',
  );
  return rows.map((row) => row.payment_id);
}

const runOwn = ({ own, services }: Stages, stories: readonly Story[]): Promise<StoryRun> =>
  runStories(own, stories, () => Promise.resolve(services));
const runBare = ({ bare }: Stages, stories: readonly Story[]): Promise<StoryRun> =>
  runStories(bare, stories, (placed) => bareServices(bare, placed));

/** Each method alone: its ratio to a bare loop that makes just the calls it must, and its calls beside the published minimum. */
async function methodReports(stages: Stages, count: number) {
  const orders = Math.max(OF_METHOD_MIN, Math.round(count / METHODS.length));
  const reports: Awaited<ReturnType<typeof methodReport>>[] = [];
  for (const method of METHODS) reports.push(await methodReport(stages, method, orders));
  return reports;
}

async function methodReport(stages: Stages, method: Method, orders: number) {
  const stories = cleanStories(method, orders);
  const before = await runBare(stages, stories);
  const own = await runOwn(stages, stories);
  const after = await runBare(stages, stories);
  const { pixi, unzer } = leastCalls(method.name);
  return {
    method: method.name,
    family: method.family,
    orders,
    ordersPerSecond: perSecond(own),
    bareLoop: { before: perSecond(before), after: perSecond(after) },
    ratio: ratioOf(own, [before, after]),
    callsPerOrder: {
      ...perOrder(own.calls, orders),
      minimum: { pixi, unzer, withoutComments: pixi + unzer },
    },
  };
}

const perSecond = ({ orders, measured }: StoryRun): number =>
  round((orders * 1_000) / measured.ms, 1);

function ratioOf(own: StoryRun, bare: readonly StoryRun[]): number {
  const bareMs = bare.reduce((sum, { measured }) => sum + measured.ms, 0) / bare.length;
  return round(bareMs / own.measured.ms, 3);
}

const runReport = (run: StoryRun) => ({
  ordersPerSecond: perSecond(run),
  msAt: run.msAt,
  cpuMsPerOrder: cpuMsPerOrder(run.measured, run.orders),
});

function callsReport(own: StoryRun, bare: StoryRun) {
  const { withoutComments: minimum, ...least } = perOrder(bare.calls, bare.orders);
  return {
    ...perOrder(own.calls, own.orders),
    minimum: { pixi: least.pixi, unzer: least.unzer, lists: least.lists, withoutComments: minimum },
    limitWithoutComments: round((1 + CALLS_ABOVE_MINIMUM) * minimum, 3),
  };
}

function sharesOf(stories: readonly Story[]) {
  const share = (wanted: (story: Story) => boolean): number =>
    round(stories.filter(wanted).length / stories.length, 3);
  return {
    cancelledWhole: share((one) => one.cancelled === 'whole'),
    cancelledInPart: share((one) => one.cancelled === 'part'),
    returned: share((one) => one.returned),
    inParcels: share((one) => one.inParts),
    paidByTransfer: share((one) => one.paidWhen !== null),
  };
}
