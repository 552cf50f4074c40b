import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * State that changes only through commands. `apply` must be deterministic: moments and random parts travel inside the
 * command. It validates first and throws before it changes anything; then nothing is logged.
 */
export type Engine<Command, Result> = {
  apply(command: Command): Result;
  /** The whole state as plain JSON. */
  dump(): unknown;
  /** Replaces the whole state by an earlier dump. */
  load(dump: unknown): void;
  /** Back to the seed. */
  clear(): void;
};

export type Store = {
  /** Joins an engine under a name; its commands then go through the returned function. Only before `open`. */
  attach<Command, Result>(
    name: string,
    engine: Engine<Command, Result>,
  ): (command: Command) => Result;
  /** Brings every engine to where the last run ended. */
  open(): void;
  /** Empties every engine and forgets the log. */
  reset(): void;
  close(): void;
};

/** Beyond this the log is folded into a snapshot; replaying 8 MB takes well below a second. */
const LOG_BYTES_MAX = 8 * 1024 * 1024;

type Attached = Map<string, Engine<never, unknown>>;

/** A store that remembers nothing beyond the process; for simulators and unit tests. */
export function createMemoryStore(): Store {
  const engines: Attached = new Map();
  return {
    attach(name, engine) {
      engines.set(name, engine);
      return (command) => engine.apply(command);
    },
    open: () => undefined,
    reset: () => engines.forEach((engine) => engine.clear()),
    close: () => undefined,
  };
}

/**
 * A store in the files of `dir`: every command is one JSON line, handed to the operating system before `attach`'s
 * function returns, so a killed process loses nothing that was answered (a power cut may lose the last lines: no fsync).
 */
export function createFileStore({
  dir,
  logBytesMax = LOG_BYTES_MAX,
}: {
  dir: string;
  logBytesMax?: number;
}): Store {
  const engines: Attached = new Map();
  let generation = 0;
  let log = -1;
  let logBytes = 0;
  let snapshotBytes = 0;

  const logPath = (of: number) => join(dir, `log-${of}.jsonl`);
  const snapshotPath = (of: number) => join(dir, `snapshot-${of}.json`);

  /** The snapshot becomes valid by its rename; a crash in between leaves the old generation in force. */
  function beginGeneration(of: number): void {
    const states = Object.fromEntries([...engines].map(([name, engine]) => [name, engine.dump()]));
    const text = JSON.stringify(states);
    writeFileSync(`${snapshotPath(of)}.tmp`, text);
    renameSync(`${snapshotPath(of)}.tmp`, snapshotPath(of));
    if (log >= 0) closeSync(log);
    log = openSync(logPath(of), 'a');
    removeOthers(of);
    generation = of;
    logBytes = 0;
    snapshotBytes = text.length;
  }

  function removeOthers(of: number): void {
    const kept = [logPath(of), snapshotPath(of)];
    for (const file of readdirSync(dir)) {
      const path = join(dir, file);
      if (/^(log|snapshot)-\d+\./.test(file) && !kept.includes(path)) rmSync(path, { force: true });
    }
  }

  function append(name: string, command: unknown): void {
    if (log < 0) throw new Error('The sandbox store is not open.');
    const line = `${JSON.stringify([name, command])}\n`;
    writeSync(log, line);
    logBytes += line.length;
    if (logBytes > Math.max(logBytesMax, 2 * snapshotBytes)) beginGeneration(generation + 1);
  }

  function replay(of: number): void {
    const snapshot = readFileSync(snapshotPath(of), 'utf8');
    // Our own snapshot, written by beginGeneration from engine dumps.
    const states = JSON.parse(snapshot) as Record<string, unknown>;
    for (const [name, engine] of engines) if (name in states) engine.load(states[name]);
    for (const [name, command] of linesOf(logPath(of))) engines.get(name)?.apply(command);
  }

  return {
    attach(name, engine) {
      engines.set(name, engine);
      return (command) => {
        const result = engine.apply(command);
        append(name, command);
        return result;
      };
    },
    open() {
      mkdirSync(dir, { recursive: true });
      const last = newestSnapshot(dir);
      if (last !== null) {
        replay(last);
        generation = last;
      }
      beginGeneration(generation + 1);
    },
    reset() {
      engines.forEach((engine) => engine.clear());
      beginGeneration(generation + 1);
    },
    close() {
      if (log >= 0) closeSync(log);
      log = -1;
    },
  };
}

function newestSnapshot(dir: string): number | null {
  const numbers = readdirSync(dir).flatMap((file) => {
    const match = /^snapshot-(\d+)\.json$/.exec(file);
    return match ? [Number(match[1])] : [];
  });
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** A torn last line (killed while writing, before the answer left) is dropped; a broken line elsewhere is damage and throws. */
function linesOf(path: string): [string, never][] {
  const text = readIfThere(path);
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as [string, never]); // our own lines, see append
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
