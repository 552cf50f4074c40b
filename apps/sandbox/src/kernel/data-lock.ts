import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file that holds the claim. */
export const OWNER_FILE = 'owner';

/** Another process works with the same data; the message says which one and what to do. */
export class DataInUse extends Error {}

/**
 * Claims a folder for this process, so that a second start cannot replace the first one's log under its feet. A claim
 * of a process that is gone (killed, other boot, other container) counts for nothing. Returns what gives the claim back.
 */
export function claimFolder(dir: string): () => void {
  const path = join(dir, OWNER_FILE);
  const holder = read(path);
  const [pid = ''] = holder.split(' ');
  if (holder !== '' && holder !== identityOf(process.pid) && holder === identityOf(Number(pid)))
    throw new DataInUse(
      `${dir} is in use by process ${pid}; stop that one, or choose another data directory.`,
    );
  writeFileSync(path, identityOf(process.pid));
  return () => {
    if (read(path) === identityOf(process.pid)) rmSync(path, { force: true });
  };
}

/** A process id alone may be given to another process later; together with its start time it may not. Empty = not running. */
function identityOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  // Fields after the command, which stands in brackets and may hold blanks; the start time is the 20th of them.
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  if (startedAt !== undefined) return `${pid} ${startedAt}`;
  return isRunning(pid) ? `${pid} -` : '';
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // no such process, or one of somebody else: not ours in either case
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // absent: nobody claimed it, or there is no such process
  }
}
