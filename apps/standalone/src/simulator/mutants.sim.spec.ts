import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { MUTANTS } from './mutants/mutants.js';

const MAIN = fileURLToPath(new URL('../../../../tools/simulate-mutants.mjs', import.meta.url));
const PAGE = fileURLToPath(new URL('../../../../docs/concepts/simulator.md', import.meta.url));
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ALL_MS = 900_000;
/** Without a bug built in, the same histories must break no rule: else it would be found for another reason. */
const CLEAN = 'none';

const line = z.object({
  mutant: z.string(),
  found: z.object({ seed: z.number(), violation: z.object({ rule: z.string() }) }).nullable(),
});

/** What came of each, a line of JSON per name. */
async function simulate(names: readonly string[] = []): Promise<readonly string[]> {
  const ran = promisify(execFile)(process.execPath, [MAIN, ...names]);
  // It fails when a bug was not found; which one, its lines say.
  const { stdout, stderr } = await ran.catch((error: Awaited<typeof ran>) => error);
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

describe('The simulator, with one deliberate bug built in', () => {
  const found = new Map<string, z.infer<typeof line>['found']>();
  beforeAll(async () => {
    const names = [CLEAN, ...MUTANTS.map(({ name }) => name)];
    // Two processes, one for each core.
    const [even, odd] = [0, 1].map((rest) => names.filter((_one, index) => index % 2 === rest));
    for (const text of (await Promise.all([simulate(even), simulate(odd)])).flat()) {
      const { mutant, found: what } = line.parse(JSON.parse(text));
      found.set(mutant, what);
    }
  }, ALL_MS);

  it('finds nothing where there is none', () => {
    expect(found.get(CLEAN)).toBeNull();
  });

  it('has a line in its documentation for each', () => {
    const page = readFileSync(PAGE, 'utf8');
    for (const { name, breaks } of MUTANTS)
      expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${escaped(breaks)} +\\|`));
    expect(MUTANTS.length).toBeGreaterThanOrEqual(16);
  });

  it.each(MUTANTS.map(({ name, breaks }) => [name, breaks] as const))('finds %s: %s', (name) => {
    expect(found.get(name)).toMatchObject({ violation: { rule: expect.any(String) } });
  });
});
