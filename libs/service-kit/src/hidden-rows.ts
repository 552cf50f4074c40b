import { type ConnectionId, DAY, HOUR, type Instant, instant } from '@abgleich/domain';
import { spreadAfterWindow } from '@abgleich/scheduler';
import type { Platform } from './platform.js';

/** A database's daily look begins within an hour after the quiet window, not all databases' at once. */
const SPREAD_MS = HOUR;
/** Shorter than the shortest day between two windows, longer than any process should need to find out that it is done. */
const LEASE_MS = 20 * HOUR;

/** The daily look at queue rows that the ERP hides after too many tries. */
export type HiddenRows = {
  /** Whether the poll that begins now is the one of the day to ask for them, in this process and all others. */
  areDue(connectionId: ConnectionId): Promise<boolean>;
  /** The poll failed: the next one asks again. */
  failed(connectionId: ConnectionId): void;
};

/** Remembers per process what was looked at since the quiet window last ended; a lease keeps other processes from doing it too. */
export function createHiddenRows(
  platform: Pick<Platform, 'clock' | 'window' | 'tryLease'>,
  service: string,
): HiddenRows {
  const doneSince = new Map<ConnectionId, Instant>();
  return {
    async areDue(connectionId) {
      const now = platform.clock.now();
      const spread = { now, overMs: SPREAD_MS };
      if (spreadAfterWindow(platform.window, connectionId, spread) !== null) return false;
      const since = platform.window.reopenedAt(now) ?? startOfDay(now);
      if (doneSince.get(connectionId) === since) return false;
      doneSince.set(connectionId, since);
      return platform.tryLease(`hidden-rows:${service}:${connectionId}`, LEASE_MS);
    },
    failed: (connectionId) => void doneSince.delete(connectionId),
  };
}

/** Without a quiet window the day of UTC will do: nothing depends on the hour. */
const startOfDay = (now: Instant): Instant => instant(now - (now % DAY));
