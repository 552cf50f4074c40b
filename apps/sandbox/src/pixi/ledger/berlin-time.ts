const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** 01:00 UTC on the last Sunday of a month: when Central Europe changes its clocks. `month` counts from 0. */
function lastSundayAtOne(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0));
  return lastDay.getTime() - lastDay.getUTCDay() * DAY_MS + HOUR_MS;
}

const changes = new Map<number, readonly [number, number]>();
function changesOf(year: number): readonly [number, number] {
  const known = changes.get(year);
  if (known) return known;
  const found = [lastSundayAtOne(year, 2), lastSundayAtOne(year, 9)] as const;
  changes.set(year, found);
  return found;
}

/**
 * Berlin wall-clock time as if it were UTC, in milliseconds. pixi's database stores and compares wall-clock time
 * without a zone, so an hour repeats each autumn: so does it here.
 */
export function berlinWallMs(epochMs: number): number {
  const [spring, autumn] = changesOf(new Date(epochMs).getUTCFullYear());
  const summer = epochMs >= spring && epochMs < autumn;
  return epochMs + (summer ? 2 : 1) * HOUR_MS;
}

/** `2014-12-23T13:25:02.030`: SQL Server's datetime in steps of 3.33 ms (last digit 0, 3 or 7), Berlin wall clock. */
export function printBerlin(epochMs: number): string {
  return printWall(berlinWallMs(epochMs));
}

function printWall(wallMs: number): string {
  const ticks = Math.floor(((wallMs % 1000) * 3) / 10);
  const stepped = wallMs - (wallMs % 1000) + Math.round((ticks * 10) / 3);
  return new Date(stepped).toISOString().slice(0, -1);
}

/**
 * Reads the date forms pixi takes (`2014-12-23 13:25:02`, `2014-12-23T13:25:02.030`, `20141223 13:25:02`, a date alone)
 * into wall-clock milliseconds; `null` when it is none.
 */
export function parseWallMs(text: string): number | null {
  const match =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?$/.exec(
      text.trim(),
    );
  if (!match) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const ms = Math.round(Number(`0.${match[7] ?? '0'}`) * 1000);
  const wall = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), ms);
  const sameDay = new Date(wall).getUTCDate() === part(3) && part(2) >= 1 && part(2) <= 12;
  const inRange = part(4) <= 23 && part(5) <= 59 && part(6) <= 59 && part(1) >= 1753;
  return sameDay && inRange ? wall : null;
}

/** The moment of a Berlin wall-clock time; in the hour that repeats each autumn the first of the two. */
export function epochOfWall(wallMs: number): number {
  const inSummer = wallMs - 2 * HOUR_MS;
  return berlinWallMs(inSummer) === wallMs ? inSummer : wallMs - HOUR_MS;
}
