import type { Log } from '@abgleich/service-kit';

/** One part may take this long to stop; all of them together have nine seconds before the process leaves anyway. */
const PART_MS = 4_000;

/** What was started, to be stopped in the opposite order, each part bounded, none skipped because another one failed. */
export class StopList {
  readonly #parts: { name: string; stop: () => Promise<void> }[] = [];
  readonly #log: () => Log;

  constructor(log: () => Log) {
    this.#log = log;
  }

  add(name: string, stop: () => Promise<void>): void {
    this.#parts.push({ name, stop });
  }

  /** Stops everything. Throws the first failure after all parts had their turn. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      try {
        await withinTime(part.name, part.stop());
      } catch (error) {
        this.#log().error({ part: part.name, error }, 'a part did not stop cleanly');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

async function withinTime(name: string, stopping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} took more than ${PART_MS} ms`)), PART_MS);
  });
  try {
    await Promise.race([stopping, late]);
  } finally {
    clearTimeout(timer);
  }
}
