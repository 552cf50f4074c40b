import { type PlanWish, makePlan } from './make-plan.js';
import { runPlan } from './run-plan.js';
import type { Violation } from './world/trace.js';

export type Found = {
  readonly seed: number;
  readonly seeds: number;
  readonly violation: Violation;
};

/** Plays seed after seed until one breaks a rule; `null` when none of `seedsMax` does. */
export async function findViolation(wish: PlanWish, seedsMax: number): Promise<Found | null> {
  for (let seeds = 1; seeds <= seedsMax; seeds += 1) {
    const seed = wish.seed + seeds - 1;
    const { violations } = await runPlan(makePlan({ ...wish, seed }));
    const [violation] = violations;
    if (violation !== undefined) return { seed, seeds, violation };
  }
  return null;
}
