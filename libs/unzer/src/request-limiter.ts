import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, SECOND } from '@abgleich/domain';

export type LimiterOptions = {
  /** Requests in any window of one second, per lane. 0 = unlimited. */
  readonly requestsPerSecond: number;
  /** Requests on the way at once, per lane. 0 = unlimited. */
  readonly inFlightMax: number;
  /** A clock that only runs forward, in milliseconds. */
  readonly monotonicMs?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
};

/** Keeps to a pace per lane (a key pair), first come, first served. */
export type RequestLimiter = {
  /** Runs `task` when its turn has come. Throws `transient` when the queue is full or the lane was told to stay away for long. */
  run<T>(lane: string, task: () => Promise<T>): Promise<T>;
  /** The other side asked for a pause. */
  pause(lane: string, ms: number): void;
};

/** Public figures for Unzer's limits do not exist; this pace has a payment read and charged in well below a second. */
export const REQUESTS_PER_SECOND_DEFAULT = 5;
/** One payment is worked on by one worker at a time; this many payments of one key pair at once is a lot. */
export const IN_FLIGHT_DEFAULT = 8;
/** A queue longer than this would be minutes old when its end is served. */
const QUEUE_MAX = 500;
/** A pause up to this long is waited out, a longer one is told to the caller. */
const PAUSE_WAITED_OUT_MS = 5 * SECOND;
/** Key pairs remembered; idle ones beyond it are forgotten. */
const LANES_MAX = 1_000;

/** One key pair's queue. */
type Lane = {
  run<T>(task: () => Promise<T>): Promise<T>;
  pause(ms: number): void;
  isIdle(): boolean;
};
type LaneOptions = Required<LimiterOptions>;

/** A limiter on the machine's monotonic clock unless given another. */
export function createRequestLimiter(options: LimiterOptions): RequestLimiter {
  const laneOptions: LaneOptions = {
    monotonicMs: () => performance.now(),
    wait: (ms) => sleep(ms),
    ...options,
  };
  const lanes = new Map<string, Lane>();

  function laneOf(name: string): Lane {
    const known = lanes.get(name);
    if (known) return known;
    if (lanes.size >= LANES_MAX) forgetIdle(lanes);
    const lane = createLane(laneOptions);
    lanes.set(name, lane);
    return lane;
  }
  return {
    run: (name, task) => laneOf(name).run(task),
    pause: (name, ms) => laneOf(name).pause(ms),
  };
}

function forgetIdle(lanes: Map<string, Lane>): void {
  for (const [name, lane] of lanes) if (lane.isIdle()) lanes.delete(name);
}

function createLane({ inFlightMax, wait, ...options }: LaneOptions): Lane {
  const pace = createPace(options);
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let inFlight = 0;
  let wake: (() => void) | null = null;

  /** Only one caller is in here at a time. */
  async function admit(): Promise<void> {
    while (inFlightMax > 0 && inFlight >= inFlightMax)
      await new Promise<void>((resolve) => (wake = resolve));
    for (let due = pace.dueInMs(); due > 0; due = pace.dueInMs()) await wait(due);
    pace.begin();
    inFlight += 1;
  }

  return {
    async run(task) {
      if (waiting >= QUEUE_MAX)
        throw new Fault({
          kind: 'transient',
          code: 'unzer.busy',
          params: { queued: String(waiting) },
        });
      waiting += 1;
      const turn = tail.then(admit);
      tail = turn.catch(() => undefined); // the one who waits for `turn` gets the error
      await turn.finally(() => (waiting -= 1));
      try {
        return await task();
      } finally {
        inFlight -= 1;
        wake?.();
        wake = null;
      }
    },
    pause: pace.pause,
    isIdle: () => waiting === 0 && inFlight === 0 && !pace.isPaused(),
  };
}

/** When the next request may leave: a window of one second, and pauses that the other side asked for. */
function createPace({
  requestsPerSecond,
  monotonicMs,
}: Pick<LaneOptions, 'requestsPerSecond' | 'monotonicMs'>) {
  const windowSize = Math.ceil(requestsPerSecond);
  const windowMs = windowSize === 0 ? 0 : (windowSize / requestsPerSecond) * SECOND;
  const begun: number[] = [];
  let pausedUntil = 0;
  const pauseLeftMs = () => pausedUntil - monotonicMs();

  return {
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, monotonicMs() + ms);
    },
    isPaused: () => pauseLeftMs() > 0,
    dueInMs(): number {
      if (pauseLeftMs() > PAUSE_WAITED_OUT_MS) return 0;
      const oldest = begun.length < windowSize ? undefined : begun[0];
      const windowLeftMs = oldest === undefined ? 0 : oldest + windowMs - monotonicMs();
      return Math.ceil(Math.max(pauseLeftMs(), windowLeftMs));
    },
    /** Throws `transient` when a pause is too long to be waited out. */
    begin(): void {
      const retryAfterMs = pauseLeftMs();
      if (retryAfterMs > 0)
        throw new Fault({ kind: 'transient', code: 'unzer.rate-limited', retryAfterMs });
      if (windowSize === 0) return;
      begun.push(monotonicMs());
      if (begun.length > windowSize) begun.shift();
    },
  };
}
