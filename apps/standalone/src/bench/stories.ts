import { METHODS, type Method } from './methods.js';

/** What becomes of one order, apart from what the product does for it. */
export type Story = {
  readonly method: Method;
  readonly cancelled: 'no' | 'whole' | 'part';
  readonly cancelledWhen: 'before-release' | 'after-release';
  /** Delivered in two parcels. */
  readonly inParts: boolean;
  /** One article comes back. */
  readonly returned: boolean;
  /** When the transfer of a prepayment arrives; other methods have none. */
  readonly paidWhen: 'before-release' | 'after-release' | null;
};

/** The stories repeat after so many orders of a method, so that the shares below are exact. */
const CYCLE = 20;
/** Of each 20 orders 4 are cancelled (one each: whole or in part, before or after the release), … */
const CANCELLED = [
  ['whole', 'before-release'],
  ['whole', 'after-release'],
  ['part', 'before-release'],
  ['part', 'after-release'],
] as const;
/** … 3 come back in part, the last of them after two parcels, and 2 more are delivered in two parcels. */
const RETURNED = [4, 5, 6];
const IN_PARTS = [6, 7, 8];

/** `count` orders, the methods in turn: 20 % cancelled, 15 % returned, 15 % in two parcels, every prepayment paid. Always the same ones. */
export function mixedStories(count: number): readonly Story[] {
  return Array.from({ length: count }, (_unused, index) => {
    const method = METHODS[index % METHODS.length];
    if (!method) throw new Error('The demo merchant has no payment method');
    return storyOf(method, Math.floor(index / METHODS.length));
  });
}

function storyOf(method: Method, nth: number): Story {
  const place = nth % CYCLE;
  const [cancelled, cancelledWhen] = CANCELLED[place] ?? ['no', 'after-release'];
  const paidWhen = place % 2 === 0 ? 'before-release' : 'after-release';
  return {
    method,
    cancelled,
    cancelledWhen,
    inParts: IN_PARTS.includes(place),
    returned: RETURNED.includes(place),
    paidWhen: method.family === 'prepayment' ? paidWhen : null,
  };
}

/** `count` orders of one method that go through without a hitch; a prepayment is paid after the order was seen unpaid. */
export function cleanStories(method: Method, count: number): readonly Story[] {
  return Array.from({ length: count }, () => ({
    method,
    cancelled: 'no',
    cancelledWhen: 'after-release',
    inParts: false,
    returned: false,
    paidWhen: method.family === 'prepayment' ? 'after-release' : null,
  }));
}
