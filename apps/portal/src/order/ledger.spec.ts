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
    });
  });
});
