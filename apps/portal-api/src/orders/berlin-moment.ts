const PARTS = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const WALL_CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `21.11.2026 13:05:09` by Berlin's clock. */
export const berlinMoment = (iso: string): string => PARTS.format(new Date(iso)).replace(', ', ' ');

/** Berlin's clock as if it were UTC: spreadsheet files know no zones. */
export const berlinWallClock = (iso: string): Date =>
  new Date(`${WALL_CLOCK.format(new Date(iso)).replace(' ', 'T')}Z`);
