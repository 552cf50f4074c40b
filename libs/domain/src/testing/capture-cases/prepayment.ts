import { eur } from '../../money.js';
import {
  aCreditNote,
  anInvoice,
  anOperation,
  aPayment,
  aPolicy,
  found,
  path,
} from '../builders.js';
import {
  of,
  other,
  paysBy,
  RECEIVED,
  REQUESTED,
  row,
  settles,
  UNPAID,
  WAITS,
} from './family-rows.js';
import { type CaptureCase, memoryOf } from './rows.js';

export const prepayment: readonly CaptureCase[] = [
  row(
    'capture, prepayment, received and CLOSED: settled',
    paysBy('prepayment', ...RECEIVED),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, received and not CLOSED: it waits',
    { ...paysBy('prepayment', ...RECEIVED), orderStatus: 'open' },
    WAITS,
  ),
  row(
    'capture, prepayment, shipped although unpaid: notice',
    paysBy('prepayment', ...REQUESTED),
    UNPAID,
  ),
  row(
    'capture, prepayment, shipped although paid in part only: notice',
    paysBy('prepayment', ...REQUESTED, 'capture success 40.00'),
    UNPAID,
  ),
  row(
    'capture, prepayment, received in parts and CLOSED: settled',
    paysBy('prepayment', ...REQUESTED, 'capture success 40.00', 'capture success 60.00'),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, received within the tolerance: settled',
    paysBy('prepayment', ...REQUESTED, 'capture success 99.98'),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, received too much: settled',
    paysBy('prepayment', ...REQUESTED, 'capture success 110.00'),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, several invoices: all of them must be covered',
    {
      ...paysBy('prepayment', ...REQUESTED, 'capture success 60.00'),
      invoice: of('60.00'),
      otherInvoices: [other('40.00')],
    },
    UNPAID,
  ),
  row(
    'capture, prepayment, settled by hand meanwhile: left alone',
    { ...paysBy('prepayment', ...REQUESTED), invoice: anInvoice({ settled: true }) },
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'capture, prepayment, the mode makes no difference',
    { ...paysBy('prepayment', ...RECEIVED), policy: aPolicy({ mode: 'standard' }) },
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, a part was cancelled and refunded: the rest is settled',
    {
      ...paysBy('prepayment', ...RECEIVED, 'refund success 40.00 s-chg-2'),
      invoice: of('60.00'),
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'rest',
          amount: eur('40.00'),
          transactionPath: path('charges/s-chg-2/cancels/s-cnl-1'),
        }),
      ),
    },
    settles('settle-transferred', '60.00'),
  ),
  row(
    'capture, prepayment, all of it returned and refunded: its invoice is settled all the same',
    {
      payment: found(
        aPayment([...RECEIVED, 'refund success 100.00 s-chg-2'], {
          method: 'prepayment',
          state: 'cancelled',
        }),
      ),
      otherInvoices: [aCreditNote({ total: eur('-100.00') })],
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'DEM0000022',
          amount: eur('100.00'),
          transactionPath: path('charges/s-chg-2/cancels/s-cnl-1'),
        }),
      ),
    },
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, the other invoices are not known yet: they are asked for',
    { ...paysBy('prepayment', ...RECEIVED), otherInvoices: null },
    { reason: 'needs-other-invoices' },
  ),
  row(
    'capture, prepayment, the order status is not known yet: it is asked for',
    { ...paysBy('prepayment', ...RECEIVED), orderStatus: null },
    { reason: 'needs-order-status' },
  ),
  row(
    'capture, prepayment, more invoiced than asked for and received: error',
    { ...paysBy('prepayment', ...REQUESTED), invoice: of('120.00') },
    {
      reason: 'invoiced-more-than-requested',
      state: 'stuck',
      problems: ['error capture.invoiced-more-than-requested'],
    },
  ),
  row(
    'capture, prepayment, reversed whole before it was shipped: error',
    {
      payment: found(
        aPayment([...REQUESTED, 'reversal success 100.00 s-chg-1'], {
          method: 'prepayment',
          state: 'cancelled',
        }),
      ),
    },
    { reason: 'payment-cancelled', state: 'stuck', problems: ['error capture.payment-cancelled'] },
  ),
];
