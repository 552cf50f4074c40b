import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The same from src/ and from dist/. */
const COMMAND = fileURLToPath(new URL('../../../../tools/simulate.mjs', import.meta.url));
/** Histories of the size that CI plays. */
const SEEDS = 10;
const ORDERS = 40;

/** Orders a second that the simulator plays and judges, as it says itself; `null` where this tree has none. Throws when it failed. */
export async function simulatorReport() {
  if (!existsSync(COMMAND)) return null;
  const args = [COMMAND, '--seeds', String(SEEDS), '--orders', String(ORDERS)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return figuresIn(said);
}

/** The figures in the simulator's summary. Throws when they are not there. */
export function figuresIn(summary: string) {
  const ordersPerSecond = /^([\d.]+) orders\/s/m.exec(summary)?.[1];
  const seeds = /^seeds (\d+), orders (\d+)/m.exec(summary);
  const violations = /^violations (\d+)/m.exec(summary)?.[1];
  if (ordersPerSecond === undefined || violations === undefined || seeds === null)
    throw new Error(`The simulator did not say what it did:\n${summary}`);
  return {
    seeds: Number(seeds[1]),
    orders: Number(seeds[2]),
    ordersPerSecond: Number(ordersPerSecond),
    violations: Number(violations),
  };
}
