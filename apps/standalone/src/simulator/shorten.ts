import type { Plan } from './plan.js';
import { type RunResult, runPlan } from './run-plan.js';

/** A history that takes longer to shorten is short enough. */
const RUNS_MAX = 250;

export type Shortened = {
  readonly result: RunResult;
  readonly runs: number;
  readonly before: { readonly orders: number; readonly actions: number; readonly troubles: number };
};

/**
 * Takes orders, actions and troubles out of a history as long as it still breaks one of the same rules. What stays happens as it did,
 * because every throw of the dice depends on what it is for and not on what was thrown before.
 */
export async function shorten(
  failed: RunResult,
  play: (plan: Plan) => Promise<RunResult> = runPlan,
): Promise<Shortened> {
  const rules = new Set(failed.violations.map(({ rule }) => rule));
  let best = failed;
  let runs = 0;
  const stillFails = async (plan: Plan): Promise<boolean> => {
    if (runs >= RUNS_MAX) return false;
    runs += 1;
    const result = { ...(await play(plan)), plan };
    if (!result.violations.some(({ rule }) => rules.has(rule))) return false;
    best = result;
    return true;
  };
  const { orders, actions } = failed.plan;
  await reduce(orders, (kept) => stillFails({ ...best.plan, orders: kept }));
  await reduce(best.plan.actions, (kept) => stillFails({ ...best.plan, actions: kept }));
  const troubles = [...new Set(best.troubles)];
  if (await stillFails({ ...best.plan, troublesAllowed: new Set(troubles) }))
    await reduce(troubles, (kept) => stillFails({ ...best.plan, troublesAllowed: new Set(kept) }));
  await reduce(best.plan.orders, (kept) => stillFails({ ...best.plan, orders: kept }));
  if (best.plan.processes > 1) await stillFails({ ...best.plan, processes: 1 });
  const before = {
    orders: orders.length,
    actions: actions.length,
    troubles: failed.troubles.length,
  };
  return { result: best, runs, before };
}

/** Delta debugging: leaves out ever smaller pieces, as long as `holds` says that it still fails. */
async function reduce<T>(
  items: readonly T[],
  holds: (kept: readonly T[]) => Promise<boolean>,
): Promise<void> {
  let kept = items;
  if (kept.length === 0 || (await holds([]))) return;
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  )
    for (let at = 0; at < kept.length;) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (without.length < kept.length && (await holds(without))) kept = without;
      else at += size;
    }
}
