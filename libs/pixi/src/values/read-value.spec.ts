import { describe, expect, it } from '@jest/globals';
import { eur, Fault, money, type Currency } from '@abgleich/domain';
import {
  readCountry,
  readFlag,
  readLineStatus,
  readMoney,
  readOrderStatus,
  readWholeNumber,
} from './read-value.js';

const EUR = 'EUR' as Currency;

describe('values of pixi', () => {
  it.each([
    ['46.1800', eur('46.18')],
    ['46.1850', eur('46.19')],
    ['46.1849', eur('46.18')],
    ['-46.1850', eur('-46.19')],
    ['0.0000', eur('0.00')],
    ['99999999999.9900', money(9999999999999, EUR)],
  ])('money %s is exact', (text, expected) => {
    expect(readMoney('total', text, EUR)).toEqual(expected);
  });

  it('money has the digits of its currency', () => {
    expect(readMoney('total', '1200.0000', 'JPY' as Currency).minor).toBe(1200);
  });

  it.each(['1,00', '1.000,00', 'NaN', '', '1e3', '9999999999999999'])(
    '"%s" is no money',
    (text) => {
      expect(() => readMoney('total', text, EUR)).toThrow(Fault);
    },
  );

  it.each([
    ['2', 2],
    ['-1', -1],
    ['2.0000', 2],
    ['6.000000000000000e+000', 6],
    ['-0', 0],
  ])('the whole number %s is %s', (text, expected) => {
    expect(readWholeNumber('quantity', text)).toBe(expected);
  });

  it.each(['', '2.5', '0x10', 'two', '99999999999999999'])('"%s" is no whole number', (text) => {
    expect(() => readWholeNumber('quantity', text)).toThrow(Fault);
  });

  it.each([
    ['1', true],
    ['true', true],
    ['Y', true],
    ['0', false],
    ['false', false],
    ['n ', false],
  ])('the flag %s is %s', (text, expected) => {
    expect(readFlag('locked', text)).toBe(expected);
  });

  it.each(['2', 'J', ''])('"%s" is no flag', (text) => {
    expect(() => readFlag('locked', text)).toThrow(Fault);
  });

  it('statuses are trimmed, in any case, and never guessed', () => {
    expect(readOrderStatus('status', 'Closed ')).toBe('closed');
    expect(readLineStatus('status', 'nlb')).toBe('undeliverable');
    for (const unknown of ['NEU', 'constructor', ''])
      expect(() => readLineStatus('status', unknown)).toThrow(Fault);
  });

  it.each([
    ['D  ', 'DE'],
    ['CH', 'CH'],
    ['IRL', 'IE'],
    ['DE', 'DE'],
    ['', ''],
  ])('the country %j is %j', (text, expected) => {
    expect(readCountry(text)).toBe(expected);
  });
});
