import { describe, expect, it } from '@jest/globals';
import { Fault } from '@abgleich/domain';
import { normaliseAnswer } from './normalise-answer.js';

const P = 'pixiGetShops';
const rows = (result: unknown): unknown =>
  normaliseAnswer(P, { [`${P}Result`]: result }).sets.map((set) =>
    set.rows.map((row) => Object.fromEntries(row)),
  );
const set = (row: unknown, n = 1): unknown => ({ diffgram: { [`SqlRowSet${n}`]: { row } } });

describe('the normaliser', () => {
  it.each<[string, unknown, unknown]>([
    ['an empty diffgram', { SqlRowSet: { diffgram: null } }, [[]]],
    ['an empty container', { SqlRowSet: { diffgram: { SqlRowSet1: null } } }, [[]]],
    ['no row set', { SqlResultCode: '0' }, []],
    ['an empty result', null, []],
    ['one row', { SqlRowSet: set({ A: '1' }) }, [[{ a: '1' }]]],
    ['many rows', { SqlRowSet: set([{ A: '1' }, { A: '2' }]) }, [[{ a: '1' }, { a: '2' }]]],
    [
      'several sets',
      { SqlRowSet: [set({ A: '1' }), set([{ B: '2' }, { B: '3' }], 2)] },
      [[{ a: '1' }], [{ b: '2' }, { b: '3' }]],
    ],
    [
      'attributes on everything',
      {
        SqlRowSet: {
          attributes: { x: 'y' },
          diffgram: {
            attributes: { x: 'y' },
            SqlRowSet1: {
              attributes: { x: 'y' },
              row: { attributes: { id: '1' }, A: { attributes: { t: 'int' }, $value: '7' } },
            },
          },
        },
      },
      [[{ a: '7' }]],
    ],
    ['escaped names', { SqlRowSet: set({ _x0058_MLLogKey: '5' }) }, [[{ xmllogkey: '5' }]]],
    ['NULL and blank columns', { SqlRowSet: set({ A: null, B: ' ', C: '0' }) }, [[{ c: '0' }]]],
    ['leading zeros', { SqlRowSet: set({ ZIP: '0012' }) }, [[{ zip: '0012' }]]],
    ['nested XML in a column', { SqlRowSet: set({ A: '1', D: { p: 'x' } }) }, [[{ a: '1' }]]],
    ['the flat form', { ShopID: 'DEM', ShopName: 'Demo' }, [[{ shopid: 'DEM', shopname: 'Demo' }]]],
    [
      'the flat form with many rows',
      { ShopID: ['DEM', 'DEO'], ShopName: ['Demo', 'Outlet'] },
      [
        [
          { shopid: 'DEM', shopname: 'Demo' },
          { shopid: 'DEO', shopname: 'Outlet' },
        ],
      ],
    ],
    ['rows without a stream', { row: [{ A: '1' }, { A: '2' }] }, [[{ a: '1' }, { a: '2' }]]],
  ])('reads %s', (_, result, expected) => {
    expect(rows(result)).toEqual(expected);
  });

  it('reads messages, row count and return value beside rows', () => {
    const answer = normaliseAnswer(P, {
      pixiGetShopsResult: {
        SqlMessage: [
          { Class: '0', Number: '8153', Message: 'Warning' },
          {
            attributes: {},
            Class: { attributes: {}, $value: '16' },
            Number: '50000',
            Message: 'No',
          },
        ],
        SqlRowSet: set({ A: '1' }),
        SqlRowCount: { Count: '1' },
        SqlResultCode: { attributes: { type: 'x' }, $value: '-6' },
      },
    });
    expect(answer).toMatchObject({
      messages: [
        { severity: 0, number: 8153, text: 'Warning' },
        { severity: 16, number: 50000, text: 'No' },
      ],
      rowCount: 1,
      resultCode: -6,
      scalar: null,
    });
  });

  it.each([['1'], [{ attributes: { t: 'int' }, $value: '1' }]])('reads a bare value', (value) => {
    expect(normaliseAnswer(P, { pixiGetShopsResult: value }).scalar).toBe('1');
  });

  it('knows which columns an answer declares', () => {
    const named = (name: string, inner: object = {}): object => ({
      attributes: { name },
      ...inner,
    });
    const within = (element: unknown): object => ({ complexType: { sequence: { element } } });
    const layout = named(
      'SqlRowSet1',
      within(named('row', within([named('A'), named('_x0058_ML')]))),
    );
    const answer = normaliseAnswer(P, {
      pixiGetShopsResult: {
        SqlRowSet: { schema: [{ simpleType: {} }, { element: layout }], diffgram: null },
      },
    });
    expect([...(answer.sets[0]?.layout ?? [])]).toEqual(['a', 'xml']);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['another result element', { pixiGetShopsResults: null }],
    ['a message without class', { pixiGetShopsResult: { SqlMessage: { Message: 'x' } } }],
    ['flat columns of different length', { pixiGetShopsResult: { A: ['1', '2'], B: '3' } }],
    ['a row that is text', { pixiGetShopsResult: { SqlRowSet: set('text') } }],
  ])('refuses %s', (_, response) => {
    expect(() => normaliseAnswer(P, response)).toThrow(Fault);
  });
});
