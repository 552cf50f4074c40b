import { eur } from '../../money.js';
import type { CheckRule } from '../check-rules.js';
import type { CheckedOrder } from '../ledgers.js';
import { anOrder, byShop, entry, francs, payment, settled, unsettled } from './checked-orders.js';

export type BrokenRow = readonly [rule: CheckRule, sentence: string, order: CheckedOrder];

const captured = entry('payment', '100.00', { document: 'DEM1' });
const card = (...more: Parameters<typeof payment>[1]) => [
  payment('card', [byShop('reservation', '100.00'), ...more]),
];
const open = { status: 'open', invoices: [] } as const;
const half = { total: eur('50.00'), someCancelled: true, invoices: [settled('DEM1', '50.00')] };

/** One or more orders per rule that break it. Each shows what the rule can see. */
export const BROKEN: readonly BrokenRow[] = [
  [
    'refunded-more-than-captured',
    'more went back than ever came in',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '100.00')] },
      payments: card(captured, entry('refund', '100.00'), byShop('refund', '1.00', { minute: 40 })),
    }),
  ],
  [
    'refunded-more-than-captured',
    'the customer got a refund and took the money back as well',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '100.00')] },
      payments: card(
        captured,
        entry('refund', '100.00'),
        byShop('chargeback', '100.00', { minute: 50 }),
      ),
    }),
  ],
  [
    'same-effect-twice',
    'two captures carry the same reference',
    anOrder({
      payments: card(
        entry('payment', '50.00', { reference: 'DEM1', path: 'charges/1' }),
        entry('payment', '50.00', { reference: 'dem1 ', path: 'charges/2' }),
      ),
    }),
  ],
  [
    'same-effect-twice',
    'two refunds carry the same reference, one of them not finished',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '40.00')] },
      payments: card(
        captured,
        entry('refund', '20.00', { reference: 'DEMG1', path: 'charges/1/cancels/1' }),
        entry('refund', '20.00', {
          reference: 'DEMG1',
          path: 'charges/1/cancels/2',
          status: 'pending',
        }),
      ),
    }),
  ],
  [
    'invoice-captured-too-much',
    'two captures name one invoice',
    anOrder({
      erp: {
        ordered: eur('200.00'),
        total: eur('200.00'),
        invoices: [settled('DEM1', '100.00'), unsettled('DEM2', '100.00')],
      },
      payments: card(captured, entry('payment', '50.00', { document: 'dem1', minute: 12 })),
    }),
  ],
  [
    'captured-more-than-invoiced',
    'the rest was captured before it was invoiced',
    anOrder({
      erp: { status: 'open', total: eur('150.00'), ordered: eur('150.00') },
      payments: [
        payment('card', [
          byShop('reservation', '150.00'),
          captured,
          entry('payment', '3.00', { document: 'DEM1', minute: 12 }),
        ]),
      ],
    }),
  ],
  [
    'captured-more-than-invoiced',
    'the order was charged with more than was ordered',
    anOrder({
      agreement: { mode: 'standard' },
      payments: [payment('card', [byShop('reservation', '200.00'), entry('payment', '150.00')])],
    }),
  ],
  [
    'captured-more-than-invoiced',
    'we captured beside a capture that somebody had made by hand before',
    anOrder({
      payments: [
        payment('card', [
          byShop('reservation', '200.00'),
          byShop('payment', '30.00', { minute: 1 }),
          captured,
        ]),
      ],
    }),
  ],
  [
    'given-back-without-cause',
    'we refunded, and there is neither a credit note nor a cancellation',
    anOrder({ payments: card(captured, entry('refund', '10.00')) }),
  ],
  [
    'given-back-without-cause',
    'we refunded what somebody had refunded by hand an hour before',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '20.00')] },
      payments: card(
        captured,
        byShop('refund', '20.00', { minute: 20 }),
        entry('refund', '20.00', { minute: 80 }),
      ),
    }),
  ],
  [
    'given-back-without-cause',
    'the tolerance was taken once per step instead of once per order',
    anOrder({
      erp: { creditNotes: ['DEMG1', 'DEMG2', 'DEMG3'].map((number) => settled(number, '10.00')) },
      payments: card(
        captured,
        ...[30, 31, 32].map((minute) => entry('refund', '10.01', { minute })),
      ),
    }),
  ],
  [
    'given-back-without-cause',
    'a request to transfer was taken back although everything was delivered',
    anOrder({
      payments: [
        payment('invoice', [
          byShop('request', '100.00', { status: 'pending' }),
          entry('reversal', '30.00', { minute: 30 }),
        ]),
      ],
    }),
  ],
  [
    'reversed-too-much',
    'the reservation was reversed while goods can still be delivered',
    anOrder({
      erp: { status: 'open', total: eur('100.00'), invoices: [settled('DEM1', '50.00')] },
      payments: card(entry('payment', '50.00', { document: 'DEM1' }), entry('reversal', '50.00')),
    }),
  ],
  [
    'document-booked-twice',
    'an invoice has two bookings of ours',
    anOrder({
      erp: {
        invoices: [
          {
            ...settled('DEM1', '100.00'),
            bookings: [eur('50.00'), eur('50.00')].map((amount) => ({ amount, by: 'us' })),
          },
        ],
      },
    }),
  ],
  [
    'document-booked-too-much',
    'an invoice has more booked on it than it totals',
    anOrder({
      erp: {
        invoices: [{ ...settled('DEM1', '100.00'), bookings: null, booked: eur('200.00') }],
      },
    }),
  ],
  [
    'settled-without-money',
    'an invoice is settled, and its capture failed',
    anOrder({ payments: card({ ...captured, status: 'error' }) }),
  ],
  [
    'settled-without-money',
    'all invoices together exceed what the shop had charged',
    anOrder({
      erp: { invoices: [settled('DEM1', '60.00'), settled('DEM2', '60.00')] },
      payments: [payment('ideal', [byShop('payment', '100.00')])],
    }),
  ],
  [
    'settled-without-money',
    'a prepayment is settled before the transfer came',
    anOrder({
      payments: [payment('prepayment', [byShop('request', '100.00', { status: 'pending' })])],
    }),
  ],
  [
    'credit-note-booked-without-refund',
    'a credit note is booked, and nothing went back',
    anOrder({ erp: { creditNotes: [settled('DEMG1', '20.00')] } }),
  ],
  [
    'released-without-good-payment',
    'the payment was too small',
    anOrder({ erp: open, payments: [payment('card', [byShop('reservation', '90.00')])] }),
  ],
  ['released-without-good-payment', 'there is no payment', anOrder({ erp: open, payments: [] })],
  [
    'released-without-good-payment',
    'Standard, and only reserved',
    anOrder({ erp: open, payments: card(), agreement: { mode: 'standard' } }),
  ],
  [
    'released-without-good-payment',
    'a prepayment whose transfer did not come',
    anOrder({
      erp: open,
      payments: [payment('prepayment', [byShop('request', '100.00', { status: 'pending' })])],
    }),
  ],
  [
    'released-without-good-payment',
    'the payment is in another currency',
    anOrder({
      erp: open,
      payments: [
        payment('card', [byShop('reservation', '100.00', { amount: francs(10_000) })], {
          currency: francs(0).currency,
        }),
      ],
    }),
  ],
  [
    'captured-in-another-currency',
    'we took francs for an order in euros',
    anOrder({
      erp: { ...open, releasedByUsAt: null },
      payments: [
        payment('card', [entry('payment', '100.00', { amount: francs(10_000) })], {
          currency: francs(0).currency,
        }),
      ],
    }),
  ],
  [
    'manual-order-touched',
    'we released an exchange order',
    anOrder({ erp: { manual: true, ...open }, payments: [] }),
  ],
  [
    'booked-differs-from-kept',
    'everything is settled, and we booked less than we took',
    anOrder({
      erp: {
        invoices: [
          { ...settled('DEM1', '100.00'), bookings: [{ amount: eur('90.00'), by: 'us' }] },
        ],
      },
    }),
  ],
  [
    'kept-more-than-due',
    'the order closed with less than was charged, and nobody gave the rest back',
    anOrder({
      erp: half,
      agreement: { mode: 'standard' },
      payments: card(entry('payment', '100.00')),
    }),
  ],
  [
    'left-on-hold',
    'an order waits on hold, and nobody knows why',
    anOrder({ erp: { status: 'on-hold', invoices: [], releasedByUsAt: null }, payments: card() }),
  ],
  [
    'invoice-left-open',
    'goods left, and their invoice is not settled',
    anOrder({ erp: { invoices: [unsettled('DEM1', '100.00')] } }),
  ],
  [
    'credit-note-left-open',
    'a credit note is not settled',
    anOrder({ erp: { creditNotes: [unsettled('DEMG1', '20.00')] } }),
  ],
  [
    'reservation-left-open',
    'the rest was cancelled, and could still be captured',
    anOrder({
      erp: half,
      payments: [
        payment(
          'card',
          [byShop('reservation', '100.00'), entry('payment', '50.00', { document: 'DEM1' })],
          { remaining: eur('50.00') },
        ),
      ],
    }),
  ],
  [
    'reservation-left-open',
    'all was cancelled, and the customer is still asked to transfer',
    anOrder({
      erp: { total: eur('0.00'), someCancelled: true, invoices: [] },
      payments: [
        payment('invoice', [byShop('request', '100.00', { status: 'pending' })], {
          remaining: eur('100.00'),
        }),
      ],
    }),
  ],
  [
    'locked-untold',
    'our lock is there, the payment is bad, and nobody was told',
    anOrder({ erp: { ...open, locked: true, lockedByUs: true }, payments: [] }),
  ],
  [
    'lock-left-behind',
    'our lock is there although the payment is good, and an old problem still names the cause',
    anOrder({
      erp: { ...open, locked: true, lockedByUs: true },
      payments: [payment('card', [byShop('reservation', '100.00')], { remaining: eur('100.00') })],
      said: { told: ['release.payment-failed'] },
    }),
  ],
  [
    'chargeback-untold',
    'the bank took the money back, and nobody was told',
    anOrder({ payments: card(captured, byShop('chargeback', '100.00', { minute: 90 })) }),
  ],
  [
    'operation-left-open',
    'nobody ever found out what became of a capture',
    anOrder({ said: { unfinished: ['capture DEM1'], told: ['operation.uncertain'] } }),
  ],
  [
    'refunded-by-others',
    'somebody refunded by hand, for nothing that pixi knows',
    anOrder({ payments: card(captured, byShop('refund', '15.00', { minute: 90 })) }),
  ],
  [
    'refunded-by-others',
    'somebody refunded once more what we had refunded',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '20.00')] },
      payments: card(
        captured,
        entry('refund', '20.00', { minute: 30 }),
        byShop('refund', '20.00', { minute: 90 }),
      ),
    }),
  ],
  [
    'booking-missing',
    'we booked it, and somebody deleted the booking',
    anOrder({
      erp: { invoices: [{ ...settled('DEM1', '100.00'), bookings: null, booked: eur('0.00') }] },
    }),
  ],
  [
    'booking-missing',
    'a part of what we booked on a credit note is gone',
    anOrder({
      erp: { creditNotes: [{ ...settled('DEMG1', '20.00'), bookings: null, booked: eur('5.00') }] },
      payments: card(captured, entry('refund', '20.00', { minute: 30 })),
    }),
  ],
];
