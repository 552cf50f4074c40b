import { describe, expect, it } from '@jest/globals';
import { unassignedMoney } from './capture/available-money.js';
import { eur, formatMoney, money, type Currency } from './money.js';
import type { Operation } from './operation.js';
import { coveringMoney, samePaymentId, withOwnOperations } from './own-money.js';
import type { ProviderPaymentId } from './ids.js';
import { anOperation, aPayment, hoursAgo, path, PAYMENT_ID } from './testing/builders.js';

const AUTHORIZED = 'authorization success 100.00';
const capture = (fields: Partial<Operation> = {}): Operation =>
  anOperation({
    kind: 'capture',
    document: 'DEM1',
    amount: eur('40.00'),
    transactionPath: path('charges/s-chg-1'),
    ...fields,
  });
const capturedAfter = (lines: readonly string[], operation: Operation): string =>
  formatMoney(withOwnOperations(aPayment(lines), [operation]).captured);

describe('withOwnOperations', () => {
  it.each<[string, readonly string[], Operation, string]>([
    ['adds a capture that the snapshot does not show', [AUTHORIZED], capture(), '40.00'],
    [
      'counts a capture that the snapshot shows once',
      [AUTHORIZED, 'capture success 40.00'],
      capture(),
      '40.00',
    ],
    [
      'counts a capture that the snapshot shows as pending once it is done',
      [AUTHORIZED, 'capture pending 40.00'],
      capture(),
      '40.00',
    ],
    ['leaves out one that is not done', [AUTHORIZED], capture({ status: 'pending' }), '0.00'],
    [
      'leaves out one on another payment',
      [AUTHORIZED],
      capture({ paymentId: 's-pay-7' as ProviderPaymentId }),
      '0.00',
    ],
    [
      'leaves out one in another currency',
      [AUTHORIZED],
      capture({ amount: money(4_000, 'CHF' as Currency) }),
      '0.00',
    ],
    [
      'takes one without a path as contained in a younger snapshot',
      [AUTHORIZED, 'capture success 40.00'],
      capture({ transactionPath: null, finishedAt: hoursAgo(1) }),
      '40.00',
    ],
    [
      'adds one without a path to an older snapshot',
      [AUTHORIZED],
      capture({ transactionPath: null, finishedAt: hoursAgo(-1) }),
      '40.00',
    ],
    ['adds nothing for a settlement', [AUTHORIZED], capture({ kind: 'settlement' }), '0.00'],
  ])('%s', (_name, lines, operation, captured) => {
    expect(capturedAfter(lines, operation)).toBe(captured);
  });
});

describe('unassignedMoney', () => {
  const unassigned = (lines: readonly string[], ...operations: readonly Operation[]): string =>
    formatMoney(unassignedMoney(withOwnOperations(aPayment(lines), operations), operations));

  it.each<[string, readonly string[], readonly Operation[], string]>([
    ["is somebody else's capture", [AUTHORIZED, 'capture success 40.00'], [], '40.00'],
    [
      'is not our capture of an invoice',
      [AUTHORIZED, 'capture success 40.00'],
      [capture()],
      '0.00',
    ],
    ['is not our capture that only a later snapshot shows', [AUTHORIZED], [capture()], '0.00'],
    [
      'is our own charge of the whole order',
      [AUTHORIZED, 'capture success 40.00'],
      [capture({ document: 'order' })],
      '40.00',
    ],
    [
      'is not our capture whose path we do not know',
      [AUTHORIZED, 'capture success 40.00'],
      [capture({ transactionPath: null })],
      '0.00',
    ],
    [
      'is what is left beside such a capture',
      [AUTHORIZED, 'capture success 40.00', 'capture success 10.00'],
      [capture({ transactionPath: null })],
      '10.00',
    ],
    ['is not a failed capture', [AUTHORIZED, 'capture error 40.00'], [], '0.00'],
    ['is not a pending capture', [AUTHORIZED, 'capture pending 40.00'], [], '0.00'],
  ])('%s', (_name, lines, operations, expected) => {
    expect(unassigned(lines, ...operations)).toBe(expected);
  });
});

describe('coveringMoney', () => {
  const refund = (amount: string) =>
    anOperation({
      kind: 'refund',
      document: 'DEM2',
      amount: eur(amount),
      transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
    });
  const lines = [AUTHORIZED, 'capture success 60.00', 'refund success 20.00'];

  it('counts what we gave back ourselves and not what others gave back', () => {
    expect(formatMoney(coveringMoney(aPayment(lines), [refund('20.00')]))).toBe('100.00');
    expect(formatMoney(coveringMoney(aPayment(lines), []))).toBe('80.00');
  });

  it.each([
    ['DEM0000022', '100.00'],
    ['rest', '70.00'],
    ['order', '70.00'],
  ])('counts our own reversal for %s as %s', (document, expected) => {
    const reversal = anOperation({
      kind: 'reversal',
      document,
      amount: eur('30.00'),
      transactionPath: path('authorize/cancels/s-cnl-1'),
    });
    const payment = aPayment([AUTHORIZED, 'reversal success 30.00']);
    expect(formatMoney(coveringMoney(payment, [reversal]))).toBe(expected);
    expect(formatMoney(coveringMoney(payment, []))).toBe('70.00');
  });
});

describe('samePaymentId', () => {
  it('overlooks case and stray blanks and nothing else', () => {
    expect(samePaymentId(PAYMENT_ID, ' S-PAY-1042 ' as ProviderPaymentId)).toBe(true);
    expect(samePaymentId(PAYMENT_ID, 's-pay-10' as ProviderPaymentId)).toBe(false);
    expect(samePaymentId(null, null)).toBe(false);
  });
});
