import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';

const FENCE = '@nx/enforce-module-boundaries';
const PURE = 'no-restricted-imports';
/** ESLint with the Nx plugin takes seconds to load on a busy machine. */
const LOAD_MS = 120_000;

const forbidden = [
  ['libs/pixi', '@abgleich/unzer', FENCE, 'an ERP adapter the payment provider'],
  ['libs/unzer', '@abgleich/pixi', FENCE, 'a payment provider the ERP'],
  ['libs/unzer', '../../pixi/src/index.js', FENCE, 'another lib by a path around its entry'],
  ['libs/domain', '@abgleich/persistence', FENCE, 'the domain a store'],
  ['libs/domain', 'node:fs', PURE, 'the domain a file system'],
  ['libs/domain', 'fs', PURE, 'the domain a file system under its old name'],
  ['libs/domain', 'pg', PURE, 'the domain a database'],
  ['libs/domain', '@nestjs/common', PURE, 'the domain a framework'],
  ['libs/unzer', '@nestjs/common', FENCE, 'an adapter a framework'],
  ['libs/reconciler', '@abgleich/persistence', FENCE, 'the reconciler a store'],
  ['libs/reconciler', '@abgleich/pixi', FENCE, 'the reconciler an adapter'],
  ['libs/persistence', '@abgleich/messaging', FENCE, 'a store the transport'],
  ['apps/capture', '@abgleich/order-release', FENCE, 'an app another app'],
  ['apps/portal-api', '@abgleich/sandbox', FENCE, 'the portal API the sandbox'],
  ['apps/portal', '@abgleich/persistence', FENCE, 'the portal a store'],
  ['apps/portal', 'node:fs', PURE, 'the portal a file system'],
  ['apps/sandbox', '@abgleich/unzer', FENCE, 'the sandbox our own Unzer client'],
] as const;
const allowed = [
  ['libs/domain', 'zod', 'the domain zod'],
  ['libs/pixi', '@abgleich/domain', 'an adapter the domain'],
  ['apps/capture', '@abgleich/pixi', 'a service an adapter'],
  ['apps/portal', '@abgleich/contracts', 'the portal the contracts'],
  ['apps/standalone', '@abgleich/capture', 'standalone the services'],
  ['apps/sandbox', '@abgleich/pixi', 'the sandbox the mapping of pixi'],
] as const;

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
