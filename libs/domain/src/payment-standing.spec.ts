import { describe, expect, it } from '@jest/globals';
import { eur, formatMoney, type Currency } from './money.js';
import type { PaymentSnapshot } from './payment.js';
import { standingOf, type PaymentStanding } from './payment-standing.js';
import { aPayment } from './testing/builders.js';

/** `authorized initial=100.00 capturable=75.00` */
function print({ kind, ...rest }: PaymentStanding): string {
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : formatMoney(value)}`,
  );
  return [kind, ...details].join(' ');
}

const AUTHORIZED = 'authorization success 100.00';
type Row = {
  readonly rule: string;
  readonly lines: readonly string[];
  readonly fields?: Partial<PaymentSnapshot>;
  readonly standing: string;
};
const prepayment = { method: 'prepayment' } as const;
const ROWS: readonly Row[] = [
  {
    rule: 'a fresh payment page is nothing',
    lines: [],
    fields: { state: 'created' },
    standing: 'nothing',
  },
  { rule: 'a payment without transactions is nothing', lines: [], standing: 'nothing' },
  {
    rule: 'a cancelled payment without transactions is cancelled',
    lines: [],
    fields: { state: 'cancelled' },
    standing: 'cancelled',
  },
  {
    rule: 'a completed payment without transactions is a contradiction',
    lines: [],
    fields: { state: 'completed' },
    standing: 'unclear why=state-contradicts-transactions',
  },
  {
    rule: 'pending with a good authorisation is authorised',
    lines: [AUTHORIZED],
    standing: 'authorized initial=100.00 capturable=100.00',
  },
  {
    rule: 'pending with an open authorisation is not finished',
    lines: ['authorization pending 100.00'],
    standing: 'not-finished',
  },
  {
    rule: 'a resumed authorisation is not finished',
    lines: ['authorization resumed 100.00'],
    standing: 'not-finished',
  },
  {
    rule: 'an authorisation that failed is failed',
    lines: ['authorization error 100.00'],
    standing: 'failed',
  },
  {
    rule: 'a failed authorisation before a good one does not count',
    lines: ['authorization error 80.00', AUTHORIZED],
    standing: 'authorized initial=100.00 capturable=100.00',
  },
  {
    rule: 'a failed charge before a good authorisation does not count',
    lines: ['capture error 80.00', AUTHORIZED],
    standing: 'authorized initial=100.00 capturable=100.00',
  },
  {
    rule: 'an open redirect that the customer gave up is cancelled',
    lines: ['authorization pending 100.00'],
    fields: { state: 'cancelled' },
    standing: 'cancelled',
  },
  {
    rule: 'captures leave the rest capturable',
    lines: [AUTHORIZED, 'capture success 25.00'],
    fields: { state: 'partly' },
    standing: 'authorized initial=100.00 capturable=75.00',
  },
  {
    rule: 'a partial reversal leaves the initial amount to compare with',
    lines: [AUTHORIZED, 'reversal success 10.00'],
    standing: 'authorized initial=100.00 capturable=90.00',
  },
  {
    rule: 'a failed reversal changes nothing',
    lines: [AUTHORIZED, 'reversal error 100.00'],
    standing: 'authorized initial=100.00 capturable=100.00',
  },
  {
    rule: 'a negative rest is nothing to capture',
    lines: [AUTHORIZED, 'capture success 100.00'],
    fields: { remaining: eur('-5.00') },
    standing: 'authorized initial=100.00 capturable=0.00',
  },
  {
    rule: 'a full reversal is cancelled',
    lines: [AUTHORIZED, 'reversal success 100.00'],
    fields: { state: 'cancelled' },
    standing: 'cancelled',
  },
  {
    rule: 'a full reversal is cancelled although the state has not followed yet',
    lines: [AUTHORIZED, 'reversal success 100.00'],
    standing: 'cancelled',
  },
  {
    rule: 'a lapsed authorisation is cancelled',
    lines: [AUTHORIZED],
    fields: { state: 'cancelled', total: eur('0'), remaining: eur('0') },
    standing: 'cancelled',
  },
  {
    rule: 'a state cancelled that the amounts deny is never guessed',
    lines: [AUTHORIZED],
    fields: { state: 'cancelled' },
    standing: 'unclear why=state-contradicts-transactions',
  },
  {
    rule: 'a good charge alone is charged in the shop',
    lines: ['capture success 100.00'],
    fields: { state: 'completed' },
    standing: 'charged-in-shop initial=100.00',
  },
  {
    rule: 'half refunded is not refunded: charged equals refunded, and half is still there',
    lines: ['capture success 100.00', 'refund success 50.00'],
    fields: { state: 'completed' },
    standing: 'charged-in-shop initial=100.00',
  },
  {
    rule: 'refunded in two parts is cancelled',
    lines: ['capture success 222.33', 'refund success 123.12', 'refund success 99.21'],
    fields: { state: 'cancelled' },
    standing: 'cancelled',
  },
  {
    rule: 'an open charge is not finished',
    lines: ['capture pending 100.00'],
    standing: 'not-finished',
  },
  { rule: 'a failed charge is failed', lines: ['capture error 100.00'], standing: 'failed' },
  {
    rule: 'a chargeback is a chargeback',
    lines: ['capture success 1.00', 'chargeback success 1.00'],
    fields: { state: 'chargeback' },
    standing: 'charged-back',
  },
  {
    rule: 'a chargeback is one before the state has followed',
    lines: ['capture success 2.00', 'chargeback success 1.00'],
    standing: 'charged-back',
  },
  {
    rule: 'a card under review is in review',
    lines: [AUTHORIZED],
    fields: { state: 'payment-review' },
    standing: 'in-review',
  },
  {
    rule: 'an unknown state is never guessed',
    lines: [AUTHORIZED],
    fields: { state: 'unknown' },
    standing: 'unclear why=unknown-state',
  },
  {
    rule: 'an unknown method is never guessed',
    lines: [AUTHORIZED],
    fields: { method: null },
    standing: 'unclear why=unknown-method',
  },
  {
    rule: 'amounts in two currencies are never added up',
    lines: [AUTHORIZED],
    fields: { currency: 'CHF' as Currency },
    standing: 'unclear why=mixed-currencies',
  },
  {
    rule: 'an open prepayment awaits the transfer',
    lines: ['capture pending 100.00'],
    fields: prepayment,
    standing: 'awaiting-transfer requested=100.00',
  },
  {
    rule: 'a prepayment received in part has received that part',
    lines: ['capture pending 100.00', 'capture success 40.00'],
    fields: {
      ...prepayment,
      total: eur('100.00'),
      captured: eur('40.00'),
      remaining: eur('60.00'),
      state: 'partly',
    },
    standing: 'transfer-received requested=100.00 received=40.00',
  },
  {
    rule: 'a prepayment overpaid says so with both amounts',
    lines: ['capture pending 100.00', 'capture success 110.00'],
    fields: {
      ...prepayment,
      total: eur('100.00'),
      captured: eur('110.00'),
      remaining: eur('0'),
      state: 'payment-review',
    },
    standing: 'overpaid requested=100.00 received=110.00',
  },
  {
    rule: 'a prepayment whose only charge says success has received it',
    lines: ['capture success 100.00'],
    fields: { ...prepayment, state: 'completed' },
    standing: 'transfer-received requested=100.00 received=100.00',
  },
  {
    rule: 'a prepayment reversed before money came is cancelled',
    lines: ['capture pending 100.00', 'reversal success 100.00'],
    fields: { ...prepayment, state: 'cancelled' },
    standing: 'cancelled',
  },
  {
    rule: 'a shipped secured invoice still awaits the transfer although it is called completed',
    lines: ['capture pending 100.00', 'shipment-notice success 100.00'],
    fields: { method: 'invoice-secured', state: 'completed' },
    standing: 'awaiting-transfer requested=100.00',
  },
];

describe('standingOf', () => {
  it.each(ROWS)('$rule', ({ lines, fields, standing }) => {
    expect(print(standingOf(aPayment(lines, fields)))).toBe(standing);
  });
});
