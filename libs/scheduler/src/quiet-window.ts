import { DAY, Fault, HOUR, MINUTE, type CallWindow, type Instant } from '@abgleich/domain';
import { berlinDay, berlinInstant } from './berlin-time.js';

export type QuietWindow = CallWindow & {
  /** `HH:MM-HH:MM` or `off`, as it was set. */
  readonly setting: string;
  /** Whether `now` lies inside. */
  contains(now: Instant): boolean;
  /** When it last ended, at the latest `now`; `null` when it is off or `now` lies inside. */
  reopenedAt(now: Instant): Instant | null;
};

export const QUIET_WINDOW_VARIABLE = 'ABGLEICH_QUIET_WINDOW';
/** pixi backs up its databases then. */
export const QUIET_WINDOW_DEFAULT = '00:00-04:00';
/** What must stay open of a day, so that there is always a moment to which a call can be put off. Clock changes take up to an hour of it. */
const OPEN_MIN_MS = 2 * HOUR;

type Stretch = { readonly from: Instant; readonly until: Instant };

/**
 * Parses the setting and answers the window: Europe/Berlin, half-open, right on both nights on which the clocks change. Throws a
 * `config` fault that shows the form when the setting is none. A call no longer than an hour always has a moment.
 */
export function createQuietWindow(setting: string): QuietWindow {
  if (setting.trim() === 'off') return NEVER_QUIET;
  const minutes = parse(setting);
  let cached: { readonly day: Stretch; readonly stretches: readonly Stretch[] } | null = null;

  /** The windows that begin yesterday, today and tomorrow; kept for the day, because every call asks. */
  function around(now: Instant): readonly Stretch[] {
    if (cached !== null && now >= cached.day.from && now < cached.day.until) {
      return cached.stretches;
    }
    const today = berlinDay(now);
    const midnight = (day: number): Instant => berlinInstant({ day, minutes: 0 }, 'first');
    cached = {
      day: { from: midnight(today), until: midnight(today + DAY) },
      stretches: [today - DAY, today, today + DAY].map((day) => stretchOf(day, minutes)),
    };
    return cached.stretches;
  }

  function closedUntil(now: Instant, longestMs: number): Instant | null {
    const hit = around(now).find(
      ({ from, until }) => now < until && (now >= from || now + longestMs > from),
    );
    return hit?.until ?? null;
  }

  return {
    setting,
    closedUntil,
    contains: (now) => closedUntil(now, 0) !== null,
    reopenedAt(now) {
      if (closedUntil(now, 0) !== null) return null;
      return around(now).findLast(({ until }) => until <= now)?.until ?? null;
    },
  };
}

const NEVER_QUIET: QuietWindow = {
  setting: 'off',
  closedUntil: () => null,
  contains: () => false,
  reopenedAt: () => null,
};

type Minutes = { readonly from: number; readonly until: number };

/** Where an hour comes twice the window begins with the first and ends with the second: rather closed too long than open too early. */
function stretchOf(day: number, { from, until }: Minutes): Stretch {
  const lastDay = until > from ? day : day + DAY;
  return {
    from: berlinInstant({ day, minutes: from }, 'first'),
    until: berlinInstant({ day: lastDay, minutes: until }, 'last'),
  };
}

function parse(setting: string): Minutes {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(setting.trim());
  if (match === null) throw invalid(setting, 'write HH:MM-HH:MM, for example 00:00-04:00, or off');
  const [fromHour = 0, fromMinute = 0, untilHour = 0, untilMinute = 0] = match.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const until = untilHour * 60 + untilMinute;
  if (from === until) throw invalid(setting, 'begin and end are equal; write off for no window');
  const lengthMs = ((((until - from) * MINUTE) % DAY) + DAY) % DAY;
  if (lengthMs > DAY - OPEN_MIN_MS) throw invalid(setting, 'leave at least two hours a day open');
  return { from, until };
}

function invalid(value: string, fix: string): Fault {
  return new Fault({
    kind: 'config',
    code: 'platform.setting-invalid',
    params: { setting: QUIET_WINDOW_VARIABLE, value, fix },
  });
}
