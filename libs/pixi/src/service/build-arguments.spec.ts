import { describe, expect, it } from '@jest/globals';
import { eur, Fault, fromIso } from '@abgleich/domain';
import { PIXI_PROCEDURES } from '../mapping/pixi-procedures.js';
import { buildArguments, isOlder, type DatabaseAbility } from './build-arguments.js';

const newest: DatabaseAbility = { offered: null, version: null };
const { pixiCACreateManualBooking, pixiGetOrderHeader, pixiGetOrderline, pixiSetShippingLock } =
  PIXI_PROCEDURES;

describe('arguments', () => {
  it('stand in wire order, whatever order they were given in', () => {
    const given = {
      matchTo: 'G1',
      bookedAt: { at: fromIso('2026-07-01T10:00:00.123Z') },
      amount: eur('-20.00'),
      bookingCode: 'GPZ',
      customerKey: '7',
    };
    expect(Object.entries(buildArguments(pixiCACreateManualBooking, given, newest))).toEqual([
      ['CustKey', '7'],
      ['EventID', 'GPZ'],
      ['Amount', '-20.00'],
      ['EventDate', '2026-07-01T12:00:00.123'],
      ['MatchToInvoiceNr', 'G1'],
    ]);
  });

  it('leave out what was not given, null too', () => {
    const given = { customerKey: 7, locked: true, userName: null, shopId: undefined };
    expect(buildArguments(pixiSetShippingLock, given, newest)).toEqual({
      CustKey: '7',
      Locked: '1',
    });
  });

  it.each([
    ['a required one missing', { customerKey: 7, bookingCode: 'GPZ' }],
    ['a number beyond 32 bits', { customerKey: '3000000000', bookingCode: 'G', amount: eur('1') }],
    ['a text as number', { customerKey: '7 or 8', bookingCode: 'G', amount: eur('1') }],
    ['a number as money', { customerKey: 7, bookingCode: 'G', amount: 1.5 }],
    ['an identifier pixi cannot store', { customerKey: 7, bookingCode: '→', amount: eur('1') }],
    [
      'an identifier that is markup',
      { customerKey: 7, bookingCode: 'G', amount: eur('1'), matchTo: '<![CDATA[x]]>' },
    ],
  ])('refuse %s', (_, given) => {
    expect(() => buildArguments(pixiCACreateManualBooking, given, newest)).toThrow(
      /^pixi.unsafe-request/,
    );
  });

  it.each([
    [pixiGetOrderHeader, { limit: 10 }],
    [pixiGetOrderHeader, { orderNumber: 0 }],
    [pixiGetOrderline, { shopId: 'DEM' }],
  ])('refuse a call that would list the whole database (%#)', (procedure, given) => {
    expect(() => buildArguments(procedure, given, newest)).toThrow(Fault);
  });

  it.each([
    ['22.05', '22.06', true],
    ['22.06', '22.06', false],
    ['6.9.46', '18.07', true],
    ['23.03', '22.06', false],
    ['22.06.1', '22.06', false],
    ['22', '22.06', true],
  ])('version %s is older than %s: %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected);
  });
});
