import { localeOf, type Language } from './locale.js';

/** Merchants, pixi and the quiet window all live by this clock. */
export const ZONE = 'Europe/Berlin';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Style = 'moment' | 'precise' | 'clock' | 'minute' | 'day';
const STYLES: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  precise: {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment in Europe/Berlin. `precise` shows the zone as well. */
export function formatMoment(iso: string, language: Language, style: Style = 'moment'): string {
  const key = `${language} ${style}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(localeOf(language), { ...STYLES[style], timeZone: ZONE });
  formats.set(key, format);
  return format.format(new Date(iso));
}

/** `vor 3 Minuten`, `in 2 Stunden`, by the largest unit that is whole; below a minute `gerade eben` is the caller's word: `null`. */
export function formatRelative(iso: string, nowMs: number, language: Language): string | null {
  const distanceMs = Date.parse(iso) - nowMs;
  const size = Math.abs(distanceMs);
  if (size < MINUTE_MS) return null;
  const [unit, unitMs] =
    size < HOUR_MS
      ? (['minute', MINUTE_MS] as const)
      : size < DAY_MS
        ? (['hour', HOUR_MS] as const)
        : (['day', DAY_MS] as const);
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'always' });
  return format.format(Math.trunc(distanceMs / unitMs), unit);
}

/** `412 ms`, `1,8 s`, `12 s`. */
export function formatDuration(ms: number, language: Language): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const digits = ms < 10_000 ? 1 : 0;
  const format = new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${format.format(ms / 1_000)} s`;
}
