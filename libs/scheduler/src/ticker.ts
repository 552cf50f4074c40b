import type { CallWindow, Clock, Instant } from '@abgleich/domain';
import type { SchedulerRegistry } from '@nestjs/schedule';

/** Becomes or stays the one that ticks under `name` for `ttlMs`; false while another instance is. */
export type TryLease = (name: string, ttlMs: number) => Promise<boolean>;

/** What the registry keeps is what these give back. */
export type TickerTimers = {
  setTimeout(run: () => void, ms: number): unknown;
  setInterval(run: () => void, ms: number): unknown;
};

export type TickerOptions = {
  /** Unique in the process; also the name of the lease. */
  readonly name: string;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly registry: Pick<
    SchedulerRegistry,
    'doesExist' | 'addTimeout' | 'deleteTimeout' | 'addInterval' | 'deleteInterval'
  >;
  /** The machine's own unless a simulator gives others. */
  readonly timers?: TickerTimers;
  readonly tick: (now: Instant) => Promise<void>;
  /** Only the instance that gets the lease ticks. Without it every instance does. */
  readonly tryLease?: TryLease;
  /** No tick while it is closed for a call of `longestMs` (default 0). */
  readonly window?: CallWindow;
  readonly longestMs?: number;
  /** A tick or a lease that failed; the next tick comes all the same. */
  readonly onError: (error: unknown, name: string) => void;
  /** Share of `everyMs` to wait before the first tick, 0 to 1: processes started together do not tick together. */
  readonly random?: () => number;
};

export type Ticker = {
  start(): void;
  /** Starts no tick any more and resolves when the running one has ended. */
  stop(): Promise<void>;
};

/** A holder that misses one tick keeps the lease; one that died is replaced after two and a half. */
const LEASE_TICKS = 2.5;

const MACHINE_TIMERS: TickerTimers = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  setInterval: (run, ms) => setInterval(run, ms),
};

/** Calls `tick` every `everyMs`, never overlapping itself: while one runs the next ones are left out. Timers are in Nest's registry. */
export function createTicker(options: TickerOptions): Ticker {
  const { name, everyMs, clock, registry, timers = MACHINE_TIMERS } = options;
  let running: Promise<void> | null = null;
  let stopped = false;

  async function tickOnce(): Promise<void> {
    const now = clock.now();
    if ((options.window?.closedUntil(now, options.longestMs ?? 0) ?? null) !== null) return;
    try {
      const mine = await (options.tryLease?.(name, everyMs * LEASE_TICKS) ?? true);
      if (mine && !stopped) await options.tick(clock.now());
    } catch (error) {
      options.onError(error, name);
    }
  }

  function due(): void {
    if (stopped || running !== null) return;
    running = tickOnce().finally(() => {
      running = null;
    });
  }

  function begin(): void {
    if (registry.doesExist('timeout', name)) registry.deleteTimeout(name);
    if (stopped) return;
    registry.addInterval(name, timers.setInterval(due, everyMs));
    due();
  }

  return {
    start() {
      const jitterMs = Math.floor((options.random ?? Math.random)() * everyMs);
      registry.addTimeout(name, timers.setTimeout(begin, jitterMs));
    },
    async stop() {
      stopped = true;
      if (registry.doesExist('timeout', name)) registry.deleteTimeout(name);
      if (registry.doesExist('interval', name)) registry.deleteInterval(name);
      await running;
    },
  };
}
