// Builds in one deliberate bug after the other and lets the simulator look for it: node tools/simulate-mutants.mjs [name ...]
// Prints one JSON line each. Fails when one is not found, or when a patch no longer fits the source.
import { join } from 'node:path';
import { patched, ROOT } from './typescript-loader.mjs';

const HOME = 'apps/standalone/src/simulator';
const ORDERS = 24;
const MINUTES = 240;
/** Within so many histories every bug must show. */
const SEEDS_MAX = 16;

const { MUTANTS } = await import(join(ROOT, HOME, 'mutants/mutants.ts'));
const wanted = process.argv.slice(2);
for (const mutant of MUTANTS) {
  if (wanted.length > 0 && !wanted.includes(mutant.name)) continue;
  const began = performance.now();
  const { findViolation } = await import(
    patched(mutant.name, mutant.patches, `${HOME}/find-violation.ts`)
  );
  const found = await findViolation({ seed: 1, orders: ORDERS, minutes: MINUTES }, SEEDS_MAX);
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  console.log(JSON.stringify({ mutant: mutant.name, found, seconds }));
  if (found === null) process.exitCode = 1;
}
