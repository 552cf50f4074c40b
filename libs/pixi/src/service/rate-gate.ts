import { Fault, type Clock } from '@abgleich/domain';

/** Runs something later; the simulator's and the tests' are virtual. */
export interface Timers {
  after(ms: number, run: () => void): void;
}

/** The machine's own timers. */
export const machineTimers: Timers = {
  after: (ms, run) => {
    setTimeout(run, ms);
  },
};

/** urgent: writes and single reads, somebody's order waits for them · list: queues and other list calls. */
export type GatePriority = 'urgent' | 'list';

export type RateGateOptions = {
  readonly inFlight: number;
  /** Starts within any second; 0 = as many as come. */
  readonly perSecond: number;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Callers that may wait; one more is told `pixi.busy`, because its turn would come too late to be of use. */
  readonly waitingMax: number;
};

const SECOND_MS = 1000;

/** Keeps one database from getting more requests at a time, or a second, than agreed. First come first served within a priority. */
export class RateGate {
  readonly #options: RateGateOptions;
  readonly #waiting: Record<GatePriority, (() => void)[]> = { urgent: [], list: [] };
  #running = 0;
  #starts: number[] = [];
  #wakeUpSet = false;

  constructor(options: RateGateOptions) {
    this.#options = options;
  }

  /** Runs `work` when it is its turn. Throws `transient pixi.busy` when too many wait already. */
  async run<T>(priority: GatePriority, work: () => Promise<T>): Promise<T> {
    const { urgent, list } = this.#waiting;
    if (urgent.length + list.length >= this.#options.waitingMax)
      throw new Fault({
        kind: 'transient',
        code: 'pixi.busy',
        params: { reason: 'too many calls are waiting' },
      });
    await new Promise<void>((resolve) => {
      this.#waiting[priority].push(resolve);
      this.#letIn();
    });
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#letIn();
    }
  }

  #letIn(): void {
    while (this.#running < this.#options.inFlight) {
      const next = this.#waiting.urgent[0] ?? this.#waiting.list[0];
      if (next === undefined) return;
      const waitMs = this.#waitMs();
      if (waitMs > 0) {
        this.#wakeUpIn(waitMs);
        return;
      }
      (this.#waiting.urgent.length > 0 ? this.#waiting.urgent : this.#waiting.list).shift();
      this.#running += 1;
      if (this.#options.perSecond > 0) this.#starts.push(this.#options.clock.now());
      next();
    }
  }

  /** Until the oldest of the last `perSecond` starts is a second old. Starts "in the future" mean that the clock was set back: forgotten. */
  #waitMs(): number {
    const { perSecond, clock } = this.#options;
    if (perSecond <= 0) return 0;
    const now = clock.now();
    this.#starts = this.#starts.filter((start) => start <= now).slice(-perSecond);
    const oldest = this.#starts[0];
    if (oldest === undefined || this.#starts.length < perSecond) return 0;
    return Math.max(0, oldest + SECOND_MS - now);
  }

  #wakeUpIn(ms: number): void {
    if (this.#wakeUpSet) return;
    this.#wakeUpSet = true;
    this.#options.timers.after(ms, () => {
      this.#wakeUpSet = false;
      this.#letIn();
    });
  }
}
