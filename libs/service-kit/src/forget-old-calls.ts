import { DAY, HOUR, type Instant, plusMs } from '@abgleich/domain';
import { FORGOTTEN_AT_ONCE, forgetCalls } from '@abgleich/persistence';
import type { Platform } from './platform.js';

export const FORGET_EVERY_MS = HOUR;
/** At most so many statements an hour: two million records a day, far more than are made, and never a long row of deletions. */
const BATCHES_MAX = 100;

/** Deletes the records of calls that are older than the setting says. What is left after `BATCHES_MAX` goes with the next hour. */
export async function forgetOldCalls(
  { database, settings }: Pick<Platform, 'database' | 'settings'>,
  now: Instant,
): Promise<void> {
  const before = plusMs(now, -settings.ABGLEICH_KEEP_CALLS_DAYS * DAY);
  for (let batch = 0; batch < BATCHES_MAX; batch += 1)
    if ((await forgetCalls(database, before)) < FORGOTTEN_AT_ONCE) return;
}
