import { PROBLEM_CODES } from '@abgleich/domain';
import { describe, expect, it } from '@jest/globals';
import { problemBrief } from './problem-brief.js';
import { problemText } from './problem-text.js';

describe('the text of a problem', () => {
  it('exists for every code in both languages and leaves no placeholder behind', () => {
    for (const code of PROBLEM_CODES)
      for (const language of ['de', 'en'] as const) {
        const { what, means, todo } = problemText({ code, params: {} }, language);
        expect(Math.min(what.length, means.length, todo.length)).toBeGreaterThan(0);
        expect(what + means + todo).not.toMatch(/[{}]/);
      }
  });

  it('writes amounts as the language does', () => {
    const params = {
      orderNumber: '1001',
      paymentId: 's-pay-1',
      amount: '1119.00 EUR',
      available: '5.00 EUR',
    };
    const problem = { code: 'release.amount-too-low', params };
    expect(problemText(problem, 'de').what).toContain('1.119,00\u00a0€');
    expect(problemText(problem, 'en').what).toContain('€1,119.00');
  });

  it('calls the payment method as people do', () => {
    const problem = {
      code: 'release.method-unsupported',
      params: { paymentId: 's-pay-1', method: 'paylater-direct-debit' },
    };
    expect(problemText(problem, 'de').what).toContain('"Lastschrift (Pay Later)"');
    expect(problemText(problem, 'en').what).toContain('"Pay later: direct debit"');
  });

  it('says so when the server knows a problem that the page does not', () => {
    const { what, todo } = problemText({ code: 'future.problem', params: {} }, 'de');
    expect(what).toContain('future.problem');
    expect(todo).toContain('neu');
  });
});

describe('the brief of a problem for the login-free page', () => {
  it('is the full sentence where only numbers are needed', () => {
    const params = { orderNumber: '1001', paymentId: 's-pay-1' };
    const problem = { code: 'release.payment-unknown', params };
    expect(problemBrief(problem, 'de')).toBe(problemText(problem, 'de').what);
  });

  it('says without gaps what the sentence with amounts would say', () => {
    const params = { orderNumber: '1001', paymentId: 's-pay-1' };
    const brief = problemBrief({ code: 'release.amount-too-low', params }, 'en');
    expect(brief).toBe('The payment does not cover the order.');
  });
});
