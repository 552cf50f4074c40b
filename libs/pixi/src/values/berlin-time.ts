import { instant, type Instant } from '@abgleich/domain';

const ZONE = 'Europe/Berlin';
const clockFace = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const LOCAL_FORM =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/;
const HOUR_MS = 3_600_000;
/** Some columns say "never" with 1970-01-01, SQL Server itself with 1900-01-01. */
const NEVER_UNTIL_MS = Date.UTC(1970, 0, 1);

/**
 * A pixi `datetime` (German wall-clock time without zone) as a moment; `null` for "never". A time that the autumn night
 * shows twice is the earlier one, so that a cursor made of it reads too much rather than too little; one that the spring
 * night skips is read on the clock of before. `undefined` when it is no time.
 */
export function fromBerlin(text: string): Instant | null | undefined {
  const match = LOCAL_FORM.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = match;
  const numbers = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = numbers;
  const wall = Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.padEnd(3, '0').slice(0, 3)));
  const seen = new Date(wall);
  if (seen.getUTCMonth() !== mo - 1 || seen.getUTCDate() !== d || h > 23 || mi > 59 || s > 59)
    return undefined;
  if (wall <= NEVER_UNTIL_MS) return null;
  if (zone !== undefined) return instant(Date.parse(text.trim().replace(' ', 'T')));
  const offsets = [offsetAt(wall - 3 * HOUR_MS), offsetAt(wall + 3 * HOUR_MS)];
  const fitting = offsets
    .map((offset) => wall - offset)
    .filter((at, which) => offsetAt(at) === offsets[which]);
  return instant(fitting.length > 0 ? Math.min(...fitting) : wall - (offsets[0] ?? 0));
}

/** A moment as pixi wants it: `2026-11-21T17:35:56.000`, German wall-clock time. */
export function toBerlin(at: Instant): string {
  return new Date(at + offsetAt(at)).toISOString().slice(0, -1);
}

/**
 * The moment from which to ask for changes so that none is missed: inside the first pass of the hour that the autumn
 * night shows twice, that hour's beginning, because later changes carry earlier wall-clock times.
 */
export function safeCursor(since: Instant): Instant {
  const offset = offsetAt(since);
  const jump = offset - offsetAt(since + HOUR_MS);
  if (jump <= 0) return since;
  let changeAt = since as number;
  while (offsetAt(changeAt) === offset) changeAt += 60_000 - (changeAt % 60_000);
  return instant(Math.min(since, changeAt - jump));
}

/** Asking Intl costs some 50 µs, and a page of a thousand rows asks thousands of times about few hours. */
const offsetOfHour = new Map<number, number>();
const HOURS_REMEMBERED_MAX = 5_000;

/** How far Berlin's clock is ahead of UTC at a moment, in milliseconds. It changes on whole hours of UTC. */
function offsetAt(epochMs: number): number {
  const hour = Math.floor(epochMs / HOUR_MS);
  const known = offsetOfHour.get(hour);
  if (known !== undefined) return known;
  if (offsetOfHour.size >= HOURS_REMEMBERED_MAX) offsetOfHour.clear();
  const offset = askIntl(hour * HOUR_MS);
  offsetOfHour.set(hour, offset);
  return offset;
}

function askIntl(wholeSeconds: number): number {
  const parts = Object.fromEntries(
    clockFace.formatToParts(wholeSeconds).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSeconds;
}
