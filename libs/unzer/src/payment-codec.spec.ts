import { describe, expect, it } from '@jest/globals';
import { eur, instant } from '@abgleich/domain';
import { methodOfTypeId, UNZER_METHODS } from './method-codes.js';
import { DecodeError, parseUtc, toPaymentSnapshot } from './payment-codec.js';
import { wirePayment } from './wire.js';

const NOW = instant(Date.UTC(2026, 2, 4, 12));
const URL_BASE = 'https://sbx-api.unzer.com/v1/payments/s-pay-1042/';
const entry = (path: string, rest: Record<string, unknown> = {}) => ({
  date: '2026-03-01 08:00:11',
  type: 'charge',
  status: 'success',
  url: URL_BASE + path,
  amount: '40.0000',
  ...rest,
});
const payment = (rest: Record<string, unknown> = {}) => ({
  id: 's-pay-1042',
  state: { id: 3, name: 'partly' },
  amount: { total: '100.0000', charged: '30.0000', canceled: '10.0000', remaining: '60.0000' },
  currency: 'EUR',
  orderId: 'SHOP-100234',
  invoiceId: '',
  resources: { customerId: 's-cst-1', paymentId: 's-pay-1042', typeId: 's-crd-k3v9w2m1q8zt' },
  transactions: [
    entry('authorize/s-aut-1', { type: 'authorize', amount: '100.0000' }),
    entry('charges/s-chg-1', { date: '2026-03-02 09:10:02' }),
    entry('charges/s-chg-1/cancels/s-cnl-1', {
      type: 'cancel-charge',
      date: '2026-03-03 10:30:45',
      amount: '10.0000',
    }),
  ],
  ...rest,
});
const read = (rest: Record<string, unknown> = {}) =>
  toPaymentSnapshot(wirePayment.parse(payment(rest)), NOW);
const kinds = (transactions: unknown[]) =>
  read({ transactions }).transactions.map(({ kind }) => kind);

