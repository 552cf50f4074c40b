// npm test [-- step ...]: everything a change must pass, on a fresh checkout. Steps: format lint typecheck docs unit simulator build int e2e
// (default: all). The last line of standard output is `N passed, N failed, N skipped`; a gate counts as one. With CI=true a skip fails.
import { installWhatIsMissing, say } from './bootstrap.mjs';

installWhatIsMissing();
const { runStep } = await import('./run-step.mjs');
const { runSuites } = await import('./test-suites.mjs');

const ESLINT = 'tools/lint.mjs';
const TSC = 'node_modules/typescript/bin/tsc';
const gate = (name, words) => ({
  name,
  run: async (quiet) => {
    const code = await runStep(name, words, { quiet });
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  },
});
const suites = (kind) => ({ name: kind, run: () => runSuites(kind) });

/** Steps of one row run side by side, two at a time: two cores. Rows run one after the other. */
const PLAN = [
  [
    gate('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
    gate('lint', [ESLINT]),
    gate('typecheck', [TSC, '--pretty', 'false', '-p', 'tsconfig.json']),
    gate('typecheck-portal', [TSC, '--pretty', 'false', '-p', 'apps/portal/tsconfig.json']),
    gate('docs', ['tools/generate-docs.mjs', '--check']),
  ],
  [suites('unit')],
  [suites('simulator')],
  [gate('build', ['tools/build.mjs'])],
  [suites('int')],
  [suites('e2e')],
];
const WIDTH = 2;

const wanted = process.argv.slice(2);
const names = PLAN.flat().map(({ name }) => name);
for (const word of wanted) {
  if (names.includes(word)) continue;
  say(`There is no step "${word}". There are: ${names.join(', ')}.`);
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
async function work(queue, quiet) {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const counts = await step.run(quiet).catch((error) => {
      say(`── ${step.name}: could not be run: ${error.stack}`);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
}
for (const row of PLAN) {
  const queue = row.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const width = Math.min(WIDTH, queue.length);
  await Promise.all(Array.from({ length: width }, () => work(queue, width > 1)));
}

const skipFails = process.env.CI === 'true' && total.skipped > 0;
if (skipFails)
  say('\nSomething was skipped, and with CI=true a skip is a failure. See SKIPPED above.');
else if (total.skipped > 0)
  say('\nSomething was skipped; see SKIPPED above. With CI=true that would be a failure.');
process.exitCode = total.failed > 0 || skipFails ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
