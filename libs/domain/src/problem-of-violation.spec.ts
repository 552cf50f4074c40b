import { describe, expect, it } from '@jest/globals';
import { checkOrder } from './checker/check-order.js';
import { CHECK_RULES } from './checker/check-rules.js';
import { BROKEN } from './checker/testing/broken-orders.js';
import { PROBLEM_CATALOG } from './problem-catalog.js';
import { PROBLEM_CODES } from './problem-codes.js';
import { problemCodeOf, problemOfViolation } from './problem-of-violation.js';
import { placeholdersOf, renderText } from './render-text.js';
import type { OrderNumber, ProviderPaymentId } from './ids.js';

const order = { orderNumber: '10001' as OrderNumber, paymentId: 's-pay-1' as ProviderPaymentId };
const found = BROKEN.flatMap(([, sentence, broken]) =>
  checkOrder(broken, { atRest: true }).map((one) => [one.rule, sentence, one] as const),
);

describe('what the checker tells people', () => {
  it.each(found)('has every value for its texts: %s, %s', (_rule, _sentence, violation) => {
    const { code, params, document } = problemOfViolation(violation, order, []);
    for (const { what, means, todo } of [PROBLEM_CATALOG[code].de, PROBLEM_CATALOG[code].en])
      for (const text of [what, means, todo])
        expect(placeholdersOf(renderText(text, params))).toEqual([]);
    expect(document).toBe(violation.document);
    expect(params['rule']).toBe(violation.rule);
  });

  it('uses every problem of the catalogue', () => {
    const used = new Set<string>(found.map(([, , violation]) => problemCodeOf(violation)));
    const all = PROBLEM_CODES.filter((code) => code.startsWith('checker.'));
    expect(all.filter((code) => !used.has(code))).toEqual([]);
  });

  it.each(found)(
    'is an error when it was left once more, or is wrong at once: %s, %s',
    (...row) => {
      const [rule, , violation] = row;
      const first = problemOfViolation(violation, order, []);
      const again = problemOfViolation(violation, order, [first.code]);
      expect(first.severity).toBe(CHECK_RULES[rule].nature === 'left' ? 'notice' : 'error');
      expect(again.severity).toBe('error');
    },
  );
});
