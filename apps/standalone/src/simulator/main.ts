import { writeFileSync } from 'node:fs';
import { HOUR, SECOND } from '@abgleich/domain';
import { makePlan } from './make-plan.js';
import { type SimulatorOptions, USAGE, readOptions } from './read-options.js';
import { Summary, shortenedText, violationsText } from './report.js';
import { type RunResult, runPlan } from './run-plan.js';
import { shorten } from './shorten.js';

/** Plays histories and says what came of them. Real time decides only how long it goes on. */
async function simulate(options: SimulatorOptions): Promise<number> {
  const summary = new Summary();
  const began = performance.now();
  const end = options.hours === null ? Number.POSITIVE_INFINITY : began + options.hours * HOUR;
  const last = options.seeds === null ? Number.POSITIVE_INFINITY : options.seed + options.seeds - 1;
  for (let seed = options.seed; seed <= last && performance.now() < end; seed += 1) {
    const { orders, minutes } = options;
    const result = await runPlan(makePlan({ seed, orders, minutes }));
    summary.add(result);
    keepTrace(options, result);
    if (result.violations.length === 0) continue;
    console.log(violationsText(result));
    if (options.all) continue;
    const short = await shorten(result);
    console.log(shortenedText(short));
    console.log(`again: npm run simulate -- --seed ${seed} --orders ${orders} --minutes ${minutes}`);
    break;
  }
  console.log(summary.text((performance.now() - began) / SECOND));
  return summary.violations === 0 ? 0 : 1;
}

function keepTrace({ trace }: SimulatorOptions, { lines, hash }: RunResult): void {
  if (trace !== null) writeFileSync(trace, `${lines.join('\n')}\n${hash}\n`);
}

/** For the command line: runs it, or says how to. Gives back the exit code. */
export async function runSimulator(words: readonly string[]): Promise<number> {
  let options: SimulatorOptions;
  try {
    options = readOptions(words);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(USAGE);
    return 2;
  }
  return simulate(options);
}
