import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { makePlan } from './make-plan.js';
import { readOptions } from './read-options.js';
import { runPlan } from './run-plan.js';
import { shorten } from './shorten.js';

const MAIN = fileURLToPath(new URL('../../../../tools/simulate-main.mjs', import.meta.url));
/** Much goes wrong in it, over a night. */
const HISTORY = { seed: 4, orders: 12, minutes: 150 } as const;
const PROCESS_MS = 300_000;

function traceOfOwnProcess(directory: string, name: string): Buffer {
  const file = join(directory, name);
  const words = Object.entries(HISTORY).flatMap(([key, value]) => [`--${key}`, String(value)]);
  const { status, stderr } = spawnSync(
    process.execPath,
    [MAIN, ...words, '--all', '--trace', file],
    {
      encoding: 'utf8',
      // Nothing of this process, its time zone included, may show in the history.
      env: {
        PATH: process.env['PATH'] ?? '',
        TZ: name === 'a' ? 'Pacific/Auckland' : 'America/Lima',
      },
    },
  );
  expect([status, stderr]).toEqual([0, '']);
  return readFileSync(file);
}

describe('A history of the simulator', () => {
  it(
    'is the same, byte for byte, in every process that plays its seed',
    async () => {
      const directory = mkdtempSync(join(tmpdir(), 'same-seed-'));
      try {
        const first = traceOfOwnProcess(directory, 'a');
        const second = traceOfOwnProcess(directory, 'b');
        expect(second.equals(first)).toBe(true);
        const { lines, hash } = await runPlan(makePlan(HISTORY));
        expect(first.toString()).toBe(`${lines.join('\n')}\n${hash}\n`);
        expect(lines.length).toBeGreaterThan(100);
      } finally {
        rmSync(directory, { recursive: true });
      }
    },
    3 * PROCESS_MS,
  );

  it(
    'is another one under another seed',
    async () => {
      const one = await runPlan(makePlan(HISTORY));
      const other = await runPlan(makePlan({ ...HISTORY, seed: HISTORY.seed + 1 }));
      expect(other.hash).not.toBe(one.hash);
    },
    PROCESS_MS,
  );

  it(
    'that breaks a rule is shortened to what it takes, and the rest stays as it was',
    async () => {
      const plan = makePlan({ seed: 2, orders: 6, minutes: 90 });
      // A rule that no history with a certain order keeps.
      const failing = async (orders: typeof plan.orders) => {
        const result = await runPlan({ ...plan, orders });
        const met = result.lines.some((line) => line.includes('shop: order'));
        return { ...result, violations: met ? [{ rule: 'nobody orders', detail: '' }] : [] };
      };
      const { result, runs } = await shorten(await failing(plan.orders), (shorter) =>
        failing(shorter.orders),
      );
      expect(result.plan.orders).toHaveLength(1);
      expect(result.plan.actions).toEqual([]);
      expect(runs).toBeGreaterThan(2);
      const [kept] = result.plan.orders;
      expect(plan.orders).toContainEqual(kept);
    },
    PROCESS_MS,
  );
});

describe('The words of the command line', () => {
  it('are whole numbers above zero, with names that are known', () => {
    expect(readOptions(['--seed', '7', '--orders', '3']).orders).toBe(3);
    expect(readOptions(['--hours', '0.5']).seeds).toBeNull();
    for (const words of [
      ['--seed', '0'],
      ['--orders', '1.5'],
      ['--minutes', 'x'],
      ['--hours', '-1'],
      ['--sed', '1'],
    ])
      expect(() => readOptions(words)).toThrow();
  });
});
