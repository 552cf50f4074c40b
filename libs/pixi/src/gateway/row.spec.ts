import { describe, expect, it } from '@jest/globals';
import { Fault, type Currency } from '@abgleich/domain';
import type { PixiAnswer } from '../answer/answer.js';
import { keepGood, rowsOf } from './row.js';

const EUR = 'EUR' as Currency;
const answer = (row: Record<string, string>, layout: string[] | null = null): PixiAnswer => ({
  sets: [{ rows: [new Map(Object.entries(row))], layout: layout && new Set(layout) }],
  messages: [],
  rowCount: null,
  resultCode: null,
  scalar: null,
});
const header = (row: Record<string, string>, layout: string[] | null = null) => {
  const [only] = rowsOf('pixiGetOrderHeader', answer({ ordernr: '1', ...row }, layout));
  if (!only) throw new Error('no row');
  return only;
};

describe('a row', () => {
  it('finds a column under any of its spellings', () => {
    expect(header({ orderstatus: 'OPEN' }).text('orderStatus')).toBe('OPEN');
    expect(header({ wholeorderstate: 'HOLD' }).text('orderStatus')).toBe('HOLD');
  });

  it('keeps missing apart from zero and from no', () => {
    const row = header({ paidsum: '0.0000', paid: '0' });
    expect(row.money('paidSum', EUR)?.minor).toBe(0);
    expect(row.money('total', EUR)).toBeNull();
    expect(row.flag('paid')).toBe(false);
    expect(row.flag('locked')).toBeNull();
    expect(row.instant('orderedAt')).toBeNull();
    expect(() => row.required('total')).toThrow(Fault);
  });

  it('cannot read card columns', () => {
    const row = header({ cccardnr: '4111', cccardname: 'X' });
    expect(row.text('cardNumber')).toBeNull();
    expect(row.text('cardOwner')).toBeNull();
  });

  it('tells an empty column from one that the database does not have', () => {
    const declared = header({}, ['ordernr', 'ccppayid']);
    expect([declared.declares('paymentId'), declared.lacks('paymentId')]).toEqual([true, false]);
    const lacking = header({}, ['ordernr']);
    expect([lacking.declares('paymentId'), lacking.lacks('paymentId')]).toEqual([false, true]);
    const silent = header({});
    expect([silent.declares('paymentId'), silent.lacks('paymentId')]).toEqual([false, false]);
  });

  it('of other columns altogether is not one of ours', () => {
    expect(rowsOf('pixiGetShops', answer({ info: 'first set' }))).toEqual([]);
  });
});

describe('a page with a bad row', () => {
  const bad = new Fault({ kind: 'data', code: 'pixi.unknown-value' });

  it('keeps the others', async () => {
    const reported: [Fault, number][] = [];
    const convert = (n: number): number => {
      if (n === 2) throw bad;
      return n * 10;
    };
    const good = await keepGood([1, 2, 3], convert, (fault, row) => reported.push([fault, row]));
    expect(good).toEqual([10, 30]);
    expect(reported).toEqual([[bad, 2]]);
  });

  it.each([
    ['a fault of another kind', new Fault({ kind: 'transient', code: 'pixi.busy' })],
    ['an error of ours', new Error('ours')],
  ])('is given up for %s', async (_, error) => {
    const refuse = (): Promise<never> => Promise.reject(error);
    await expect(keepGood([1], refuse, () => undefined)).rejects.toBe(error);
  });
});
