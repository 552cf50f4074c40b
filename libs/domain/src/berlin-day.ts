import { instant, type Instant } from './time.js';

/** A day as people in Berlin count it: `2026-11-21`. */
export type Day = string;

const days = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const hours = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** The day that calendars in Berlin show at a moment. */
export const berlinDay = (at: Instant): Day => days.format(at);

/** The moment at which a day begins in Berlin. Clocks there never change at midnight, so there is exactly one. */
export function beginOfBerlinDay(day: Day): Instant {
  const summer = instant(Date.parse(`${day}T00:00:00+02:00`));
  const isMidnight = berlinDay(summer) === day && Number(hours.format(summer)) === 0;
  return isMidnight ? summer : instant(Date.parse(`${day}T00:00:00+01:00`));
}

/** The same day of a later month; a month that is too short gives its last day: 31 January + 1 = 28 or 29 February. */
export function plusMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, ofMonth = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const wanted = Math.min(ofMonth, last.getUTCDate());
  return `${last.toISOString().slice(0, 8)}${String(wanted).padStart(2, '0')}`;
}
