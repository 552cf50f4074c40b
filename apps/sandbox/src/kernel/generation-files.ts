import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** A snapshot and the log of what came after it, as two files with the same number. A newer pair replaces an older one. */
export type GenerationFiles = {
  /** What the last run left, or `null` at the very first start. */
  last(): { snapshot: string; lines: string[] } | null;
  /** Makes a snapshot the truth and begins an empty log. It becomes valid by a rename: a crash leaves the older pair in force. */
  begin(snapshot: string): void;
  append(line: string): void;
  logBytes(): number;
  snapshotBytes(): number;
  close(): void;
};

const GENERATION_FILE = /^(log|snapshot)-(\d+)\./;

/** Opens (or makes) the folder. Nothing is written before `begin`. */
export function openGenerationFiles(dir: string): GenerationFiles {
  mkdirSync(dir, { recursive: true });
  let generation = newestSnapshot(dir);
  let log = -1;
  let logBytes = 0;
  let snapshotBytes = 0;
  const logPath = (of: number) => join(dir, `log-${of}.jsonl`);
  const snapshotPath = (of: number) => join(dir, `snapshot-${of}.json`);
  const close = (): void => {
    if (log >= 0) closeSync(log);
    log = -1;
  };
  return {
    last() {
      if (generation === 0) return null;
      const snapshot = readFileSync(snapshotPath(generation), 'utf8');
      return { snapshot, lines: completeLines(logPath(generation)) };
    },
    begin(snapshot) {
      const next = generation + 1;
      writeFileSync(`${snapshotPath(next)}.tmp`, snapshot);
      renameSync(`${snapshotPath(next)}.tmp`, snapshotPath(next));
      close();
      log = openSync(logPath(next), 'a');
      generation = next;
      logBytes = 0;
      snapshotBytes = snapshot.length;
      removeOthers(dir, next);
    },
    append(line) {
      logBytes += writeSync(log, `${line}\n`);
    },
    logBytes: () => logBytes,
    snapshotBytes: () => snapshotBytes,
    close,
  };
}

function removeOthers(dir: string, kept: number): void {
  for (const file of readdirSync(dir)) {
    const match = GENERATION_FILE.exec(file);
    if (match && Number(match[2]) !== kept) rmSync(join(dir, file), { force: true });
  }
}

/** 0 when there is none. */
function newestSnapshot(dir: string): number {
  const numbers = readdirSync(dir).map((file) => /^snapshot-(\d+)\.json$/.exec(file)?.[1] ?? '0');
  return Math.max(0, ...numbers.map(Number));
}

/** A torn last line (killed while writing, before the answer left) is dropped. */
function completeLines(path: string): string[] {
  const text = readIfThere(path);
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete.split('\n').filter((line) => line !== '');
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
