import { describe, expect, it } from '@jest/globals';
import { type Currency, currency, money, MoneyError } from '@abgleich/domain';
import fc from 'fast-check';
import { parseWireAmount, printWireAmount } from './amounts.js';

const EUR = currency('EUR');

describe('an amount of Unzer', () => {
  it.each([
    ['50.0000', 5_000],
    ['0.0100', 1],
    ['-10.0000', -1_000],
    ['00.0000', 0],
    ['', 0],
    ['119', 11_900],
    [12.45, 1_245],
    [0.1 + 0.2, 30],
    [1_000_000.99, 100_000_099],
    [0, 0],
  ])('%j is %i cents', (wire, minor) => {
    expect(parseWireAmount(wire, EUR).minor).toBe(minor);
  });

  it.each(['50.0050', '1,5', 'abc', Number.NaN, Number.POSITIVE_INFINITY, 1e21, 0.005])(
    '%j is refused rather than rounded',
    (wire) => {
      expect(() => parseWireAmount(wire, EUR)).toThrow(MoneyError);
    },
  );

  it.each([
    ['EUR', 5_000, '50.0000'],
    ['EUR', 5, '0.0500'],
    ['JPY', 50, '50.0000'],
    ['KWD', 1_234, '1.2340'],
  ])('%s %i is printed with four decimals: %s', (code, minor, printed) => {
    expect(printWireAmount(money(minor, currency(code)))).toBe(printed);
  });

  it('comes back as it went, in every currency, as string and as number', () => {
    const anyCurrency = fc.constantFrom<Currency>(EUR, currency('JPY'), currency('KWD'));
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), anyCurrency, (minor, of) => {
        const printed = printWireAmount(money(minor, of));
        expect(parseWireAmount(printed, of)).toEqual(money(minor, of));
        expect(parseWireAmount(Number(printed), of)).toEqual(money(minor, of));
      }),
    );
  });
});
