import { DAY, MINUTE, SECOND } from '@abgleich/domain';
import { judgeAtRest } from './judge/judge-at-rest.js';
import { act } from './people/act.js';
import { checkOutOrder } from './people/check-out.js';
import { emptyTheWarehouse, repairEverything } from './people/finish-all.js';
import type { Plan } from './plan.js';
import { Simulation } from './simulation.js';
import type { Violation } from './world/trace.js';

export type RunResult = {
  readonly plan: Plan;
  readonly hash: string;
  readonly lines: readonly string[];
  readonly violations: readonly Violation[];
  /** What was done and what came, and how often. */
  readonly counts: ReadonlyMap<string, number>;
  /** The troubles that came, by name. */
  readonly troubles: readonly string[];
};

/** After the trouble one process looks less often: hours of rest cost little. */
const REST_POLL_SECONDS = 240;
/** Longer than any back-off, look-up wait and late request; then the effects of one step are over. */
const QUIET_FOR_MS = 50 * MINUTE;
const STEP_MS = 10 * MINUTE;
/** Time enough for everything that waits for minutes and hours; what still changes then goes round in circles. */
const REST_MAX_MS = 2 * DAY;
/** Looks that are planned for much later are waited for so often, with nothing running meanwhile. */
const JUMPS_MAX = 2;

/** Plays a plan: trouble first, then rest, then the judgement of both ledgers and of what was told. */
export async function runPlan(plan: Plan): Promise<RunResult> {
  const simulation = new Simulation(plan);
  const { time, trace } = simulation;
  for (const order of plan.orders) time.after(order.atMs, () => checkOutOrder(simulation, order));
  for (const action of plan.actions) time.after(action.atMs, () => act(simulation, action));
  await time.pass(plan.minutes * MINUTE);
  trace.add('--- nothing goes wrong any more');
  simulation.calmDown(REST_POLL_SECONDS);
  repairEverything(simulation);
  await comeToRest(simulation);
  emptyTheWarehouse(simulation);
  await comeToRest(simulation);
  trace.add('--- judgement');
  await judgeAtRest(simulation);
  return {
    plan,
    hash: trace.hash(),
    lines: trace.lines,
    violations: trace.violations,
    counts: trace.counts,
    troubles: simulation.troubles,
  };
}

/** Lets time go on until nothing changes any more; looks that are planned for later are waited for. */
async function comeToRest(simulation: Simulation): Promise<void> {
  for (let jumps = 0; ; jumps += 1) {
    const before = simulation.changes;
    await quietDown(simulation);
    const next = Math.min(...simulation.plannedLooks().filter((at) => at > simulation.time.now()));
    const isNew = jumps === 0 || simulation.changes > before;
    if (next === Number.POSITIVE_INFINITY || !isNew || jumps >= JUMPS_MAX) return;
    await simulation.sleepUntil(next - SECOND, REST_POLL_SECONDS);
  }
}

/** Looks that come round every half an hour have come once. */
async function quietDown(simulation: Simulation): Promise<void> {
  const { time, trace, bus } = simulation;
  const end = time.now() + REST_MAX_MS;
  let quietSince = time.now();
  while (time.now() < end) {
    const before = simulation.changes;
    if (simulation.isNight()) {
      await simulation.sleepUntil(simulation.morning(), REST_POLL_SECONDS);
      quietSince = time.now();
    }
    await time.pass(STEP_MS);
    if (simulation.changes !== before || bus.unfinished() > 0) quietSince = time.now();
    if (time.now() - quietSince >= QUIET_FOR_MS) return;
  }
  trace.violate('everything comes to rest', `after ${REST_MAX_MS / DAY} days there is still work`);
}
