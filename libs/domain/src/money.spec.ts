import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  atMost,
  currency,
  eur,
  formatMoney,
  minorDigits,
  money,
  negate,
  parseMoney,
  parseMoneyHalfUp,
  smallerOf,
  subtract,
  sum,
  type Currency,
} from './money.js';

const EUR = currency('EUR');
const MINOR = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const CURRENCY = fc.constantFrom('EUR', 'JPY', 'KWD', 'PLN', 'CHF', 'HUF').map(currency);

describe('money', () => {
  it('prints and parses to the same amount in every currency', () => {
    fc.assert(
      fc.property(MINOR, CURRENCY, (minor, of) => {
        const amount = money(minor, of);
        expect(parseMoney(formatMoney(amount), of)).toEqual(amount);
        expect(parseMoneyHalfUp(formatMoney(amount), of)).toEqual(amount);
      }),
    );
  });

  it('adds and subtracts exactly', () => {
    fc.assert(
      fc.property(MINOR, MINOR, (a, b) => {
        expect(subtract(add(money(a, EUR), money(b, EUR)), money(b, EUR))).toEqual(money(a, EUR));
      }),
    );
  });

  it.each([
    ['119', 11_900],
    ['119.00', 11_900],
    ['119.0000', 11_900],
    ['-12.5', -1_250],
    ['0.07', 7],
    [' 46.1800 ', 4_618],
  ])('parses %s to %d cents', (text, minor) => {
    expect(parseMoney(text, EUR).minor).toBe(minor);
  });

  it.each(['', '1,50', '1.234,50', '12.345', '1e3', 'NaN', '--1', '.5', '1234567890123456'])(
    'refuses %j instead of guessing',
    (text) => {
      expect(() => parseMoney(text, EUR)).toThrow(/decimal amount|more digits|minor units/);
    },
  );

  it.each([
    ['1.005', 101],
    ['1.0049', 100],
    ['-1.005', -101],
    ['0.9950', 100],
    ['19.9949', 1_999],
  ])('rounds %s half up to %d cents', (text, minor) => {
    expect(parseMoneyHalfUp(text, EUR).minor).toBe(minor);
  });

  it.each([
    ['EUR', 2],
    ['PLN', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('%s has %d digits', (code, digits) => {
    expect(minorDigits(currency(code))).toBe(digits);
  });

  it('prints as many digits as the currency has', () => {
    expect(formatMoney(money(5, EUR))).toBe('0.05');
    expect(formatMoney(money(-5, EUR))).toBe('-0.05');
    expect(formatMoney(money(1_500, currency('JPY')))).toBe('1500');
    expect(formatMoney(money(1_500, currency('KWD')))).toBe('1.500');
  });

  it('knows no negative zero', () => {
    expect(Object.is(negate(money(0, EUR)).minor, 0)).toBe(true);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    'refuses %d minor units',
    (minor) => {
      expect(() => money(minor, EUR)).toThrow('Not a whole number of minor units');
    },
  );

  it('compares with a tolerance in minor units', () => {
    expect(atMost(eur('100.02'), eur('100.00'), 2)).toBe(true);
    expect(atMost(eur('100.03'), eur('100.00'), 2)).toBe(false);
    expect(atMost(eur('99.00'), eur('100.00'))).toBe(true);
  });

  it.each<[string, (a: ReturnType<typeof eur>, b: ReturnType<typeof eur>) => unknown]>([
    ['added', add],
    ['subtracted', subtract],
    ['compared', atMost],
    ['chosen from', smallerOf],
  ])('two currencies are never %s', (_name, mix) => {
    expect(() => mix(eur('1'), money(100, 'CHF' as Currency))).toThrow('cannot be mixed');
  });

  it('sums nothing to zero', () => {
    expect(sum([], EUR)).toEqual(money(0, EUR));
  });

  it.each(['', 'EU', 'EURO', '12A'])('refuses %j as a currency', (code) => {
    expect(() => currency(code)).toThrow('Not a currency code');
  });
});
