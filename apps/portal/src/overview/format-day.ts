import { localeOf, type Language } from '../format/locale.js';

const STYLES = {
  short: { day: 'numeric', month: 'numeric' },
  long: { weekday: 'short', day: 'numeric', month: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A calendar day such as `2026-11-22`; it has no time zone any more. */
export function formatDay(day: string, language: Language, style: keyof typeof STYLES): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { ...STYLES[style], timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
