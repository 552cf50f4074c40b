import { eur } from '../../money.js';
import { aCreditNote, aPayment, aPolicy, found } from '../builders.js';
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
import type { CaptureCase } from './rows.js';

const afterReceipt = aPolicy({ settleInvoiceAfterReceipt: true });

export const invoice: readonly CaptureCase[] = [
  row(
    'capture, invoice, unpaid and CLOSED: settled',
    paysBy('invoice', ...REQUESTED),
    settles('settle-on-invoice'),
  ),
  row(
    'capture, invoice, paid and CLOSED: settled',
    paysBy('invoice', ...RECEIVED),
    settles('settle-transferred'),
  ),
  row(
    'capture, invoice, not CLOSED: it waits',
    { ...paysBy('invoice', ...REQUESTED), orderStatus: 'open' },
    WAITS,
  ),
  row(
    'capture, invoice, only after the receipt: unpaid, notice',
    { ...paysBy('invoice', ...REQUESTED), policy: afterReceipt },
    UNPAID,
  ),
  row(
    'capture, invoice, only after the receipt: paid, settled',
    { ...paysBy('invoice', ...RECEIVED), policy: afterReceipt },
    settles('settle-transferred'),
  ),
  row(
    'capture, invoice, a part was cancelled and reversed: the rest is settled',
    { ...paysBy('invoice', ...REQUESTED, 'reversal success 40.00 s-chg-1'), invoice: of('60.00') },
    settles('settle-on-invoice', '60.00'),
  ),
  row(
    'capture, invoice, returned and reversed before it was settled: settled all the same',
    {
      payment: found(
        aPayment([...REQUESTED, 'reversal success 100.00 s-chg-1'], {
          method: 'invoice',
          state: 'cancelled',
        }),
      ),
      otherInvoices: [aCreditNote({ total: eur('-100.00') })],
    },
    settles('settle-on-invoice'),
  ),
  row(
    'capture, invoice, more invoiced than asked for: error',
    {
      ...paysBy('invoice', ...REQUESTED),
      invoice: of('60.00'),
      otherInvoices: [other('60.00', true)],
    },
    {
      reason: 'invoiced-more-than-requested',
      state: 'stuck',
      problems: ['error capture.invoiced-more-than-requested'],
    },
  ),
];
