import { describe, expect, it } from '@jest/globals';
import { eur, money, type Currency } from '../money.js';
import {
  anInvoice,
  anOperation,
  aPayment,
  aPolicy,
  invoiceNumber,
  path,
} from '../testing/builders.js';
import { captureNeedsFreshPayment, type FreshnessFacts } from './capture-needs-fresh-payment.js';

const facts = (fields: Partial<FreshnessFacts> = {}): FreshnessFacts => ({
  invoice: anInvoice(),
  payment: aPayment(['authorization success 100.00']),
  operations: [],
  policy: aPolicy(),
  ...fields,
});
const invoice = (total: string) => anInvoice({ total: eur(total) });
const captured = (document: string, amount: string) =>
  anOperation({
    kind: 'capture',
    document,
    amount: eur(amount),
    transactionPath: path('charges/s-chg-1'),
  });

describe('captureNeedsFreshPayment', () => {
  it.each<[string, Partial<FreshnessFacts>]>([
    ['the whole remaining authorisation', {}],
    [
      'the whole rest after our own captures',
      { invoice: invoice('60.00'), operations: [captured('DEM1', '40.00')] },
    ],
    ['the rest but for a rounding difference below', { invoice: invoice('99.98') }],
    ['the rest but for a rounding difference above', { invoice: invoice('100.02') }],
    ['an invoice that is captured already', { operations: [captured('DEM0000021', '100.00')] }],
    ['an invoice without an amount', { invoice: invoice('0.00') }],
    ['a settled invoice', { invoice: anInvoice({ settled: true }) }],
    ['a credit note', { invoice: anInvoice({ kind: 'credit-note', total: eur('-5.00') }) }],
  ])('decides from memory: %s', (_name, fields) => {
    expect(captureNeedsFreshPayment(facts(fields))).toBe(false);
  });

  it.each<[string, Partial<FreshnessFacts>]>([
    ['a payment that was never read', { payment: null }],
    ['less than the rest', { invoice: invoice('99.97') }],
    ['more than the rest', { invoice: invoice('100.03') }],
    ['Standard', { policy: aPolicy({ mode: 'standard' }) }],
    ['an unfinished payment', { payment: aPayment(['authorization pending 100.00']) }],
    ['a charge of the shop', { payment: aPayment(['capture success 100.00']) }],
    [
      'a capture that is not ours',
      {
        invoice: invoice('60.00'),
        payment: aPayment(['authorization success 100.00', 'capture success 40.00']),
      },
    ],
    ['another currency', { invoice: anInvoice({ total: money(10_000, 'CHF' as Currency) }) }],
    [
      'another family',
      { payment: aPayment(['authorization success 100.00'], { method: 'paylater-invoice' }) },
    ],
    [
      'a refusal before',
      {
        operations: [
          { ...captured('DEM0000021', '100.00'), status: 'refused', transactionPath: null },
        ],
      },
    ],
    ['another amount captured before', { operations: [captured('DEM0000021', '60.00')] }],
    [
      'a capture of another invoice under a number alike',
      {
        invoice: anInvoice({ invoiceNumber: invoiceNumber('DEM00000210'), total: eur('50.00') }),
        operations: [captured('DEM0000021', '40.00')],
      },
    ],
  ])('wants a fresh read: %s', (_name, fields) => {
    expect(captureNeedsFreshPayment(facts(fields))).toBe(true);
  });
});
