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
const played = new Map();
const asked = process.argv.slice(2);
const wanted = [CLEAN, ...MUTANTS].filter(({ name }) => asked.length === 0 || asked.includes(name));
const { findViolation: findWithout } = await import(
  patched(CLEAN.name, [], `${HOME}/find-violation.ts`)
);
for (const { name, patches, seed } of wanted) {
  const began = performance.now();
  const found = name === CLEAN.name ? await findInAny() : await find({ name, patches, seed });
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  console.log(JSON.stringify({ mutant: name, found, seconds }));
  if ((found === null) !== (name === CLEAN.name)) process.exitCode = 1;
}

/** First where it is known to show, then wherever it may. What is wrong without the bug, too, does not count as found. */
async function find({ name, patches, seed }) {
  const { findViolation } = await import(patched(name, patches, `${HOME}/find-violation.ts`));
  const shown =
    (await findViolation({ ...PLAN, seed }, 1)) ??
    (await findViolation({ ...PLAN, seed: 1 }, SEEDS_MAX));
  return shown === null || (await without(shown.seed)) !== null ? null : shown;
}

async function findInAny() {
  for (const { seed } of MUTANTS) {
    const found = await without(seed);
    if (found !== null) return found;
  }
  return null;
}

/** What the history of `seed` shows without any bug; played once. */
async function without(seed) {
  if (!played.has(seed)) played.set(seed, await findWithout({ ...PLAN, seed }, 1));
  return played.get(seed);
}
