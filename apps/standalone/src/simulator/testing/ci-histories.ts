import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

/** Played on every change: so many histories of so many orders, 2,000 orders in all, in two files for two cores. */
export const CI_HISTORIES = 50;
const ORDERS = 40;
const MINUTES = 220;
const MAIN = fileURLToPath(new URL('../../../../../tools/simulate-main.mjs', import.meta.url));

/** How many different ones twenty-five histories reach at least: a simulator that never gets anywhere proves nothing. */
const REACHED_MIN = {
  actions: 20,
  troubles: 12,
  'decisions reached': 45,
  'problems reached': 20,
} as const;

/** Plays histories in a process of their own (Jest's costs twice the time) and expects that none breaks a rule. Writes what was done. */
export async function playHistories({
  from,
  count,
}: {
  readonly from: number;
  readonly count: number;
}): Promise<void> {
  const words = { seed: from, seeds: count, orders: ORDERS, minutes: MINUTES };
  const { code, said } = await run(
    Object.entries(words).flatMap(([name, value]) => [`--${name}`, String(value)]),
  );
  if (code !== 0) throw new Error(said); // the seed, the rules, and the shortest history that breaks one
  process.stdout.write(said);
  for (const [what, least] of Object.entries(REACHED_MIN)) {
    const list = new RegExp(`^${what}: (.*)$`, 'm').exec(said)?.[1] ?? '';
    expect([what, list.split(', ').length >= least]).toEqual([what, true]);
  }
  expect(said).toContain(`seeds ${count}, orders ${count * ORDERS},`);
}

function run(words: readonly string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (part) => (said += String(part)));
    child.stderr.on('data', (part) => (said += String(part)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}
