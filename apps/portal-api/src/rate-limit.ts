import type { Instant } from '@abgleich/domain';

export type RateLimitOptions = {
  /** Takes within one window. */
  readonly takesMax: number;
  readonly windowMs: number;
  /** Keys remembered; beyond it the oldest are forgotten, so that an attacker with many addresses cannot fill the memory. */
  readonly keysMax: number;
};

/** Counts per key in windows that begin with the first take. Lives in one process: two instances allow twice as much. */
export interface RateLimit {
  /** `null`: taken. Otherwise the milliseconds until the next window. */
  take(key: string, now: Instant): number | null;
  /** Forgets a key: the right password was given. */
  forget(key: string): void;
}

export function createRateLimit({ takesMax, windowMs, keysMax }: RateLimitOptions): RateLimit {
  const windows = new Map<string, { startedAt: Instant; taken: number }>();
  return {
    take(key, now) {
      const window = windows.get(key);
      if (window === undefined || now - window.startedAt >= windowMs) {
        windows.delete(key);
        windows.set(key, { startedAt: now, taken: 1 });
        const oldest = windows.keys().next();
        if (windows.size > keysMax && !oldest.done) windows.delete(oldest.value);
        return null;
      }
      if (window.taken >= takesMax) return window.startedAt + windowMs - now;
      window.taken += 1;
      return null;
    },
    forget(key) {
      windows.delete(key);
    },
  };
}
