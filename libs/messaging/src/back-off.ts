const FIRST_WAIT_MS = 500;
const GROWTH = 4;
/** A key waits at most this long between tries: its order's next event waits with it. */
const LONGEST_WAIT_MS = 30_000;
const JITTER = 0.25;

/** Wait before try `attempt + 1`: 0.5 s, 2 s, 8 s ... up to 30 s, each ±25 % so that keys that failed together do not come back together. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const wait = Math.min(FIRST_WAIT_MS * GROWTH ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}
