import { expect } from '@jest/globals';
import { makePlan } from '../make-plan.js';
import { Summary, shortenedText, violationsText } from '../report.js';
import { runPlan } from '../run-plan.js';
import { shorten } from '../shorten.js';

/** Played on every change: so many histories of so many orders, 2,000 orders in all, in two files for two cores. */
export const CI_HISTORIES = 50;
const ORDERS = 40;
const MINUTES = 220;

/** Reached in any fifty seeds: a simulator that never gets there proves nothing. In twenty-five, at least these. */
const REACHED_MIN = { reasons: 45, problems: 20, troubles: 12, actions: 20 } as const;

/** Plays histories and expects that none breaks a rule; else tells the seed and the shortest history that does. Writes what was done. */
export async function playHistories({
  from,
  count,
}: {
  from: number;
  count: number;
}): Promise<void> {
  const summary = new Summary();
  const began = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await runPlan(makePlan({ seed, orders: ORDERS, minutes: MINUTES }));
    summary.add(result);
    if (result.violations.length === 0) continue;
    expect(`${violationsText(result)}\n${shortenedText(await shorten(result))}`).toBe('');
  }
  process.stdout.write(`${summary.text((performance.now() - began) / 1_000)}\n`);
  const reached = summary.reached();
  for (const [what, least] of Object.entries(REACHED_MIN))
    expect([what, reached[what as keyof typeof reached] >= least]).toEqual([what, true]);
  expect(summary.orders).toBe(count * ORDERS);
}
