import { openGenerationFiles, type GenerationFiles } from './generation-files.js';

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
  let files: GenerationFiles | null = null;
  const snapshot = (): string =>
    JSON.stringify(Object.fromEntries([...engines].map(([name, engine]) => [name, engine.dump()])));

  return {
    attach(name, engine) {
      engines.set(name, engine);
      return (command) => {
        if (!files) throw new Error('The sandbox store is not open.');
        const result = engine.apply(command);
        files.append(JSON.stringify([name, command]));
        if (files.logBytes() > Math.max(logBytesMax, 2 * files.snapshotBytes()))
          files.begin(snapshot());
        return result;
      };
    },
    open() {
      files = openGenerationFiles(dir);
      const last = files.last();
      if (last) replay(engines, last);
      files.begin(snapshot());
    },
    reset() {
      engines.forEach((engine) => engine.clear());
      files?.begin(snapshot());
    },
    close() {
      files?.close();
      files = null;
    },
  };
}

function replay(
  engines: Attached,
  { snapshot, lines }: { snapshot: string; lines: string[] },
): void {
  // Our own snapshot and lines, written above from engine dumps and commands.
  const states = JSON.parse(snapshot) as Record<string, unknown>;
  for (const [name, engine] of engines) if (name in states) engine.load(states[name]);
  for (const line of lines) {
    const [name, command] = JSON.parse(line) as [string, never];
    engines.get(name)?.apply(command);
  }
}
