/** One part may take this long to stop; all of them together have nine seconds before the process leaves anyway. */
const PART_MS = 4_000;

/** What was started, to be stopped in the opposite order, each part bounded, none skipped because another one failed. */
export class StopList {
  readonly #parts: { name: string; stop: () => Promise<void> }[] = [];

  add(name: string, stop: () => Promise<void>): void {
    this.#parts.push({ name, stop });
  }

  /** Stops everything. Throws after all parts had their turn, naming those that failed. */
  async stop(): Promise<void> {
    const failures: { name: string; cause: unknown }[] = [];
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      try {
        await withinTime(part.stop());
      } catch (cause) {
        failures.push({ name: part.name, cause });
      }
    }
    const [first] = failures;
    if (first === undefined) return;
    const names = failures.map(({ name }) => name).join(', ');
    throw new Error(`did not stop cleanly: ${names}`, { cause: first.cause });
  }
}

async function withinTime(stopping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${PART_MS} ms`)), PART_MS);
  });
  try {
    await Promise.race([stopping, late]);
  } finally {
    clearTimeout(timer);
  }
}
