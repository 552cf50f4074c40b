import { DAY, HOUR, instant, MINUTE, plusMs, type Instant } from '@abgleich/domain';

/** pixi's back-up runs by German wall clocks, wherever our processes run. */
export const ZONE = 'Europe/Berlin';

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** A wall-clock reading written as if it were UTC, in milliseconds: arithmetic on days and minutes without a zone. */
type WallClockMs = number;

/** Since 1980 clocks have changed at 01:00 UTC: within one hour of UTC the offset is one. Reading it from Intl is slow, so it is kept. */
const offsets = new Map<number, number>();
const OFFSETS_KEPT_MAX = 1_000;

/** How far clocks in Berlin are ahead of UTC at `at`, in milliseconds. */
function offsetAt(at: Instant): number {
  const hour = Math.floor(at / HOUR);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const part = new Map(
    wallClock.formatToParts(hour * HOUR).map(({ type, value }) => [type, Number(value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
  const [year, month, day] = [field('year'), field('month'), field('day')];
  const shown = Date.UTC(year, month - 1, day, field('hour'), field('minute'));
  if (offsets.size >= OFFSETS_KEPT_MAX) offsets.clear();
  offsets.set(hour, shown - hour * HOUR);
  return shown - hour * HOUR;
}

/** What clocks in Berlin show at `at`. */
function wallClockAt(at: Instant): WallClockMs {
  return at + offsetAt(at);
}

/** 00:00 of the Berlin day that `at` lies in, as a wall-clock reading. */
export function berlinDay(at: Instant): WallClockMs {
  const shown = wallClockAt(at);
  return shown - (((shown % DAY) + DAY) % DAY);
}

/**
 * The moment at which clocks in Berlin show `day` plus `minutes`. In autumn 02:00-03:00 comes twice: `which` picks one. In spring it
 * does not come at all: then it is the moment of the change.
 */
export function berlinInstant(
  { day, minutes }: { readonly day: WallClockMs; readonly minutes: number },
  which: 'first' | 'last',
): Instant {
  const shown = day + minutes * MINUTE;
  const offsetBefore = offsetAt(instant(shown - DAY));
  const offsetAfter = offsetAt(instant(shown + DAY));
  const candidates = [shown - offsetBefore, shown - offsetAfter]
    .map(instant)
    .filter((at) => wallClockAt(at) === shown)
    .sort((a, b) => a - b);
  const found = which === 'first' ? candidates[0] : candidates.at(-1);
  return found ?? changeBetween(instant(shown - 3 * HOUR), instant(shown + HOUR));
}

/** The first moment after `before` at which the offset is the one of `after`. */
function changeBetween(before: Instant, after: Instant): Instant {
  const offset = offsetAt(after);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = plusMs(low, Math.floor((high - low) / 2));
    if (offsetAt(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}
