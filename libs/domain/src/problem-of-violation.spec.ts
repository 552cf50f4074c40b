import { describe, expect, it } from '@jest/globals';
import { checkOrder } from './checker/check-order.js';
import { CHECK_RULES } from './checker/check-rules.js';
import { BROKEN } from './checker/testing/broken-orders.js';
import { PROBLEM_CATALOG } from './problem-catalog.js';
import { PROBLEM_CODES } from './problem-codes.js';
import { isTold, problemCodeOf, problemOfViolation } from './problem-of-violation.js';
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
    'is told at once, or once it was left again: %s, %s',
    (rule, _sentence, violation) => {
      const code = problemCodeOf(violation);
      const isLock = code === 'checker.lock-left-behind';
      const atOnce = isLock || code === 'checker.operation-left-open';
      expect(isTold(violation, [])).toBe(CHECK_RULES[rule].nature !== 'left' || atOnce);
      expect(isTold(violation, [rule])).toBe(true);
      expect(problemOfViolation(violation, order, []).severity).toBe(isLock ? 'notice' : 'error');
      expect(problemOfViolation(violation, order, [rule]).severity).toBe('error');
    },
  );
});
