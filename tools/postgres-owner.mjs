// One data directory, one owner: tells a running instance from what a killed one left behind.
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

const ORPHAN_STOP_WITHIN_MS = 20_000;
const CLAIM_TRIES = 3;

/**
 * Claims `directory` for this process. An owner that lives is respected (throws); the database of a dead owner is shut
 * down first, and a `postmaster.pid` whose process is gone is removed.
 * @param {string} directory
 * @returns {Promise<() => Promise<void>>} gives the claim back
 */
export async function claimDataDirectory(directory) {
  const file = `${directory}.owner`;
  const me = { pid: process.pid, born: bornAt(process.pid) };
  for (let attempt = 0; attempt < CLAIM_TRIES; attempt += 1) {
    if (await writeNew(file, JSON.stringify(me))) {
      await clearLeftovers(directory);
      return () => rm(file, { force: true });
    }
    const owner = await readOwner(file);
    if (owner !== null && bornAt(owner.pid) === owner.born) {
      throw new Error(
        `The data directory ${directory} belongs to a running instance (process ${owner.pid}). Stop it, or choose another directory.`,
      );
    }
    await rm(file, { force: true });
  }
  throw new Error(`The data directory ${directory} is being claimed by another process right now.`);
}

async function writeNew(file, text) {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null; // half written by a process that died; nobody's
  }
}

async function clearLeftovers(directory) {
  const pidFile = join(directory, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  if (runsOn(pid, directory)) await shutDown(pid, directory);
  // Process numbers come round again, in containers at once: PostgreSQL alone would take a stranger for its former self.
  else await rm(pidFile, { force: true });
}

async function shutDown(pid, directory) {
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + ORPHAN_STOP_WITHIN_MS;
  while (runsOn(pid, directory)) {
    if (performance.now() > deadline) {
      throw new Error(
        `PostgreSQL (process ${pid}) of a dead instance on ${directory} does not stop.`,
      );
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Whether `pid` is a PostgreSQL server on `directory`: its working directory is the data directory. */
function runsOn(pid, directory) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    if (process.platform === 'linux') {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      basename(directory),
    );
  } catch {
    return false;
  }
}

/** When the process began, so that a number given away again is not taken for it; `null` when there is no such process. */
function bornAt(pid) {
  try {
    if (process.platform === 'linux') {
      const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
