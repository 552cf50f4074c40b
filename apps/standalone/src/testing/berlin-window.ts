const MINUTE_MS = 60_000;

/** `HH:MM-HH:MM` in Berlin, from and until so many minutes from now. */
export function windowAround(fromMinutes: number, untilMinutes: number): string {
  return `${berlinTime(fromMinutes)}-${berlinTime(untilMinutes)}`;
}

function berlinTime(inMinutes: number): string {
  const at = new Date(Date.now() + inMinutes * MINUTE_MS);
  return new Intl.DateTimeFormat('de-DE', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}
