// Builds in one deliberate bug after the other and lets the simulator look for it: node tools/simulate-mutants.mjs [name ...]
// Prints one JSON line each. Fails when one is not found, or when a patch no longer fits the source.
import { join } from 'node:path';
import { patched, ROOT } from './typescript-loader.mjs';

const HOME = 'apps/standalone/src/simulator';
const PLAN = { orders: 24, minutes: 240, isHard: true };
/** Within so many histories every bug must show. */
const SEEDS_MAX = 20;

const { MUTANTS } = await import(join(ROOT, HOME, 'mutants/mutants.ts'));
const wanted = process.argv.slice(2);
for (const { name, patches, seed } of MUTANTS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = performance.now();
  const { findViolation } = await import(patched(name, patches, `${HOME}/find-violation.ts`));
  const found =
    (await findViolation({ ...PLAN, seed }, 1)) ??
    (await findViolation({ ...PLAN, seed: 1 }, SEEDS_MAX));
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  console.log(JSON.stringify({ mutant: name, found, seconds }));
  if (found === null) process.exitCode = 1;
}