describe('a payment as Unzer shows it', () => {
  it('is read whole and exact', () => {
    expect(read()).toEqual({
      paymentId: 's-pay-1042',
      method: 'card',
      methodName: 'card',
      state: 'partly',
      currency: 'EUR',
      total: eur('100'),
      captured: eur('30'),
      refunded: eur('10'),
      remaining: eur('60'),
      customerId: 's-cst-1',
      readAt: NOW,
      transactions: [
        {
          path: 'authorize/s-aut-1',
          kind: 'authorization',
          status: 'success',
          amount: eur('100'),
          at: Date.UTC(2026, 2, 1, 8, 0, 11),
          parent: null,
        },
        {
          path: 'charges/s-chg-1',
          kind: 'capture',
          status: 'success',
          amount: eur('40'),
          at: Date.UTC(2026, 2, 2, 9, 10, 2),
          parent: null,
        },
        {
          path: 'charges/s-chg-1/cancels/s-cnl-1',
          kind: 'refund',
          status: 'success',
          amount: eur('10'),
          at: Date.UTC(2026, 2, 3, 10, 30, 45),
          parent: 'charges/s-chg-1',
        },
      ],
    });
  });

  it('may have numbers for amounts, and lack what it can do without', () => {
    const bare = read({
      amount: { total: 100, charged: 0, canceled: 0, remaining: 100.0 },
      resources: undefined,
      transactions: undefined,
      state: undefined,
      orderId: undefined,
    });
    expect(bare).toMatchObject({ method: null, methodName: 'unknown', state: 'unknown' });
    expect(bare.total).toEqual(eur('100'));
    expect(bare.transactions).toEqual([]);
  });

  it.each([
    [0, 'pending'],
    [1, 'completed'],
    [2, 'cancelled'],
    [3, 'partly'],
    [4, 'payment-review'],
    [5, 'chargeback'],
    [6, 'created'],
    ['1', 'completed'],
    [99, 'unknown'],
  ])('has state %j as "%s"', (id, state) => {
    expect(read({ state: { id, name: 'new thing' } }).state).toBe(state);
  });

  it('is read in the order of time, and as listed within a second', () => {
    const late = entry('charges/s-chg-1', { date: '2026-03-05 00:00:00' });
    const transactions = [late, entry('authorize/s-aut-1'), entry('charges/s-chg-2')];
    expect(read({ transactions }).transactions.map(({ path }) => path)).toEqual([
      'authorize/s-aut-1',
      'charges/s-chg-2',
      'charges/s-chg-1',
    ]);
  });

  it('counts a cancel of an open request to pay as reversal, whatever its type says', () => {
    const request = entry('charges/s-chg-1', { status: 'pending' });
    const receipt = entry('charges/s-chg-2');
    expect(
      kinds([
        request,
        receipt,
        entry('charges/s-chg-1/cancels/s-cnl-1', { type: 'cancel-charge' }),
        entry('charges/s-chg-1/cancels/s-cnl-2', { type: 'cancel-authorize' }),
        entry('charges/s-chg-2/cancels/s-cnl-1', { type: 'cancel-charge' }),
      ]),
    ).toEqual(['capture', 'capture', 'reversal', 'reversal', 'refund']);
  });

  it('gives a reversal one name, whether Unzer lists it below its authorisation or the payment', () => {
    const paths = (path: string) =>
      read({ transactions: [entry('authorize/s-aut-1'), entry(path)] }).transactions.map(
        (one) => one.path,
      );
    const named = ['authorize/s-aut-1', 'authorize/cancels/s-cnl-1'];
    expect(paths('authorize/s-aut-1/cancels/s-cnl-1')).toEqual(named);
    expect(paths('authorize/cancels/s-cnl-1')).toEqual(named);
  });

  it('has a kind for every place a transaction can hang', () => {
    expect(
      kinds([
        entry('preauthorize/s-preaut-1'),
        entry('authorize/cancels/s-cnl-1', { type: 'cancel-authorize' }),
        entry('charges/cancels/s-cnl-1', { type: 'cancel-charge' }),
        entry('charges/chargebacks/s-cbk-1', { type: 'chargeback' }),
        entry('shipments/s-shp-1', { type: 'shipment', amount: undefined }),
        entry('payouts/s-out-1', { type: 'payout' }),
        entry('/s-sca-1', { type: 'strong_customer_authentication', amount: undefined }),
      ]),
    ).toEqual([
      'authorization',
      'reversal',
      'refund',
      'chargeback',
      'shipment-notice',
      'payout',
      'customer-authentication',
    ]);
  });

  it.each([
    ['an unknown status', [entry('charges/s-chg-1', { status: 'maybe' })]],
    ['an unknown place', [entry('gifts/s-gif-1')]],
    ['a charge without amount', [entry('charges/s-chg-1', { amount: null })]],
    ['an unreadable date', [entry('charges/s-chg-1', { date: '01.03.2026' })]],
  ])('is not understood with %s', (_name, transactions) => {
    expect(() => read({ transactions })).toThrow(DecodeError);
  });
});

describe('a date of Unzer', () => {
  it.each(['2026-10-25 02:30:00', '2026-10-25T02:30:00Z', '2026-10-25T02:30:00.123Z'])(
    '%s is UTC whatever zone the machine is in',
    (text) => {
      expect(parseUtc(text)).toBe(Date.UTC(2026, 9, 25, 2, 30));
    },
  );
});

describe('the method of a payment', () => {
  it.each([
    ['s-crd-k3v9w2m1q8zt', 'card', 'card'],
    ['p-p24-x', 'przelewy24', 'przelewy24'],
    ['s-ivg-x', 'invoice-secured', 'invoice-secured'],
    ['s-ddg-x', 'direct-debit', 'direct-debit-secured'],
    ['s-crd-0f3b8c6e-1111-4222-8333-444455556666', 'card', 'card'],
    ['s-kla-x', null, 'Klarna'],
    ['s-xyz-x', null, 'xyz'],
    ['', null, 'unknown'],
  ])('behind %s is %j, called %s', (typeId, method, name) => {
    expect(methodOfTypeId(typeId)).toEqual({ method, name });
  });

  it('covers all sixteen methods we handle', () => {
    const methods = Object.values(UNZER_METHODS).flatMap(({ method }) => method ?? []);
    expect(new Set(methods).size).toBe(16);
  });
});
