import { describe, expect, it } from '@jest/globals';
import { fromIso, HOUR, instant, MINUTE, plusMs, toIso } from '@abgleich/domain';
import { fromBerlin, safeCursor, toBerlin } from './berlin-time.js';

const utc = (text: string): string | null | undefined => {
  const at = fromBerlin(text);
  return typeof at === 'number' ? toIso(at) : at;
};

describe('German wall-clock time', () => {
  it.each([
    ['2014-12-23T13:25:02.030', '2014-12-23T12:25:02.030Z', 'winter'],
    ['2026-07-01 13:25:02', '2026-07-01T11:25:02.000Z', 'summer'],
    ['2026-07-01T00:30:00.003', '2026-06-30T22:30:00.003Z', 'just after midnight'],
    ['2026-03-29T01:59:59.997', '2026-03-29T00:59:59.997Z', 'before the spring change'],
    ['2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z', 'after the spring change'],
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z', 'in the hour that spring skips'],
    ['2026-10-25T01:59:59', '2026-10-24T23:59:59.000Z', 'before the autumn change'],
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z', 'in the repeated hour: the first pass'],
    ['2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z', 'after the autumn change'],
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z', 'with a zone of its own'],
  ])('%s is %s (%s)', (text, expected) => {
    expect(utc(text)).toBe(expected);
  });

  it.each(['1970-01-01T00:00:00', '1900-01-01T00:00:00.000'])('%s means never', (text) => {
    expect(fromBerlin(text)).toBeNull();
  });

  it.each(['', '23.12.2014', '2014-13-01T00:00:00', '2014-02-30T00:00:00', '2014-01-01T25:00:00'])(
    '"%s" is no time',
    (text) => expect(fromBerlin(text)).toBeUndefined(),
  );

  it('comes back as it went out, every five hours and a half of two years, but for the repeated hour', () => {
    const start = fromIso('2025-01-01T00:00:00Z');
    for (let at = start; at < start + 730 * 24 * HOUR; at = plusMs(at, 330 * MINUTE)) {
      const back = fromBerlin(toBerlin(at));
      const repeated = toBerlin(at) === toBerlin(instant(at - HOUR));
      expect(back).toBe(repeated ? at - HOUR : at);
    }
  });
});

describe('both changes of the clock', () => {
  it.each(['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z'])(
    'come back as they went out, minute by minute from %s',
    (night) => {
      for (let minute = 0; minute < 360; minute += 1) {
        const at = plusMs(fromIso(night), minute * MINUTE);
        const repeated = toBerlin(at) === toBerlin(instant(at - HOUR));
        expect(fromBerlin(toBerlin(at))).toBe(repeated ? at - HOUR : at);
      }
    },
  );
});

describe('the cursor for changes', () => {
  const localAfter = (since: string): string => toBerlin(safeCursor(fromIso(since)));

  it.each([
    ['2026-10-25T00:50:00Z', '2026-10-25T02:00:00.000', 'first pass: from its beginning'],
    ['2026-10-25T00:00:00Z', '2026-10-25T02:00:00.000', 'the beginning itself'],
    ['2026-10-25T01:20:00Z', '2026-10-25T02:20:00.000', 'second pass: as it is'],
    ['2026-10-24T23:50:00Z', '2026-10-25T01:50:00.000', 'before: as it is'],
    ['2026-03-29T00:50:00Z', '2026-03-29T01:50:00.000', 'spring: as it is'],
    ['2026-07-01T00:50:00Z', '2026-07-01T02:50:00.000', 'any day: as it is'],
  ])('%s asks from %s (%s)', (since, expected) => {
    expect(localAfter(since)).toBe(expected);
  });

  it('never asks for less than the time that has passed, minute by minute through both changes', () => {
    for (const night of ['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z'])
      for (let minute = 0; minute < 300; minute += 1) {
        const since = plusMs(fromIso(night), minute * MINUTE);
        for (const later of [1, 30, 59, 61, 120])
          expect(toBerlin(plusMs(since, later * MINUTE)) >= toBerlin(safeCursor(since))).toBe(true);
      }
  });
});
