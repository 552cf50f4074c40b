import { eur } from '../../money.js';
import { anOrder, aPayment, found, orderLines } from '../builders.js';
import {
  AUTHORIZED,
  booked,
  books,
  type CancelReturnCase,
  CHARGED,
  CN,
  invoice,
  note,
  open,
  PART,
  pays,
  paysBy,
  refunded,
  remembers,
  REQUESTED,
  rest,
  returned,
  row,
  secondInvoice,
  standard,
  waits,
  withNote,
} from './rows.js';

/** More than was charged, before it is charged, or together with cancelled goods. */
export const beyondTheCharge: readonly CancelReturnCase[] = [
  row(
    'returned, more to refund than was charged: error, nothing sent',
    { documents: [invoice('100.00'), note('120.00')] },
    {
      reason: 'more-than-charged',
      state: 'stuck',
      problems: ['error cancel-return.more-than-charged'],
    },
  ),
  row(
    'returned, unpaid invoice, more credited than asked for: error, nothing sent',
    { documents: [invoice('100.00'), note('120.00')], ...paysBy('invoice', ...REQUESTED) },
    {
      reason: 'more-than-charged',
      state: 'stuck',
      problems: ['error cancel-return.more-than-charged'],
    },
  ),
  row(
    'returned, more to refund than charged within the tolerance: what is there',
    { documents: [invoice('100.00'), note('100.02')] },
    { ...returned, commands: ['refund DEM0000022 100.00 of s-chg-1', books('100.02')] },
  ),
  row(
    'returned, Standard, charged a cent less than invoiced: a full return gives back what was charged',
    {
      policy: standard,
      ...withNote(note('100.00')),
      ...pays('authorization success 99.99', 'capture success 99.99'),
    },
    { ...returned, commands: ['refund DEM0000022 99.99 of s-chg-1', books('100.00')] },
  ),
  row(
    'returned, return before capture: it waits with a notice',
    { documents: [invoice('100.00', { settled: false }), note('20.00')], ...pays(...AUTHORIZED) },
    {
      reason: 'waiting-for-capture',
      state: 'released',
      problems: ['notice cancel-return.return-before-capture'],
    },
  ),
  row(
    "returned, return before capture: another invoice's money is not touched",
    {
      order: open,
      documents: [secondInvoice('60.00'), invoice('40.00', { settled: false }), note('40.00')],
      ...pays(...AUTHORIZED, 'capture success 60.00'),
    },
    { ...waits('waiting-for-capture'), problems: ['notice cancel-return.return-before-capture'] },
  ),
  row(
    'returned, a return of a captured part does not wait for the other part',
    {
      order: open,
      documents: [invoice('60.00'), secondInvoice('40.00', { settled: false }), note('20.00')],
      ...pays(...AUTHORIZED, 'capture success 60.00'),
    },
    {
      ...returned,
      state: 'partly-settled',
      commands: ['refund DEM0000022 20.00 of s-chg-1', books()],
    },
  ),
  row(
    'returned, without the corrected invoice known, all invoices must be captured',
    {
      order: open,
      documents: [
        invoice('60.00'),
        secondInvoice('40.00', { settled: false }),
        note('20.00', { corrects: null }),
      ],
      ...pays(...AUTHORIZED, 'capture success 60.00'),
    },
    { ...waits('waiting-for-capture'), problems: ['notice cancel-return.return-before-capture'] },
  ),
  row(
    'returned, nothing will be captured any more: error instead of waiting',
    {
      documents: [invoice('100.00', { settled: false }), note('20.00')],
      payment: found(
        aPayment(AUTHORIZED, { state: 'cancelled', total: eur('0'), remaining: eur('0') }),
      ),
    },
    {
      reason: 'more-than-charged',
      state: 'stuck',
      problems: ['error cancel-return.more-than-charged'],
    },
  ),
  row(
    'cancelled and returned together: the credit note first, then the cancelled rest',
    {
      ...PART,
      documents: [invoice('60.00'), note('20.00')],
      policy: standard,
      ...pays(...CHARGED),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'cancelled and returned together: then the rest, once',
    {
      ...PART,
      documents: [invoice('60.00'), note('20.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    rest(['refund rest 40.00 of s-chg-1']),
  ),
  row(
    'cancelled and returned together: a rest refunded while nobody remembers it does not hide the credit note',
    {
      ...PART,
      documents: [invoice('60.00'), note('20.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 40.00 s-chg-1'),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, a credit note without a customer account is refunded and told',
    {
      order: anOrder({ status: 'closed', customerKey: null }),
      documents: [invoice('100.00'), note('20.00', { customerKey: null })],
    },
    {
      reason: 'customer-missing',
      state: 'stuck',
      commands: ['refund DEM0000022 20.00 of s-chg-1'],
      problems: ['error cancel-return.customer-missing'],
    },
  ),
  row(
    'returned, a credit note before any invoice: it waits with a notice',
    {
      order: open,
      lines: orderLines('accepted 100.00'),
      documents: [note('20.00')],
      ...pays(...AUTHORIZED),
    },
    {
      reason: 'waiting-for-capture',
      state: 'released',
      problems: ['notice cancel-return.return-before-capture'],
    },
  ),
  row(
    "returned, a credit note that was refunded and not booked does not take the cancelled goods' money",
    {
      lines: orderLines('shipped 50.00 DEM0000021', 'cancelled 50.00'),
      documents: [invoice('50.00'), note('50.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 50.00 s-chg-1'),
      ...remembers(refunded(CN, '50.00')),
    },
    { reason: 'book-only', commands: [books('50.00')] },
  ),
];
