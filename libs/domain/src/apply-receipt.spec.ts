import { describe, expect, it } from '@jest/globals';
import { applyReceipt, type OwnReceipt } from './apply-receipt.js';
import { eur, formatMoney, money, type Currency } from './money.js';
import type { PaymentSnapshot } from './payment.js';
import { aPayment, NOW, path } from './testing/builders.js';

const PATHS = {
  capture: 'charges/s-chg-',
  reversal: 'authorize/cancels/s-cnl-',
  refund: 'charges/s-chg-1/cancels/s-cnl-',
} as const;

/** Applies `capture 25` and the like, each with a path of its own. */
function after(start: readonly string[], ...steps: readonly string[]): PaymentSnapshot {
  return steps.reduce((payment, step, index) => {
    const [kind, amount] = step.split(' ') as [keyof typeof PATHS, string]; // written below
    const receipt = { kind, amount: eur(amount), path: path(`${PATHS[kind]}own${index}`), at: NOW };
    return applyReceipt(payment, { ...receipt, status: 'success' });
  }, aPayment(start));
}

/** total / captured / refunded / remaining state, the columns of the provider's worked examples. */
const amounts = (payment: PaymentSnapshot): string =>
  [payment.total, payment.captured, payment.refunded, payment.remaining]
    .map(formatMoney)
    .join(' ') + ` ${payment.state}`;

const A100 = ['authorization success 100.00'];
const capture: OwnReceipt = {
  kind: 'capture',
  path: path('charges/s-chg-1'),
  amount: eur('40.00'),
  at: NOW,
  status: 'success',
};

describe('applyReceipt', () => {
  it.each([
    ['a reversal of a part', A100, ['reversal 10'], '90.00 0.00 0.00 90.00 pending'],
    ['a full reversal', A100, ['reversal 100'], '0.00 0.00 0.00 0.00 cancelled'],
    ['a capture of a part', A100, ['capture 25'], '100.00 25.00 0.00 75.00 partly'],
    [
      'then a reversal of a part',
      A100,
      ['capture 25', 'reversal 20'],
      '80.00 25.00 0.00 55.00 partly',
    ],
    [
      'two captures and a refund',
      A100,
      ['capture 10', 'capture 10', 'refund 10'],
      '100.00 10.00 10.00 80.00 partly',
    ],
    [
      'capture, reversal of the rest, refund of a part',
      A100,
      ['capture 40', 'reversal 60', 'refund 20'],
      '40.00 20.00 20.00 0.00 completed',
    ],
    [
      'everything given back',
      A100,
      ['capture 50', 'reversal 50', 'refund 50'],
      '50.00 0.00 50.00 0.00 cancelled',
    ],
    ['a capture of everything', A100, ['capture 100'], '100.00 100.00 0.00 0.00 completed'],
    [
      'a refund of a direct charge',
      ['capture success 100.00'],
      ['refund 10'],
      '100.00 90.00 10.00 0.00 completed',
    ],
    [
      'a full refund in two parts',
      ['capture success 222.33'],
      ['refund 123.12', 'refund 99.21'],
      '222.33 0.00 222.33 0.00 cancelled',
    ],
  ])('counts as the provider does: %s', (_name, start, steps, expected) => {
    expect(amounts(after(start, ...steps))).toBe(expected);
  });

  it('changes nothing the second time', () => {
    const once = applyReceipt(aPayment(A100), capture);
    expect(applyReceipt(once, capture)).toBe(once);
  });

  it('lists a pending capture without counting it, and counts it once when it succeeds', () => {
    const pending = applyReceipt(aPayment(A100), { ...capture, status: 'pending' });
    expect(amounts(pending)).toBe('100.00 0.00 0.00 100.00 pending');
    const done = applyReceipt(pending, capture);
    expect(amounts(done)).toBe('100.00 40.00 0.00 60.00 partly');
    expect(done.transactions.filter((entry) => entry.path === capture.path)).toHaveLength(1);
  });

  it('does not turn a success back into a pending one', () => {
    const done = applyReceipt(aPayment(A100), capture);
    expect(applyReceipt(done, { ...capture, status: 'pending' })).toBe(done);
  });

  it('keeps a chargeback, a review and an unknown state', () => {
    for (const state of ['chargeback', 'payment-review', 'unknown'] as const)
      expect(applyReceipt(aPayment(A100, { state }), capture).state).toBe(state);
  });

  it('calls a shipped invoice completed and moves no money', () => {
    const shipped = applyReceipt(
      aPayment(['capture pending 100.00'], { method: 'invoice-secured' }),
      {
        ...capture,
        kind: 'shipment-notice',
        path: path('shipments/s-shp-1'),
      },
    );
    expect(amounts(shipped)).toBe('100.00 0.00 0.00 100.00 completed');
  });

  it('knows which charge a refund belongs to, and that a payment-level one belongs to none', () => {
    const refund = (text: string) =>
      applyReceipt(aPayment(['capture success 100.00']), {
        ...capture,
        kind: 'refund',
        path: path(text),
      }).transactions.at(-1)?.parent;
    expect(refund('charges/s-chg-1/cancels/s-cnl-1')).toBe('charges/s-chg-1');
    expect(refund('charges/cancels/s-cnl-1')).toBeNull();
  });

  it('refuses another currency', () => {
    const inFrancs = { ...capture, amount: money(4_000, 'CHF' as Currency) };
    expect(() => applyReceipt(aPayment(A100), inFrancs)).toThrow('EUR and CHF cannot be mixed');
  });

  it('does not claim to have read the payment anew', () => {
    const payment = aPayment(A100);
    expect(applyReceipt(payment, capture).readAt).toBe(payment.readAt);
  });
});
