import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { berlinWallMs, epochOfWall, parseWallMs, printBerlin } from './berlin-time.js';

const byIntl = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

describe('Berlin wall-clock time', () => {
  it('agrees with the platform at any second of our years, clock changes included', () => {
    const anySecond = fc.integer({
      min: Date.UTC(2020, 0, 1) / 1000,
      max: Date.UTC(2039, 11, 31) / 1000,
    });
    fc.assert(
      fc.property(anySecond, (second) => {
        expect(
          printBerlin(second * 1000)
            .slice(0, 19)
            .replace('T', ' '),
        ).toBe(byIntl.format(second * 1000));
      }),
    );
  });

  it.each([
    ['2026-03-29T00:59:59Z', '2026-03-29T01:59:59.000'],
    ['2026-03-29T01:00:00Z', '2026-03-29T03:00:00.000'],
    ['2026-10-25T00:59:59Z', '2026-10-25T02:59:59.000'],
    ['2026-10-25T01:00:00Z', '2026-10-25T02:00:00.000'],
  ])('%s is %s, on both nights of the change', (utc, wall) => {
    expect(printBerlin(Date.parse(utc))).toBe(wall);
  });

  it('shows milliseconds in SQL Server’s steps, ending in 0, 3 or 7', () => {
    const shown = [0, 1, 4, 5, 8, 30, 999].map((ms) => printBerlin(ms).slice(-3));
    expect(shown).toEqual(['000', '000', '003', '003', '007', '030', '997']);
  });

  it.each([
    ['2014-12-23 13:25:02', Date.UTC(2014, 11, 23, 13, 25, 2)],
    ['2014-12-23T13:25:02.030', Date.UTC(2014, 11, 23, 13, 25, 2, 30)],
    ['20141223 13:25:02.5', Date.UTC(2014, 11, 23, 13, 25, 2, 500)],
    ['2014-12-23', Date.UTC(2014, 11, 23)],
    ['2014-02-30', null],
    ['2014-13-01', null],
    ['1700-01-01', null],
    ['23.12.2014', null],
    ['2014-12-23T13:25:02Z', null],
  ])('reads %s', (text, wall) => {
    expect(parseWallMs(text)).toBe(wall);
  });

  it('goes from wall clock to moment and back, save in the hour that repeats', () => {
    const noon = Date.UTC(2026, 6, 1, 10);
    expect(epochOfWall(berlinWallMs(noon))).toBe(noon);
    const repeated = Date.UTC(2026, 9, 25, 1, 30);
    expect(epochOfWall(berlinWallMs(repeated))).toBe(repeated - 3_600_000);
  });
});
