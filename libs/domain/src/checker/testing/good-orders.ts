import { eur } from '../../money.js';
import type { CheckedOrder } from '../ledgers.js';
import { anOrder, byShop, entry, francs, payment, settled, unsettled } from './checked-orders.js';

export type GoodRow = readonly [sentence: string, order: CheckedOrder];

const captured = entry('payment', '100.00', { document: 'DEM1' });
const card = (...more: Parameters<typeof payment>[1]) => [
  payment('card', [byShop('reservation', '100.00'), ...more]),
];
const open = { status: 'open', invoices: [] } as const;
const byHand = settled('DEM1', '100.00', 'others');
const request = byShop('request', '100.00', { status: 'pending' });
const receipt = byShop('payment', '100.00', { minute: 3 });

/** What goes well, and what people do by hand in either system. None of it is a violation. */
export const GOOD: readonly GoodRow[] = [
  ['an Experten order that was shipped, captured and settled', anOrder()],
  ['an order that waits for the warehouse', anOrder({ erp: open, payments: card() })],
  [
    'Standard: charged whole, half cancelled, the difference refunded',
    anOrder({
      erp: { total: eur('50.00'), someCancelled: true, invoices: [settled('DEM1', '50.00')] },
      agreement: { mode: 'standard' },
      payments: card(entry('payment', '100.00'), entry('refund', '50.00', { minute: 40 })),
    }),
  ],
  [
    'Experten: the rest cancelled and reversed',
    anOrder({
      erp: { total: eur('50.00'), someCancelled: true, invoices: [settled('DEM1', '50.00')] },
      payments: card(entry('payment', '50.00', { document: 'DEM1' }), entry('reversal', '50.00')),
    }),
  ],
  [
    'a return that was refunded and booked',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '20.00')] },
      payments: card(captured, entry('refund', '20.00', { minute: 60 })),
    }),
  ],
  [
    'a return that a person had refunded before the credit note came',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '20.00')] },
      payments: card(captured, byShop('refund', '20.00', { minute: 60 })),
    }),
  ],
  [
    'two refunds at the same moment, ours and a person’s, once the person was told',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '20.00'), settled('DEMG2', '20.00')] },
      payments: card(
        captured,
        byShop('refund', '20.00', { minute: 60 }),
        entry('refund', '20.00', { minute: 61 }),
      ),
    }),
  ],
  [
    'an invoice settled by hand, nothing captured',
    anOrder({ erp: { invoices: [byHand] }, payments: card() }),
  ],
  [
    'an order released by hand without a payment',
    anOrder({ erp: { ...open, releasedByUsAt: null }, payments: [] }),
  ],
  [
    'our lock lifted by a person although the payment is bad',
    anOrder({ erp: { ...open, unlockedByOthers: true }, payments: [] }),
  ],
  ['an order that a person locked', anOrder({ erp: { ...open, locked: true }, payments: card() })],
  [
    'a payment that a person gave back after a good release',
    anOrder({
      erp: open,
      payments: card(byShop('reversal', '100.00', { minute: 30 })),
      said: { told: ['x'] },
    }),
  ],
  [
    'a release in the very minute in which a person gave the payment back',
    anOrder({ erp: open, payments: card(byShop('reversal', '100.00', { minute: 4 })) }),
  ],
  [
    'a prepayment locked until its transfer came, then unlocked',
    anOrder({
      erp: open,
      payments: [payment('prepayment', [request, byShop('payment', '100.00', { minute: 900 })])],
    }),
  ],
  [
    'a prepayment that is locked, and somebody was told',
    anOrder({
      erp: { ...open, locked: true, lockedByUs: true },
      payments: [payment('prepayment', [request])],
      said: { told: ['release.awaiting-transfer'] },
    }),
  ],
  [
    'an order locked because its reservation lapsed, and somebody was told',
    anOrder({
      erp: { ...open, locked: true, lockedByUs: true },
      payments: card(),
      said: { told: ['release.authorization-expired'] },
    }),
  ],
  [
    'a prepayment of more than was ordered',
    anOrder({
      payments: [payment('prepayment', [request, byShop('payment', '130.00', { minute: 3 })])],
    }),
  ],
  [
    'an invoice purchase, settled before the money came',
    anOrder({ payments: [payment('invoice', [request], { remaining: eur('100.00') })] }),
  ],
  [
    'an invoice purchase that settles after the receipt',
    anOrder({
      erp: { invoices: [unsettled('DEM1', '100.00')] },
      agreement: { settlesAfterReceipt: true },
      payments: [payment('invoice', [request], { remaining: eur('100.00') })],
    }),
  ],
  [
    'an invoice purchase that waits for the end of the order',
    anOrder({
      erp: { status: 'open', total: eur('200.00'), invoices: [unsettled('DEM1', '100.00')] },
      payments: [payment('invoice', [byShop('request', '200.00', { status: 'pending' })])],
    }),
  ],
  [
    'an unpaid invoice purchase, returned: its request was taken back',
    anOrder({
      erp: { creditNotes: [settled('DEMG1', '100.00')] },
      payments: [payment('invoice', [request, entry('reversal', '100.00', { minute: 60 })])],
    }),
  ],
  [
    'a prepayment, paid and partly cancelled',
    anOrder({
      erp: { total: eur('70.00'), someCancelled: true, invoices: [settled('DEM1', '70.00')] },
      payments: [
        payment('prepayment', [request, receipt, entry('refund', '30.00', { minute: 60 })]),
      ],
    }),
  ],
  [
    'a pay-later order whose rest lapses',
    anOrder({
      erp: { total: eur('50.00'), someCancelled: true, invoices: [settled('DEM1', '50.00')] },
      payments: [
        payment(
          'paylater-invoice',
          [byShop('reservation', '100.00'), entry('payment', '50.00', { document: 'DEM1' })],
          { remaining: eur('50.00') },
        ),
      ],
    }),
  ],
  [
    'a pay-later order whose only invoice was settled by hand, and whose rest lapses',
    anOrder({
      erp: {
        total: eur('50.00'),
        someCancelled: true,
        invoices: [settled('DEM1', '50.00', 'others')],
      },
      payments: [
        payment('paylater-invoice', [byShop('reservation', '100.00')], {
          remaining: eur('100.00'),
        }),
      ],
    }),
  ],
  [
    'a shop that reserved and took more than was ordered',
    anOrder({
      payments: [payment('ideal', [byShop('payment', '120.00')])],
    }),
  ],
  [
    'a capture that was refused and then done',
    anOrder({
      payments: card(
        entry('payment', '100.00', {
          reference: 'DEM1',
          document: 'DEM1',
          status: 'error',
          path: 'a',
        }),
        entry('payment', '100.00', { reference: 'DEM1', document: 'DEM1', path: 'b' }),
      ),
    }),
  ],
  [
    'two cents less than ordered, within the tolerance',
    anOrder({
      payments: [
        payment('card', [
          byShop('reservation', '99.98'),
          entry('payment', '99.98', { document: 'DEM1' }),
        ]),
      ],
    }),
  ],
  [
    'an order whose error was told',
    anOrder({
      erp: { invoices: [unsettled('DEM1', '100.00')], releasedByUsAt: null },
      payments: [],
      said: { told: ['capture.payment-id-missing'] },
    }),
  ],
  [
    'a manual order that nobody touched',
    anOrder({ erp: { manual: true, ...open, releasedByUsAt: null }, payments: [] }),
  ],
  [
    'a payment in another currency on a locked order that was told',
    anOrder({
      erp: { ...open, locked: true, lockedByUs: true },
      payments: [
        payment('card', [byShop('reservation', '100.00', { amount: francs(10_000) })], {
          currency: francs(0).currency,
        }),
      ],
      said: { told: ['release.currency-differs'] },
    }),
  ],
  [
    'bookings that the ERP does not list one by one',
    anOrder({ erp: { invoices: [{ ...settled('DEM1', '100.00'), bookings: null }] } }),
  ],
];
