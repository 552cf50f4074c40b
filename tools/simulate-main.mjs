// The simulator on the sources as they lie here, without a build; `--mutant NAME` gives it a copy in which one thing is wrong.
import { join } from 'node:path';
import { patched, ROOT } from './typescript-loader.mjs';

const MAIN = 'apps/standalone/src/simulator/main.ts';
const words = process.argv.slice(2);
const at = words.indexOf('--mutant');
const mutant = at < 0 ? null : words[at + 1];
let main = join(ROOT, MAIN);
if (mutant !== null) {
  const { MUTANTS } = await import(join(ROOT, 'apps/standalone/src/simulator/mutants/mutants.ts'));
  const found = MUTANTS.find(({ name }) => name === mutant);
  if (found === undefined) {
    console.error(`There is no mutant "${mutant}". There are: ${MUTANTS.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  main = patched(found.name, found.patches, MAIN);
}
const { runSimulator } = await import(main);
process.exitCode = await runSimulator(words);
