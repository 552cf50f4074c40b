import { useOfTree } from './process-tree.js';

/** Wall clock in ms and CPU seconds: of this process, and of those below it, which are the database's. */
export type Measured = { readonly ms: number; readonly process: number; readonly database: number };

/** Runs `work`, which answers the milliseconds that count, and measures the CPU it cost meanwhile. */
export async function measured(work: () => Promise<number>): Promise<Measured> {
  const before = { own: process.cpuUsage(), tree: await useOfTree(process.pid) };
  const ms = await work();
  const used = process.cpuUsage(before.own);
  const own = (used.user + used.system) / 1_000_000;
  const tree = (await useOfTree(process.pid)).cpuSeconds - before.tree.cpuSeconds;
  return { ms, process: own, database: Math.max(0, tree - own) };
}

export const sumOf = (parts: readonly Measured[]): Measured =>
  parts.reduce(
    (sum, one) => ({
      ms: sum.ms + one.ms,
      process: sum.process + one.process,
      database: sum.database + one.database,
    }),
    { ms: 0, process: 0, database: 0 },
  );

/** Rounded to so many decimals. */
export const round = (value: number, decimals: number): number =>
  Math.round(value * 10 ** decimals) / 10 ** decimals;

/** CPU an order costs, in ms: unlike the wall clock it hardly depends on what else the machine does. The sandbox's share is in every run. */
export const cpuMsPerOrder = (
  { process: own, database }: Measured,
  orders: number,
): { readonly process: number; readonly database: number } => ({
  process: round((own * 1_000) / orders, 2),
  database: round((database * 1_000) / orders, 2),
});
