import { describe, expect, it } from '@jest/globals';
import { DAY, fromIso, HOUR, instant, isFault, MINUTE, plusMs, toIso } from '@abgleich/domain';
import fc from 'fast-check';
import { createQuietWindow } from './quiet-window.js';

const night = createQuietWindow('00:00-04:00');
const FIRST_DAY = fromIso('2026-01-01T00:00:00Z');
const DAYS = 400;
const within400Days = fc
  .integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS * DAY })
  .map((at) => instant(at));
/** Longer than any time-out of a call to the ERP. */
const callLength = fc.integer({ min: 0, max: 10 * MINUTE });

/** An independent reading of the clock on the wall in Berlin: minutes since midnight. */
const wall = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
function wallMinutes(at: number): number {
  const [hours = 0, minutes = 0] = wall.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}

describe('the quiet window 00:00-04:00', () => {
  it.each([
    ['a summer night, last second before', '2026-07-14T21:59:59Z', 0, null],
    ['a summer night, first moment', '2026-07-14T22:00:00Z', 0, '2026-07-15T02:00:00.000Z'],
    ['a summer night, last millisecond', '2026-07-15T01:59:59.999Z', 0, '2026-07-15T02:00:00.000Z'],
    ['a summer night, first moment after', '2026-07-15T02:00:00Z', 0, null],
    ['a winter night, first moment', '2026-01-14T23:00:00Z', 0, '2026-01-15T03:00:00.000Z'],
    ['23:59:59 and one second long', '2026-07-14T21:59:59Z', 1_000, null],
    ['23:59:59 and two seconds long', '2026-07-14T21:59:59Z', 2_000, '2026-07-15T02:00:00.000Z'],
    ['23:58 and three minutes long', '2026-01-14T22:58:00Z', 180_000, '2026-01-15T03:00:00.000Z'],
    ['03:59 on the last Sunday of October', '2026-10-25T02:59:00Z', 0, '2026-10-25T03:00:00.000Z'],
    ['02:30 the second time', '2026-10-25T01:30:00Z', 0, '2026-10-25T03:00:00.000Z'],
    ['01:59:59 on the last Sunday of March', '2026-03-29T00:59:59Z', 0, '2026-03-29T02:00:00.000Z'],
    ['04:00 on the last Sunday of March', '2026-03-29T02:00:00Z', 0, null],
  ])('%s', (_, at, longestMs, expected) => {
    const closed = night.closedUntil(fromIso(at), longestMs);
    expect(closed === null ? null : toIso(closed)).toBe(expected);
  });

  it('lasts 3 hours on the spring night, 5 on the autumn night and 4 on the other 398', () => {
    const lengths = new Map<number, number>();
    let at = FIRST_DAY; // 01:00 in Berlin: inside the first window
    for (let day = 0; day < DAYS; day += 1) {
      const end = night.closedUntil(at, 0) ?? instant(Number.NaN);
      const begin = firstClosedMoment(plusMs(end, -12 * HOUR), end);
      lengths.set((end - begin) / HOUR, (lengths.get((end - begin) / HOUR) ?? 0) + 1);
      at = plusMs(end, 20 * HOUR + 30 * MINUTE); // 23:30, 00:30 or 01:30: inside the next one or half an hour before
      if (!night.contains(at)) at = plusMs(at, HOUR);
    }
    expect(lengths).toEqual(
      new Map([
        [4, DAYS - 2],
        [3, 1],
        [5, 1],
      ]),
    );
  });

  it('refuses on each of 400 evenings a call from 23:59:59 that could still run at midnight', () => {
    for (let day = 0; day < DAYS; day += 1) {
      const noon = plusMs(FIRST_DAY, day * DAY + 12 * HOUR);
      const midnight = firstClosedMoment(noon, plusMs(noon, 13 * HOUR));
      expect(wallMinutes(midnight)).toBe(0);
      const justBefore = plusMs(midnight, -1_000);
      expect(night.closedUntil(justBefore, 1_000)).toBeNull();
      expect(wallMinutes(night.closedUntil(justBefore, 1_001) ?? noon)).toBe(4 * 60);
    }
  });

  it('is closed exactly while clocks in Berlin show 00:00 to 03:59', () => {
    fc.assert(
      fc.property(within400Days, (at) => {
        expect(night.contains(at)).toBe(wallMinutes(at) < 4 * 60);
      }),
      { numRuns: 1_000 },
    );
  });

  it('lets no allowed call be in flight inside, and names a moment at which the call may be made', () => {
    fc.assert(
      fc.property(within400Days, callLength, (at, longestMs) => {
        const until = night.closedUntil(at, longestMs);
        if (until !== null) {
          expect(until).toBeGreaterThan(at);
          expect(night.closedUntil(until, longestMs)).toBeNull();
          return;
        }
        for (const share of [0, 0.25, 0.5, 0.75]) {
          expect(night.contains(instant(at + Math.floor(longestMs * share)))).toBe(false);
        }
        if (longestMs > 0) expect(night.contains(instant(at + longestMs - 1))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('any quiet window', () => {
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const windows = fc
    .tuple(minute, minute)
    .filter(([from, until]) => from !== until && (until - from + 1440) % 1440 <= 22 * 60);
  const text = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

  it('follows the clock on the wall, across midnight too, outside the hour of the clock change', () => {
    fc.assert(
      fc.property(windows, within400Days, ([from, until], at) => {
        const window = createQuietWindow(`${text(from)}-${text(until)}`);
        const shown = wallMinutes(at);
        fc.pre(shown < 120 || shown >= 180);
        const inside =
          from < until ? shown >= from && shown < until : shown >= from || shown < until;
        expect(window.contains(at)).toBe(inside);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stays closed through both passes of an hour that comes twice', () => {
    const window = createQuietWindow('01:00-02:30');
    expect(window.contains(fromIso('2026-10-25T00:45:00Z'))).toBe(true); // 02:45 the first time
    expect(window.contains(fromIso('2026-10-25T01:29:59Z'))).toBe(true); // 02:29:59 the second time
    expect(window.contains(fromIso('2026-10-25T01:30:00Z'))).toBe(false);
  });

  it('ends with the clock change when its end does not exist that night', () => {
    const window = createQuietWindow('00:00-02:30');
    expect(window.contains(fromIso('2026-03-29T00:59:59.999Z'))).toBe(true);
    expect(window.contains(fromIso('2026-03-29T01:00:00Z'))).toBe(false);
  });

  it('says when it last ended', () => {
    expect(night.reopenedAt(fromIso('2026-07-15T10:00:00Z'))).toBe(fromIso('2026-07-15T02:00:00Z'));
    expect(night.reopenedAt(fromIso('2026-07-15T01:00:00Z'))).toBeNull();
    const evening = createQuietWindow('22:00-01:00');
    expect(evening.reopenedAt(fromIso('2026-07-15T19:59:59Z'))).toBe(
      fromIso('2026-07-14T23:00:00Z'),
    );
  });

  it('never closes when it is off', () => {
    const off = createQuietWindow('off');
    expect(off.closedUntil(fromIso('2026-07-14T23:00:00Z'), DAY)).toBeNull();
  });

  it.each([
    '',
    '0:00-4:00',
    '00:00',
    '24:00-04:00',
    '00:00-04:60',
    '04:00-04:00',
    '03:00-02:00',
    'on',
  ])('refuses the setting "%s" with a configuration fault that names the variable', (setting) => {
    let fault: unknown;
    try {
      createQuietWindow(setting);
    } catch (error) {
      fault = error;
    }
    expect(isFault(fault) && [fault.kind, fault.params['setting']]).toEqual([
      'config',
      'ABGLEICH_QUIET_WINDOW',
    ]);
  });
});

/** The first closed moment between an open one and a closed one (or the end of the closed stretch), to the millisecond. */
function firstClosedMoment(open: number, closedOrEnd: number): ReturnType<typeof instant> {
  let [low, high] = [open, closedOrEnd - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (night.contains(instant(middle))) high = middle;
    else low = middle;
  }
  return instant(high);
}
