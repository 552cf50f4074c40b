import { describe, expect, it } from '@jest/globals';
import {
  deprecationOf,
  PAYMENT_METHOD_CODES,
  PAYMENT_METHODS,
  traitsOf,
} from './payment-methods.js';

const FAMILIES = {
  card: 'direct',
  'apple-pay': 'direct',
  paypal: 'direct',
  sofort: 'shop-charged',
  eps: 'shop-charged',
  ideal: 'shop-charged',
  giropay: 'shop-charged',
  alipay: 'shop-charged',
  przelewy24: 'shop-charged',
  'direct-debit': 'shop-charged',
  prepayment: 'prepayment',
  invoice: 'invoice',
  'invoice-secured': 'invoice-secured',
  'paylater-invoice': 'paylater',
  'paylater-installment': 'paylater',
  'paylater-direct-debit': 'paylater',
};

describe('PAYMENT_METHODS', () => {
  it('has exactly sixteen rows, each in its family', () => {
    const families = Object.fromEntries(
      Object.entries(PAYMENT_METHODS).map(([method, { family }]) => [method, family]),
    );
    expect(families).toEqual(FAMILIES);
    expect(PAYMENT_METHOD_CODES).toHaveLength(16);
  });

  it('lets the mode matter for the direct family only', () => {
    for (const method of PAYMENT_METHOD_CODES)
      expect([method, traitsOf(method).modeMatters]).toEqual([
        method,
        traitsOf(method).family === 'direct',
      ]);
  });

  it('names a replacement that is not deprecated itself', () => {
    for (const method of PAYMENT_METHOD_CODES) {
      const { replacement } = traitsOf(method);
      if (replacement !== null) expect(traitsOf(replacement).deprecated).toBe(false);
    }
  });

  it('authorises in the direct and paylater families only', () => {
    for (const method of PAYMENT_METHOD_CODES)
      expect([method, traitsOf(method).authorizes]).toEqual([
        method,
        ['direct', 'paylater'].includes(traitsOf(method).family),
      ]);
  });

  it.each([
    ['invoice', { replacement: 'paylater-invoice' }],
    ['invoice-secured', { replacement: 'paylater-invoice' }],
    ['direct-debit-secured', { replacement: 'paylater-direct-debit' }],
    ['giropay', { replacement: null }],
    ['sofort', { replacement: null }],
    ['direct-debit', null],
    ['card', null],
    ['Klarna', null],
    ['toString', null],
  ])('hints what replaces %s', (name, hint) => {
    expect(deprecationOf(name)).toEqual(hint);
  });
});
