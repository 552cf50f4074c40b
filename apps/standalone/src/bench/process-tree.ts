import { readFile, readdir } from 'node:fs/promises';

/** Linux counts CPU time in hundredths of a second for user space. */
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

export type TreeUse = { readonly cpuSeconds: number; readonly memoryMib: number };

/**
 * CPU time and memory of a process and everything below it (the database's processes too), from /proc. Memory is the proportional
 * share (PSS), so that pages which processes share count once; 0 where the system does not tell.
 */
export async function useOfTree(root: number): Promise<TreeUse> {
  const all = await Promise.all(
    (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(statOf),
  );
  const stats = all.filter((one) => one !== null);
  const wanted = new Set([root]);
  for (let grew = true; grew;) {
    const before = wanted.size;
    for (const one of stats) if (wanted.has(one.parent)) wanted.add(one.pid);
    grew = wanted.size > before;
  }
  const inTree = stats.filter((one) => wanted.has(one.pid));
  const memory = await Promise.all(inTree.map((one) => memoryMib(one.pid)));
  return {
    cpuSeconds: inTree.reduce((sum, one) => sum + one.cpuSeconds, 0),
    memoryMib: Math.round(memory.reduce((a, b) => a + b, 0)),
  };
}

const MIB = 1024 * 1024;
const LOOK_EVERY_MS = 100;

/** Watches the resident memory of this process until `stop`; `peakMib` is the largest so far. */
export function watchMemory(): { peakMib(): number; stop(): void } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    peakMib() {
      look();
      return Math.round(peak / MIB);
    },
    stop: () => clearInterval(timer),
  };
}

async function statOf(
  pid: string,
): Promise<{ pid: number; parent: number; cpuSeconds: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (!fields) return null;
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { pid: Number(pid), parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

async function memoryMib(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kib = /^Pss:\s+(\d+) kB/m.exec(text)?.[1];
  return kib === undefined ? 0 : Number(kib) / KIB_PER_MIB;
}
