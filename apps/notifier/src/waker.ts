import { type Clock, type Instant, instant } from '@abgleich/domain';

/** Runs one piece of work when its moment has come, never twice at once. Between the moments it holds one timer and costs nothing. */
export type Waker = {
  /** Runs at `at`, or earlier if an earlier moment was asked for. */
  wakeAt(at: Instant): void;
  /** Set as soon as `stop` was called: long work looks at it between its steps. */
  readonly stopping: boolean;
  /** Starts nothing any more and waits for the running work, though not for long. */
  stop(): Promise<void>;
};

export type WakerOptions = {
  readonly clock: Clock;
  /** Answers when it wants to run again. */
  readonly run: () => Promise<Instant | null>;
  /** A run that failed is repeated after a while. */
  readonly onError: (error: unknown) => void;
};

/** Longer than Node's timers reach is not needed: the sweep comes every minute. */
const TIMER_MAX_MS = 10 * 60_000;
/** The database restarts within this time. */
const AFTER_ERROR_MS = 5_000;
/** A moment that has passed still leaves room for others: work that always wants to run at once must not run without end. */
const AT_LEAST_MS = 1_000;
/** A mail server that does not answer must not keep the process; a mail cut off here is tried again once its claim has run out. */
const STOP_WITHIN_MS = 3_000;

/** Makes a waker. */
export function createWaker({ clock, run, onError }: WakerOptions): Waker {
  let timer: NodeJS.Timeout | null = null;
  let due: Instant | null = null;
  let running: Promise<void> | null = null;
  let stopping = false;

  function wakeAt(at: Instant): void {
    if (stopping || (due !== null && due <= at)) return;
    due = at;
    if (running === null) arm(0);
  }

  function arm(atLeastMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (due === null || stopping) return;
    const waitMs = Math.min(Math.max(due - clock.now(), atLeastMs), TIMER_MAX_MS);
    timer = setTimeout(begin, waitMs);
  }

  function begin(): void {
    timer = null;
    due = null;
    running = runOnce().finally(() => {
      running = null;
      arm(AT_LEAST_MS);
    });
  }

  async function runOnce(): Promise<void> {
    try {
      const next = await run();
      if (next !== null) wakeAt(next);
    } catch (error) {
      onError(error);
      wakeAt(instant(clock.now() + AFTER_ERROR_MS));
    }
  }

  return {
    wakeAt,
    get stopping() {
      return stopping;
    },
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      if (running !== null) await withPatience(running);
    },
  };
}

async function withPatience(work: Promise<void>): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => {
    patience = setTimeout(done, STOP_WITHIN_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(patience);
}
