import { describe, expect, it } from '@jest/globals';
import { seededRandom } from './clock.js';
import { createFaultRegistry, FaultRequestError, type FaultRequest } from './faults.js';

const registry = () => createFaultRegistry({ random: seededRandom(1) });

describe('the fault registry', () => {
  it.each([
    ['pixiGetInvoice', 'pixiGetInvoice', true],
    ['pixigetinvoice', 'pixiGetInvoice', true],
    ['pixiGetInvoice', 'pixiGetInvoiceLines', false],
    ['pixiGet*', 'pixiGetInvoiceLines', true],
    ['POST /payments/*/charges', 'POST /payments/s-pay-1/charges', true],
    ['POST /payments/*/charges', 'POST /v1/payments/s-pay-1/charges', true],
    ['POST /v1/payments/*/charges', 'POST /v1/payments/s-pay-1/charges', true],
    ['POST /payments/*/charges', 'GET /v1/payments/s-pay-1/charges', false],
    ['POST /payments/*/charges', 'POST /v1/payments/s-pay-1/charges/s-chg-1/cancels', false],
    ['POST /payments/**', 'POST /v1/payments/s-pay-1/charges/s-chg-1/cancels', true],
    ['* /payments/*', 'GET /v1/payments/s-pay-1?x=1', true],
  ])('the pattern %s and the request %s match: %s', (match, name, hit) => {
    const faults = registry();
    faults.add({ target: 'unzer', match, kind: 'error-500' });
    expect(faults.take('unzer', name) !== null).toBe(hit);
  });

  it('hits as often as asked and then no more', () => {
    const faults = registry();
    faults.add({ target: 'pixi', kind: 'slow', times: 2, delayMs: 5 });
    const hits = [1, 2, 3].map(() => faults.take('pixi', 'pixiGetShops'));
    expect(hits.map((hit) => hit?.occurrence ?? null)).toEqual([0, 1, null]);
    expect(faults.list()).toEqual([]);
  });

  it('leaves other targets alone', () => {
    const faults = registry();
    faults.add({ target: 'smtp', kind: 'drop' });
    expect(faults.take('pixi', 'pixiGetShops')).toBeNull();
    expect(faults.take('smtp', 'MAIL')?.kind).toBe('drop');
  });

  it('hits about as often as the probability says, the same way for the same seed', () => {
    const hits = () => {
      const faults = registry();
      faults.add({ target: 'pixi', kind: 'error-500', probability: 0.3 });
      return Array.from({ length: 1000 }, () => faults.take('pixi', 'x') !== null);
    };
    const share = hits().filter(Boolean).length;
    expect(share).toBeGreaterThan(230);
    expect(share).toBeLessThan(370);
    expect(hits()).toEqual(hits());
  });

  it.each<[Partial<FaultRequest>, string]>([
    [{ times: 0 }, 'times must be a whole number from 1.'],
    [{ times: 1.5 }, 'times must be a whole number from 1.'],
    [{ probability: 0 }, 'probability must be above 0 and at most 1.'],
    [{ probability: 1.1 }, 'probability must be above 0 and at most 1.'],
    [{ delayMs: -1 }, 'delayMs must be between 0 and 600000.'],
    [{ match: ' ' }, 'match is empty; leave it out to hit everything.'],
    [{ kind: 'business-code' }, 'kind business-code needs a code.'],
  ])('refuses %j with a sentence', (part, sentence) => {
    const request = { target: 'pixi', kind: 'error-500', ...part } as FaultRequest; // nonsense on purpose
    expect(() => registry().add(request)).toThrow(new FaultRequestError(sentence));
  });
});
