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

type Lane = {
  tail: Promise<unknown>;
  waiting: number;
  inFlight: number;
  wake: (() => void) | null;
  sentAt: number[];
  pausedUntil: number;
};

/** A limiter on the machine's monotonic clock unless given another. */
export function createRequestLimiter(options: LimiterOptions): RequestLimiter {
  const { requestsPerSecond, inFlightMax } = options;
  const now = options.monotonicMs ?? (() => performance.now());
  const wait = options.wait ?? ((ms: number) => sleep(ms));
  const windowSize = Math.ceil(requestsPerSecond);
  const windowMs = requestsPerSecond === 0 ? 0 : (windowSize / requestsPerSecond) * SECOND;
  const lanes = new Map<string, Lane>();

  function laneOf(name: string): Lane {
    const known = lanes.get(name);
    if (known) return known;
    if (lanes.size >= LANES_MAX) forgetIdle(lanes);
    const lane: Lane = {
      tail: Promise.resolve(),
      waiting: 0,
      inFlight: 0,
      wake: null,
      sentAt: [],
      pausedUntil: 0,
    };
    lanes.set(name, lane);
    return lane;
  }

  /** Only one caller per lane is in here at a time. */
  async function admit(lane: Lane): Promise<void> {
    while (inFlightMax > 0 && lane.inFlight >= inFlightMax)
      await new Promise<void>((resolve) => (lane.wake = resolve));
    for (let due = dueIn(lane); due > 0; due = dueIn(lane)) await wait(due);
    refuseWhilePaused(lane);
    lane.inFlight += 1;
    if (windowSize === 0) return;
    lane.sentAt.push(now());
    if (lane.sentAt.length > windowSize) lane.sentAt.shift();
  }

  function dueIn(lane: Lane): number {
    const pause = lane.pausedUntil - now();
    if (pause > PAUSE_WAITED_OUT_MS) return 0;
    const oldest = lane.sentAt.length < windowSize ? undefined : lane.sentAt[0];
    return Math.ceil(Math.max(pause, oldest === undefined ? 0 : oldest + windowMs - now()));
  }

  function refuseWhilePaused(lane: Lane): void {
    const retryAfterMs = lane.pausedUntil - now();
    if (retryAfterMs > 0)
      throw new Fault({ kind: 'transient', code: 'unzer.rate-limited', retryAfterMs });
  }

  return {
    async run(name, task) {
      const lane = laneOf(name);
      if (lane.waiting >= QUEUE_MAX)
        throw new Fault({
          kind: 'transient',
          code: 'unzer.busy',
          params: { queued: String(lane.waiting) },
        });
      lane.waiting += 1;
      const turn = lane.tail.then(() => admit(lane));
      lane.tail = turn.catch(() => undefined); // the one who waits for `turn` gets the error
      await turn.finally(() => (lane.waiting -= 1));
      try {
        return await task();
      } finally {
        lane.inFlight -= 1;
        lane.wake?.();
        lane.wake = null;
      }
    },
    pause(name, ms) {
      const lane = laneOf(name);
      lane.pausedUntil = Math.max(lane.pausedUntil, now() + ms);
    },
  };
}

function forgetIdle(lanes: Map<string, Lane>): void {
  for (const [name, lane] of lanes)
    if (lane.waiting === 0 && lane.inFlight === 0) lanes.delete(name);
}
