import { describe, expect, it } from '@jest/globals';
import { formatAmount, localiseAmountText } from './amount.js';
import { languageOf } from './locale.js';
import { formatDuration, formatMoment, formatRelative } from './moment.js';

/** Intl separates with several kinds of space; readers see one. */
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;

describe('amounts', () => {
  it.each([
    [11_900, 'EUR', 'de', '119,00 €'],
    [11_900, 'EUR', 'en', '€119.00'],
    [-5, 'EUR', 'de', '-0,05 €'],
    [123_456_789, 'EUR', 'de', '1.234.567,89 €'],
    [500, 'JPY', 'en', 'JP¥500'],
    [12_345, 'KWD', 'de', '12,345 KWD'],
    [9_007_199_254_740_991, 'EUR', 'de', '90.071.992.547.409,91 €'],
  ] as const)('%d minor units of %s are written in %s as %s', (minor, currency, language, text) => {
    expect(plain(formatAmount({ minor, currency }, language))).toBe(text);
  });

  it.each([
    ['1119.00 EUR', '1.119,00 €'],
    ['-3.50 EUR', '-3,50 €'],
    ['2026-03-01 18:00', '2026-03-01 18:00'],
    ['DEM0000021', 'DEM0000021'],
    ['ca. 3.50 EUR', 'ca. 3.50 EUR'],
  ])('the parameter "%s" is shown in German as "%s"', (given, shown) => {
    expect(plain(localiseAmountText(given, 'de'))).toBe(shown);
  });
});

describe('moments', () => {
  it('are shown in Berlin time, in summer and in winter', () => {
    expect(formatMoment('2026-07-01T12:00:00Z', 'de')).toBe('01.07.2026, 14:00');
    expect(formatMoment('2026-12-01T12:00:00Z', 'de')).toBe('01.12.2026, 13:00');
    expect(formatMoment('2026-12-01T12:00:00Z', 'en')).toBe('1 Dec 2026, 13:00');
  });

  it('tell the two hours of the autumn night apart', () => {
    const first = formatMoment('2026-10-25T00:30:00Z', 'de', 'precise');
    const second = formatMoment('2026-10-25T01:30:00Z', 'de', 'precise');
    expect(first).toContain('02:30:00');
    expect(second).toContain('02:30:00');
    expect(first).not.toBe(second);
  });

  it.each([
    [-30_000, null, null],
    [-90_000, 'vor 1 Minute', '1 minute ago'],
    [-59 * 60_000, 'vor 59 Minuten', '59 minutes ago'],
    [-25 * 3_600_000, 'vor 1 Tag', '1 day ago'],
    [3 * 3_600_000, 'in 3 Stunden', 'in 3 hours'],
  ])('%d ms away reads %s and %s', (distanceMs, german, english) => {
    const nowMs = Date.UTC(2026, 10, 21, 12);
    const iso = new Date(nowMs + distanceMs).toISOString();
    expect(formatRelative(iso, nowMs, 'de')).toBe(german);
    expect(formatRelative(iso, nowMs, 'en')).toBe(english);
  });

  it.each([
    [412.3, '412 ms', '412 ms'],
    [1_840, '1,8 s', '1.8 s'],
    [12_000, '12 s', '12 s'],
  ])('%d ms last %s', (ms, german, english) => {
    expect(formatDuration(ms, 'de')).toBe(german);
    expect(formatDuration(ms, 'en')).toBe(english);
  });
});

describe('the language', () => {
  it.each([
    ['en-US', 'en'],
    ['de-AT', 'de'],
    ['fr', 'de'],
    [undefined, 'de'],
  ])('for a browser that says %s is %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});
