import type { Instant } from '@abgleich/domain';
import { type RateLimit, createRateLimit } from '../rate-limit.js';

/** A key that was just configured must be heard soon; a stranger's must not cost a query each time. */
const REMEMBERED_MS = 10_000;
const KEYS_MAX = 10_000;
/** Unzer sends for all merchants from few addresses, so an address is only refused what nobody here has ever had. */
const UNKNOWN_PER_ADDRESS = { takesMax: 60, windowMs: 60_000, keysMax: KEYS_MAX };

/** Spares the database notifications for public keys that nobody has configured. Lives in one process; a restart forgets it. */
export type UnknownKeys = {
  /** `ask`: the database decides · `ignore`: unknown a moment ago · a number: too many unknown ones, milliseconds to wait. */
  check(publicKey: string, address: string, now: Instant): 'ask' | 'ignore' | number;
  note(found: { publicKey: string; address: string; known: boolean }, now: Instant): void;
};

export function createUnknownKeys(): UnknownKeys {
  const unknownUntil = createMemory();
  const knownUntil = createMemory();
  const blockedUntil = createMemory();
  const limit: RateLimit = createRateLimit(UNKNOWN_PER_ADDRESS);
  return {
    check(publicKey, address, now) {
      if (knownUntil.read(publicKey) > now) return 'ask';
      if (unknownUntil.read(publicKey) > now) return 'ignore';
      const waitMs = blockedUntil.read(address) - now;
      return waitMs > 0 ? waitMs : 'ask';
    },
    note({ publicKey, address, known }, now) {
      if (known) {
        knownUntil.write(publicKey, Number.POSITIVE_INFINITY);
        return;
      }
      unknownUntil.write(publicKey, now + REMEMBERED_MS);
      const waitMs = limit.take(address, now);
      if (waitMs !== null) blockedUntil.write(address, now + waitMs);
    },
  };
}

/** Moments by key; the oldest are forgotten beyond the limit, so that nobody can fill the memory. */
function createMemory() {
  const moments = new Map<string, number>();
  return {
    read: (key: string): number => moments.get(key) ?? 0,
    write(key: string, until: number): void {
      moments.delete(key);
      moments.set(key, until);
      const oldest = moments.keys().next();
      if (moments.size > KEYS_MAX && !oldest.done) moments.delete(oldest.value);
    },
  };
}
