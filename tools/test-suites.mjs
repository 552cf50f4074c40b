// Runs Jest suites and says what came out; knows what a suite needs that a machine may lack.
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { ROOT, buildWhatChanged, say } from './bootstrap.mjs';
import { runStep } from './run-step.mjs';

const KIND_OF_FILE = { int: /\.(int|contract)\.spec\.ts$/, e2e: /\.e2e\.ts$/ };
const RESULTS = join(ROOT, '.cache', 'test-results');

/** What specs need, how one sees it in a spec, and why it is not to be had here (`null`: it is). */
const NEEDS = [
  { what: 'Kafka', used: /tools\/kafka\.mjs|startKafka/, inPath: /kafka/, why: whyNoKafka },
  { what: 'Chromium', used: /playwright-core/, inPath: /browser/, why: whyNoChromium },
];

/**
 * Runs all suites of `kind`. A suite whose needs are not met is left out and counted as one skip; a suite that does not even load counts as
 * one failure.
 */
export async function runSuites(kind) {
  const isPure = !Object.hasOwn(KIND_OF_FILE, kind);
  if (!isPure) buildWhatChanged(); // they start processes from dist
  const browser = chromiumPath();
  if (browser !== null) process.env.CHROMIUM_PATH = browser;
  const left = isPure ? [] : await unmetSuites(kind);
  for (const { path, why } of left) say(`SKIPPED ${path}: ${why}`);
  await mkdir(RESULTS, { recursive: true });
  const file = join(RESULTS, `${kind}.json`);
  await rm(file, { force: true });
  const ignore = left.flatMap(({ path }) => ['--testPathIgnorePatterns', escapeForRegex(path)]);
  const code = await runStep(kind, [
    'tools/jest.mjs',
    kind,
    '--passWithNoTests',
    '--json',
    `--outputFile=${file}`,
    ...(ignore.length > 0
      ? ['--testPathIgnorePatterns', '/node_modules/', '/dist/', ...ignore]
      : []),
  ]);
  return { ...(await countsIn(file, code)), skipped: left.length + (await skippedIn(file)) };
}

async function countsIn(file, code) {
  const result = await readJson(file);
  if (result === null) return { passed: 0, failed: 1 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  // An exit code that no test explains (a teardown that failed, open handles) must not look green.
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function skippedIn(file) {
  const result = await readJson(file);
  return result === null ? 0 : result.numPendingTests + result.numTodoTests;
}

const readJson = async (file) =>
  existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : null;

async function unmetSuites(kind) {
  const reasons = [];
  for (const need of NEEDS) reasons.push({ ...need, missing: await need.why() });
  const unmet = [];
  for await (const path of specsOf(kind)) {
    const text = await readFile(join(ROOT, path), 'utf8');
    const lacking = reasons.find(
      (need) => need.missing !== null && (need.used.test(text) || need.inPath.test(path)),
    );
    if (lacking !== undefined) unmet.push({ path, why: `no ${lacking.what}: ${lacking.missing}` });
  }
  return unmet;
}

async function* specsOf(kind) {
  for (const top of ['libs', 'apps', 'tools']) {
    for (const entry of await readdir(join(ROOT, top), { recursive: true, withFileTypes: true })) {
      const path = relative(ROOT, join(entry.parentPath, entry.name));
      if (/(^|\/)(node_modules|dist)\//.test(path)) continue;
      if (entry.isFile() && KIND_OF_FILE[kind].test(path)) yield path;
    }
  }
}

async function whyNoKafka() {
  const kafka = join(ROOT, 'tools', 'kafka.mjs');
  const { whyNoKafka: why } = await import(kafka);
  return why();
}

/** The browser of the tests: CHROMIUM_PATH, else what the system calls so; first the one without a window, which needs half the processor. */
export function chromiumPath() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') return existsSync(given) ? given : null;
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return found.find((path) => existsSync(path)) ?? null;
}

async function whyNoChromium() {
  if (chromiumPath() !== null) return null;
  return 'neither CHROMIUM_PATH nor a chromium or google-chrome in PATH; on Debian: apt-get install chromium';
}

const escapeForRegex = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
