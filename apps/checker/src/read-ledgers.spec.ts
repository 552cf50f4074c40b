import { describe, expect, it } from '@jest/globals';
import {
  type CheckedTransaction,
  type ErpInvoice,
  type Instant,
  type InvoiceNumber,
  type Operation,
  type PaymentMethodCode,
  type PaymentSnapshot,
  type PaymentTransaction,
  type TransactionPath,
  eur,
  instant,
  plusMs,
} from '@abgleich/domain';
import { ownMarks } from './own-marks.js';
import { mayBeOurs, providerLedgerOf } from './provider-ledger-of.js';

const START: Instant = instant(Date.UTC(2026, 10, 21, 8));
const zero = eur('0.00');

/** `capture pending 100.00`, a second apart. */
function payment(method: PaymentMethodCode, ...lines: readonly string[]): PaymentSnapshot {
  const transactions = lines.map((line, index): PaymentTransaction => {
    const [kind, status, amount = '0'] = line.split(' ');
    return {
      path: `t/${index + 1}` as TransactionPath,
      kind: kind as PaymentTransaction['kind'], // a table of the test writes it
      status: status as PaymentTransaction['status'], // a table of the test writes it
      amount: eur(amount),
      at: plusMs(START, index * 1_000),
      parent: null,
    };
  });
  return {
    paymentId: 's-pay-1' as PaymentSnapshot['paymentId'],
    method,
    methodName: method,
    state: 'pending',
    currency: zero.currency,
    total: zero,
    captured: zero,
    refunded: zero,
    remaining: zero,
    transactions,
    readAt: START,
  };
}
const told = (found: PaymentSnapshot): readonly string[] =>
  providerLedgerOf(found, () => null).transactions.map(
    ({ effect, status, by }: CheckedTransaction) => `${effect} ${status} ${by}`,
  );

describe('a payment in the words of the checker', () => {
  it.each<[PaymentMethodCode, readonly string[], readonly string[]]>([
    [
      'card',
      ['authorization success 100.00', 'capture success 60.00', 'refund success 10.00'],
      ['reservation success others', 'payment success unknown', 'refund success unknown'],
    ],
    ['ideal', ['capture success 100.00'], ['payment success others']],
    [
      'prepayment',
      ['capture pending 100.00', 'capture success 40.00', 'capture success 60.00'],
      ['request pending others', 'payment success others', 'payment success others'],
    ],
    ['invoice', ['capture success 100.00'], ['payment success others']],
    [
      'invoice-secured',
      ['capture pending 100.00', 'shipment-notice success 0.00', 'reversal success 20.00'],
      ['request pending others', 'shipment success others', 'reversal success unknown'],
    ],
    [
      'card',
      ['capture error 5.00', 'authorization resumed 100.00', 'payout success 9.00'],
      ['payment error others', 'reservation pending others'],
    ],
  ])('%s: %j', (method, lines, expected) => {
    expect(told(payment(method, ...lines))).toEqual(expected);
  });

  it('asks who made an entry only where it may be ours: that costs a call', () => {
    const found = payment(
      'prepayment',
      'capture pending 100.00',
      'capture success 100.00',
      'refund success 10.00',
      'refund error 10.00',
      'chargeback success 90.00',
    );
    const asked = found.transactions.filter((entry) => mayBeOurs(found, entry));
    expect(asked.map(({ path }) => path)).toEqual(['t/3']);
  });
});

describe('who made an entry', () => {
  const operation = (document: string, transactionPath: string | null): Operation =>
    ({
      kind: 'capture',
      status: 'done',
      document,
      reference: document,
      transactionPath,
    }) as Operation; // only these are looked at
  const invoice = { invoiceNumber: 'DEM0000021' as InvoiceNumber } as ErpInvoice; // only its number is looked at
  const known = operation('DEM0000021', 't/2');
  const marks = ownMarks('10001', {
    operations: [known, operation('DEMG000002/2', null)],
    onPayment: [known],
    documents: [invoice],
  });

  it('is known without a call from our records', () => {
    expect(marks.known('t/2' as TransactionPath)).toEqual({
      by: 'us',
      reference: 'DEM0000021',
      document: 'DEM0000021',
    });
    expect(marks.known('t/3' as TransactionPath)).toBeNull();
  });

  it.each([
    ['DEM0000021', 'us', 'DEM0000021'],
    ['DEM0000021/s-chg-2', 'us', 'DEM0000021'],
    ['ORDER-10001', 'us', null],
    ['ORDER-10002', 'others', null],
    ['rest', 'us', null],
    ['rest-2/s-chg-1', 'us', null],
    ['DEMG000002/2', 'us', null],
    ['shop-4711', 'others', null],
    ['resting', 'others', null],
    ['order-4711', 'others', null],
    [null, 'others', null],
  ])('is told by the reference %s: %s', (reference, by, document) => {
    expect(marks.read({ reference, invoiceNumber: null })).toEqual({ by, reference, document });
  });
});
