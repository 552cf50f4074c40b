import type { OrderDetail } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import { ledgerOf } from './ledger.js';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const payment = (captured: number): OrderDetail['payment'] => ({
  paymentId: 's-pay-1',
  methodName: 'card',
  state: 'completed',
  total: eur(10_000),
  captured: eur(captured),
  refunded: eur(0),
  remaining: eur(10_000 - captured),
  readAt: '2026-11-21T10:00:00.000Z',
  transactions: [],
});
const invoice = (minor: number, settled: boolean, currency = 'EUR') => ({
  invoiceNumber: `I${minor}`,
  kind: minor < 0 ? ('credit-note' as const) : ('invoice' as const),
  total: { minor, currency },
  settled,
});

describe('the money ledger of an order', () => {
  it.each([
    ['nothing happened yet', payment(0), [], { kind: 'nothing-yet' }],
    ['everything captured is booked', payment(6_000), [invoice(6_000, true)], { kind: 'balanced' }],
    [
      'a refund was booked as a credit note',
      payment(4_000),
      [invoice(6_000, true), invoice(-2_000, true)],
      { kind: 'balanced' },
    ],
    [
      'captured at release, invoice still open',
      payment(6_000),
      [invoice(6_000, false)],
      { kind: 'captured-not-booked', difference: eur(6_000) },
    ],
    [
      'booked by hand without a capture',
      payment(0),
      [invoice(2_500, true)],
      { kind: 'booked-not-captured', difference: eur(2_500) },
    ],
    [
      'documents in another currency',
      payment(6_000),
      [invoice(6_000, true, 'CHF')],
      { kind: 'mixed-currencies' },
    ],
    ['no payment read', null, [invoice(6_000, true)], { kind: 'payment-not-read' }],
  ] as const)('%s', (_case, paid, invoices, verdict) => {
    expect(ledgerOf({ payment: paid, invoices: [...invoices] }).verdict).toEqual(verdict);
  });

  it('sums invoices, credit notes and bookings apart', () => {
    const invoices = [invoice(6_000, true), invoice(4_000, false), invoice(-1_000, true)];
    expect(ledgerOf({ payment: payment(5_000), invoices })).toMatchObject({
      invoiced: eur(10_000),
      credited: eur(-1_000),
      booked: eur(5_000),
      unbooked: eur(4_000),
    });
  });
});

type Sent = readonly [kind: string, minor: number, status?: string];
/** A payment of 100.00 EUR with these transactions, and what the provider itself says of it. */
const paid = (sent: readonly Sent[], said: { captured: number; remaining: number }) => ({
  ...withTransactions(sent),
  captured: eur(said.captured),
  remaining: eur(said.remaining),
});
function withTransactions(sent: readonly Sent[]): NonNullable<OrderDetail['payment']> {
  const base = payment(0);
  if (base === null) throw new Error('the builder makes a payment');
  const transactions = sent.map(([kind, minor, status = 'success'], index) => ({
    path: `t/${index}`,
    kind,
    status,
    amount: eur(minor),
    at: '2026-11-21T10:00:00.000Z',
  }));
  return { ...base, transactions };
}
const checks = (sent: readonly Sent[], said: { captured: number; remaining: number }) =>
  ledgerOf({ payment: paid(sent, said), invoices: [] }).checks;

describe('the figures of the provider', () => {
  it('are sums over what succeeded, each of its own kind', () => {
    const sent: Sent[] = [
      ['authorization', 10_000],
      ['authorization', 10_000, 'error'],
      ['capture', 6_000],
      ['capture', 6_000, 'error'],
      ['capture', 500, 'pending'],
      ['reversal', 4_000],
      ['refund', 1_000],
      ['chargeback', 200],
    ];
    expect(
      ledgerOf({ payment: paid(sent, { captured: 4_800, remaining: 0 }), invoices: [] }).provider,
    ).toEqual({
      authorized: eur(10_000),
      pending: eur(500),
      captured: eur(6_000),
      reversed: eur(4_000),
      refunded: eur(1_000),
      chargedBack: eur(200),
      kept: eur(4_800),
      remaining: eur(0),
    });
  });

  it.each([
    [
      'part is captured, the rest is still reserved',
      [
        ['authorization', 10_000],
        ['capture', 6_000],
      ],
      { captured: 6_000, remaining: 4_000 },
      ['provider-adds-up', 'reserved-adds-up'],
    ],
    [
      'part came back',
      [
        ['authorization', 10_000],
        ['capture', 10_000],
        ['refund', 3_000],
      ],
      { captured: 7_000, remaining: 0 },
      ['provider-adds-up', 'reserved-adds-up'],
    ],
    [
      'charged in the shop',
      [['capture', 10_000]],
      { captured: 10_000, remaining: 0 },
      ['provider-adds-up'],
    ],
    [
      'a reservation that lapsed',
      [
        ['authorization', 10_000],
        ['capture', 6_000],
      ],
      { captured: 6_000, remaining: 0 },
      ['provider-adds-up', 'reserved-lapsed'],
    ],
    [
      'the provider says less than its transactions',
      [
        ['authorization', 10_000],
        ['capture', 6_000],
      ],
      { captured: 5_000, remaining: 4_000 },
      ['provider-differs', 'reserved-adds-up'],
    ],
    [
      'more is left than was reserved',
      [['authorization', 10_000]],
      { captured: 0, remaining: 11_000 },
      ['provider-adds-up', 'reserved-differs'],
    ],
  ] as const)('%s', (_case, sent, said, kinds) => {
    expect(checks(sent, said).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are not added up in several currencies', () => {
    const mixed = {
      ...paid([['capture', 100]], { captured: 100, remaining: 0 }),
      captured: { minor: 100, currency: 'CHF' },
    };
    expect(ledgerOf({ payment: mixed, invoices: [] })).toMatchObject({
      provider: null,
      checks: [],
    });
  });
});

describe('what a customer was asked to transfer', () => {
  const asked = (captured: number, remaining: number, ...received: Sent[]) => {
    const sent = [['capture', 10_000, 'pending'] as const, ...received];
    const one = { ...paid(sent, { captured, remaining }), methodName: 'prepayment' };
    return ledgerOf({ payment: one, invoices: [] }).provider?.pending;
  };

  it('is open until it arrived, as far as it did not', () => {
    expect(asked(0, 10_000)).toEqual(eur(10_000));
    expect(asked(4_000, 6_000, ['capture', 4_000, 'success'])).toEqual(eur(6_000));
    expect(asked(10_000, 0, ['capture', 10_000, 'success'])).toBeNull();
  });
});
