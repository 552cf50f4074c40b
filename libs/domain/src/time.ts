import type { Brand } from './ids.js';

/** A moment: milliseconds since 1970-01-01T00:00:00Z. Always passed in; only libs/scheduler reads the clock. */
export type Instant = Brand<number, 'Instant'>;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const instant = (epochMs: number): Instant => epochMs as Instant;
export const plusMs = (at: Instant, ms: number): Instant => (at + ms) as Instant;
export const toIso = (at: Instant): string => new Date(at).toISOString();

/** Reads an ISO 8601 moment with zone. Throws a RangeError when it is none. */
export function fromIso(text: string): Instant {
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) throw new RangeError(`Not an ISO moment: ${text}`);
  return epochMs as Instant;
}
