// Builds in one deliberate bug after the other and lets the simulator look for it: node tools/simulate-mutants.mjs [name ...]
// "none" plays all their histories without any bug. Prints one JSON line each. Fails when a bug is not found, when "none" breaks a
// rule, or when a patch no longer fits the source.
import { join } from 'node:path';
import { patched, ROOT } from './typescript-loader.mjs';

const HOME = 'apps/standalone/src/simulator';
const PLAN = { orders: 24, minutes: 240, isHard: true };
/** Within so many histories every bug must show. */
const SEEDS_MAX = 40;

const { MUTANTS } = await import(join(ROOT, HOME, 'mutants/mutants.ts'));
const CLEAN = { name: 'none', patches: [], seed: 1 };
const asked = process.argv.slice(2);
const wanted = [CLEAN, ...MUTANTS].filter(({ name }) => asked.length === 0 || asked.includes(name));
for (const { name, patches, seed } of wanted) {
  const began = performance.now();
  const { findViolation } = await import(patched(name, patches, `${HOME}/find-violation.ts`));
  const found =
    name === CLEAN.name ? await findInAny(findViolation) : await find(findViolation, seed);
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  console.log(JSON.stringify({ mutant: name, found, seconds }));
  if ((found === null) !== (name === CLEAN.name)) process.exitCode = 1;
}

/** First where it is known to show, then wherever it may. */
async function find(findViolation, seed) {
  const shown = await findViolation({ ...PLAN, seed }, 1);
  return shown ?? (await findViolation({ ...PLAN, seed: 1 }, SEEDS_MAX));
}

async function findInAny(findViolation) {
  for (const seed of new Set(MUTANTS.map((mutant) => mutant.seed))) {
    const found = await findViolation({ ...PLAN, seed }, 1);
    if (found !== null) return found;
  }
  return null;
}
