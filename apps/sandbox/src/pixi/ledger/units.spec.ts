import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AmountError, parseUnits, printCents, printUnits, toCents } from './units.js';

describe('units', () => {
  it.each([
    ['119', 1_190_000],
    ['-12.5', -125_000],
    ['46.1800', 461_800],
    ['0.0001', 1],
    ['0.00010000', 1],
    ['-0.00', 0],
  ])('%s is %d ten-thousandths', (text, units) => {
    expect(parseUnits(text)).toBe(units);
  });

  it.each(['', '1,50', '1.00001', 'abc', '1e3', '1.', '.5'])('refuses "%s"', (text) => {
    expect(() => parseUnits(text)).toThrow(AmountError);
  });

  it('reads what it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (units) => {
        expect(parseUnits(printUnits(units))).toBe(units);
      }),
    );
  });

  it.each([
    [49, '0.00', 0],
    [50, '0.01', 1],
    [-50, '-0.01', -1],
    [-49, '0.00', 0],
    [1_104_000, '110.40', 11_040],
    [1_099_999, '110.00', 11_000],
  ])('%d ten-thousandths round half away from zero to %s', (units, text, cents) => {
    expect(printCents(units)).toBe(text);
    expect(toCents(units)).toBe(cents);
  });
});
