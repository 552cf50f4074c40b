import { DAY, MINUTE, plusMs, type Instant } from './time.js';

/** Share of the time waited so far after which another look is worth its calls: some forty looks in the first day. */
const SHARE = 8;
/** An order that a person forgot is still looked at this often. */
const LONGEST_MS = DAY;

/**
 * When to look again at something that no poll shows and whose end a notification may fail to tell: often while it is young, seldom
 * when it is old, never not at all.
 */
export function nextPatientLook(since: Instant, now: Instant): Instant {
  const wait = Math.floor((now - since) / SHARE);
  return plusMs(now, Math.min(Math.max(wait, MINUTE), LONGEST_MS));
}

/** The earlier of two moments that may be none. */
export const earlierOf = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || (b !== null && b < a) ? b : a;
