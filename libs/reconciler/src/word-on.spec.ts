import { describe, expect, it } from '@jest/globals';
import type { OrderFile } from '@abgleich/domain';
import { wordOn } from './word-on.js';

type Known = Pick<OrderFile['order'], 'state' | 'reason'>;
/** Only these two fields are read. */
const fileOf = (order: Known) => ({ order: order as OrderFile['order'] });

describe('what a decision says of an order', () => {
  it('is written whole when nothing is known yet', () => {
    const said = { state: 'released', reason: 'authorized' } as const;
    expect(wordOn(undefined, said)).toEqual(said);
  });

  it('leaves out the state it found, so that a cancellation meanwhile is not undone', () => {
    const file = fileOf({ state: 'released', reason: 'authorized' });
    expect(wordOn(file, { state: 'released', reason: 'order-closed' })).toEqual({
      reason: 'order-closed',
    });
  });

  it('is what changes, and nothing else', () => {
    const file = fileOf({ state: 'locked', reason: 'awaiting-transfer' });
    expect(wordOn(file, { state: 'released', reason: 'cause-gone' })).toEqual({
      state: 'released',
      reason: 'cause-gone',
    });
    expect(wordOn(file, { state: 'locked', reason: 'awaiting-transfer' })).toEqual({});
  });
});
