import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';

const FENCE = '@nx/enforce-module-boundaries';
const PURE = 'no-restricted-imports';
/** ESLint with the Nx plugin takes seconds to load on a busy machine. */
const LOAD_MS = 120_000;

type Forbidden = readonly [folder: string, target: string, rule: string];
type Allowed = readonly [folder: string, target: string];

const forbidden: readonly Forbidden[] = [
  ['libs/pixi', '@abgleich/unzer', FENCE],
  ['libs/unzer', '@abgleich/pixi', FENCE],
  ['libs/unzer', '../../pixi/src/index.js', FENCE],
  ['libs/domain', '@abgleich/persistence', FENCE],
  ['libs/domain', 'node:fs', PURE],
  ['libs/domain', 'fs', PURE],
  ['libs/domain', 'pg', PURE],
  ['libs/domain', '../../../tools/postgres.mjs', PURE],
  ['apps/capture', '../../../tools/build.mjs', FENCE],
  ['libs/domain', '@nestjs/common', PURE],
  ['libs/unzer', '@nestjs/common', FENCE],
  ['libs/reconciler', '@abgleich/persistence', FENCE],
  ['libs/reconciler', '@abgleich/pixi', FENCE],
  ['libs/persistence', '@abgleich/messaging', FENCE],
  ['apps/capture', '@abgleich/order-release', FENCE],
  ['apps/portal-api', '@abgleich/sandbox', FENCE],
  ['apps/portal', '@abgleich/persistence', FENCE],
  ['apps/portal', 'node:fs', PURE],
  ['apps/sandbox', '@abgleich/unzer', FENCE],
];
const allowed: readonly Allowed[] = [
  ['libs/domain', 'zod'],
  ['libs/pixi', '@abgleich/domain'],
  ['apps/capture', '@abgleich/pixi'],
  ['apps/portal', '@abgleich/contracts'],
  ['apps/standalone', '@abgleich/capture'],
  ['apps/standalone', '../../../tools/postgres.mjs'],
  ['apps/sandbox', '@abgleich/pixi'],
];

const findings = new Map<string, readonly string[]>();
const keyOf = (folder: string, target: string): string => `${folder} -> ${target}`;

beforeAll(() => {
  const probes = [...forbidden, ...allowed].map(([folder, target]) => ({ folder, target }));
  const input = probes.map(({ folder, target }) => ({
    path: `${folder}/src/fence-probe.ts`,
    text: `import * as probe from '${target}';\nexport { probe };\n`,
  }));
  const run = spawnSync(process.execPath, ['tools/lint-texts.mjs'], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    timeout: LOAD_MS,
  });
  if (run.status !== 0) throw new Error(`ESLint did not run: ${run.stderr}`);
  const answers = JSON.parse(run.stdout) as string[][];
  probes.forEach(({ folder, target }, index) =>
    findings.set(keyOf(folder, target), answers[index] ?? []),
  );
}, LOAD_MS);

describe('the import fence', () => {
  it.each(forbidden)('keeps %s from importing %s', (folder, target, rule) => {
    const rules = findings.get(keyOf(folder, target))?.map((found) => found.split(':')[0]);
    expect(rules).toContain(rule);
  });

  it.each(allowed)('lets %s import %s', (folder, target) => {
    expect(findings.get(keyOf(folder, target))).toEqual([]);
  });
});
