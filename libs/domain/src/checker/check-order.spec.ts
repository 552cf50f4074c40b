import { describe, expect, it } from '@jest/globals';
import { checkOrder, checkOrders } from './check-order.js';
import { CHECK_RULES, type CheckRule } from './check-rules.js';
import { BROKEN } from './testing/broken-orders.js';
import { anOrder } from './testing/checked-orders.js';
import { GOOD } from './testing/good-orders.js';

const rulesOf = (...args: Parameters<typeof checkOrder>): readonly CheckRule[] =>
  checkOrder(...args).map(({ rule }) => rule);
const RULES = Object.keys(CHECK_RULES);

describe('the independent checker', () => {
  it.each(BROKEN)('finds %s: %s', (rule, _sentence, order) => {
    const found = checkOrder(order, { atRest: true });
    expect(found.map((one) => one.rule)).toContain(rule);
    for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z0-9].+\.$/);
  });

  it.each(GOOD)('has nothing against %s', (_sentence, order) => {
    expect(checkOrder(order, { atRest: true })).toEqual([]);
    expect(checkOrder(order, { atRest: false })).toEqual([]);
  });

  it('has a row for every rule', () => {
    expect([...new Set(BROKEN.map(([rule]) => rule))].toSorted()).toEqual(RULES.toSorted());
  });

  it.each(BROKEN.filter(([rule]) => CHECK_RULES[rule].holds === 'at-rest'))(
    'says nothing of %s while somebody has something left to do: %s',
    (rule, _sentence, order) => {
      expect(rulesOf(order, { atRest: false })).not.toContain(rule);
    },
  );

  it.each(BROKEN.filter(([rule]) => CHECK_RULES[rule].holds === 'always'))(
    'finds %s between two steps, too: %s',
    (rule, _sentence, order) => {
      expect(rulesOf(order, { atRest: false })).toContain(rule);
    },
  );

  it.each(BROKEN.filter(([rule]) => CHECK_RULES[rule].excusedWhenTold))(
    'takes an open problem for an answer to %s: %s',
    (rule, _sentence, order) => {
      const told = { ...order, said: { ...order.said, told: ['capture.refused'] } };
      expect(rulesOf(told, { atRest: true })).not.toContain(rule);
    },
  );

  it.each(BROKEN.filter(([rule]) => !CHECK_RULES[rule].excusedWhenTold))(
    'takes no problem for an excuse of %s: %s',
    (rule, _sentence, order) => {
      const told = { ...order, said: { ...order.said, told: ['capture.refused'] } };
      expect(rulesOf(told, { atRest: true })).toContain(rule);
    },
  );

  it('tells amounts exactly, in the currency of the order', () => {
    const [, , order] = BROKEN.find(([rule]) => rule === 'refunded-by-others') ?? [];
    const [found] = checkOrder(order ?? anOrder(), { atRest: true });
    expect(found).toMatchObject({
      rule: 'refunded-by-others',
      nature: 'drift',
      orderNumber: '10001',
      document: null,
      amounts: { amount: { minor: 1500, currency: 'EUR' } },
      sentence: '15.00 EUR were refunded by others for no credit note and no cancellation.',
    });
  });

  it('knows that what others did a moment before could not be seen', () => {
    const [, , order] = BROKEN.find(([, sentence]) => sentence.includes('an hour before')) ?? [];
    const patient = { atRest: false, oversightMs: 2 * 60 * 60_000 };
    expect(rulesOf(order ?? anOrder(), patient)).toEqual([]);
  });

  it('tells of one cause once', () => {
    const [, , order] = BROKEN.find(([rule]) => rule === 'booking-missing') ?? [];
    expect(rulesOf(order ?? anOrder(), { atRest: true })).toEqual(['booking-missing']);
    const [, , refunded] = BROKEN.find(([rule]) => rule === 'refunded-by-others') ?? [anOrder()];
    const said = { told: ['cancel-return.refunded-elsewhere'], unfinished: [] };
    expect(rulesOf({ ...(refunded ?? anOrder()), said }, { atRest: true })).toEqual([]);
  });

  it('judges many orders one by one', () => {
    const orders = BROKEN.map(([, , order]) => order);
    const all = checkOrders(orders, { atRest: true });
    expect(all).toEqual(orders.flatMap((order) => checkOrder(order, { atRest: true })));
  });
});
