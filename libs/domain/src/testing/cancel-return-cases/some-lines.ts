import { eur } from '../../money.js';
import { aPayment, found, orderLines, path } from '../builders.js';
import {
  AUTHORIZED,
  booked,
  byFamily,
  type CancelReturnCase,
  CHARGED,
  CN,
  IN_SHOP,
  invoice,
  note,
  open,
  PART,
  pays,
  paysBy,
  RECEIVED,
  refunded,
  remembers,
  REQUESTED,
  rest,
  row,
  SHIPPED,
  standard,
  waits,
} from './rows.js';

export const someLines: readonly CancelReturnCase[] = [
  ...[...byFamily('shop-charged'), 'card' as const].map((method) =>
    row(
      `some lines cancelled, ${method}, charged, order closed: the difference is refunded`,
      { ...PART, ...paysBy(method, ...IN_SHOP) },
      rest(['refund rest 40.00 of s-chg-1']),
    ),
  ),
  row(
    'some lines cancelled, Standard, order closed: the difference is refunded',
    { ...PART, policy: standard, ...pays(...CHARGED) },
    rest(['refund rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, charged, order still open: it waits',
    { ...PART, order: open, policy: standard, ...pays(...CHARGED) },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, the difference is what both sides say: vouchers and shipping costs are in it',
    { ...PART, documents: [invoice('54.90')], policy: standard, ...pays(...CHARGED) },
    rest(['refund rest 45.10 of s-chg-1']),
  ),
  row(
    'some lines cancelled, a difference within the tolerance is none',
    { ...PART, documents: [invoice('99.98')], policy: standard, ...pays(...CHARGED) },
    {},
  ),
  row(
    'some lines cancelled, the tolerance counts once over the order, not per step',
    { ...PART, documents: [invoice('99.97')], policy: standard, ...pays(...CHARGED) },
    rest(['refund rest 0.03 of s-chg-1']),
  ),
  row(
    'some lines cancelled, what was given back before counts, whoever did it',
    { ...PART, policy: standard, ...pays(...CHARGED, 'refund success 25.00 s-chg-1') },
    rest(['refund rest 15.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, the difference was refunded by us: nothing more',
    {
      ...PART,
      policy: standard,
      ...pays(...CHARGED, 'refund success 40.00 s-chg-1'),
      ...remembers(refunded('rest', '40.00')),
    },
    {},
  ),
  row(
    'some lines cancelled, the difference was refunded, but our memory of it is lost: nothing more',
    { ...PART, policy: standard, ...pays(...CHARGED, 'refund success 40.00 s-chg-1') },
    {},
  ),
  row(
    'some lines cancelled, a refund that an older picture does not show yet is not repeated',
    { ...PART, policy: standard, ...pays(...CHARGED), ...remembers(refunded('rest', '40.00')) },
    {},
  ),
  row(
    'some lines cancelled, a second cancellation after the first was refunded goes under a name of its own',
    {
      lines: orderLines('shipped 50.00 DEM0000021', 'cancelled 40.00', 'cancelled 10.00'),
      documents: [invoice('50.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 40.00 s-chg-1'),
      ...remembers(refunded('rest', '40.00')),
    },
    rest(['refund rest-2 10.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, an invoice for delivered goods is missing: it waits',
    { ...PART, documents: [], policy: standard, ...pays(...CHARGED) },
    { reason: 'waiting-for-documents', state: 'released' },
  ),
  row(
    'some lines cancelled, a line names an invoice that is not among the documents: it waits',
    {
      lines: orderLines('shipped 30.00 DEM0000021', 'shipped 30.00 DEM0000024', 'cancelled 40.00'),
      documents: [invoice('30.00')],
      policy: standard,
      ...pays(...CHARGED),
    },
    { reason: 'waiting-for-documents' },
  ),
  row(
    'some lines cancelled, no line was cancelled: a surplus is no cancellation, a person may look',
    {
      documents: [invoice('60.00'), note('10.00')],
      ...pays(...IN_SHOP, 'refund success 10.00 s-chg-1'),
      ...remembers(booked(), refunded(CN, '10.00')),
    },
    { problems: ['notice cancel-return.charged-more-than-due'] },
  ),
  row(
    'some lines cancelled, Experten, last part delivered and captured: the rest is reversed',
    { ...PART, ...pays(...AUTHORIZED, 'capture success 60.00') },
    rest(['reverse rest 40.00']),
  ),
  row(
    'some lines cancelled, Experten, last part delivered and not captured: it waits',
    { ...PART, documents: [invoice('60.00', { settled: false })], ...pays(...AUTHORIZED) },
    { reason: 'waiting-for-capture', state: 'released' },
  ),
  row(
    'some lines cancelled, Experten, the invoice was settled by hand and never captured: what it asks for stays reserved',
    { ...PART, ...pays(...AUTHORIZED) },
    rest(['reverse rest 40.00']),
  ),
  row(
    'some lines cancelled, Experten, order still open: it waits',
    { ...PART, order: open, ...pays(...AUTHORIZED, 'capture success 60.00') },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, Experten, the rest has lapsed: nothing',
    { ...PART, payment: found(aPayment(['authorization success 60.00', 'capture success 60.00'])) },
    {},
  ),
  row(
    'some lines cancelled, Experten, a rest within the tolerance is left',
    { ...PART, ...pays(...AUTHORIZED, 'capture success 99.98'), documents: [invoice('99.98')] },
    {},
  ),
  row(
    'some lines cancelled, Experten, more was captured than invoiced: refunded and the rest reversed',
    { ...PART, ...pays(...AUTHORIZED, 'capture success 70.00') },
    rest(['reverse rest 30.00', 'refund rest 10.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, invoice, closed and unpaid: all partial cancellations in one reversal',
    {
      ...PART,
      lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 30.00', 'undeliverable 10.00'),
      ...paysBy('invoice', ...REQUESTED),
    },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, invoice, closed and paid: all partial cancellations in one refund',
    { ...PART, ...paysBy('invoice', ...RECEIVED) },
    rest(['refund rest 40.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, invoice, still open: it waits',
    { ...PART, order: open, ...paysBy('invoice', ...REQUESTED) },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, invoice, still open although paid: it waits',
    { ...PART, order: open, ...paysBy('invoice', ...RECEIVED) },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, prepayment, closed and unpaid: reversed in one sum',
    { ...PART, ...paysBy('prepayment', ...REQUESTED) },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, prepayment, open and paid: the cancelled lines are refunded in one sum',
    {
      lines: orderLines('accepted 60.00', 'cancelled 2x15.00', 'undeliverable 10.00'),
      documents: [],
      order: { ...open, total: eur('60.00') },
      ...paysBy('prepayment', ...RECEIVED),
    },
    { reason: 'cancel-rest', state: 'released', commands: ['refund rest 40.00 of s-chg-2'] },
  ),
  row(
    'some lines cancelled, prepayment, open, paid less than the rest costs with shipping: nothing goes back',
    {
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      order: { ...open, total: eur('64.90') },
      ...paysBy('prepayment', 'capture pending 62.50', 'capture success 62.50'),
    },
    { reason: 'nothing-to-do', state: 'released' },
  ),
  row(
    'some lines cancelled, prepayment, open and unpaid: it waits',
    {
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      order: open,
      ...paysBy('prepayment', ...REQUESTED),
    },
    { reason: 'waiting-for-closed', state: 'released' },
  ),
  row(
    'some lines cancelled, prepayment, part received: the open part goes first',
    { ...PART, ...paysBy('prepayment', ...REQUESTED, 'capture success 90.00') },
    rest(['reverse rest 10.00 of s-chg-1', 'refund rest 30.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, prepayment, refunded by line price while open, corrected when closed',
    {
      ...PART,
      documents: [invoice('55.00')],
      ...paysBy('prepayment', ...RECEIVED, 'refund success 40.00 s-chg-2'),
      ...remembers(
        refunded('rest', '40.00', { transactionPath: path('charges/s-chg-2/cancels/s-cnl-1') }),
      ),
    },
    rest(['refund rest-2 5.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, invoice-secured, payment period has started: one sum, unpaid',
    { ...PART, ...paysBy('invoice-secured', ...SHIPPED) },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, invoice-secured, payment period has started: one sum, paid',
    { ...PART, ...paysBy('invoice-secured', ...SHIPPED, 'capture success 100.00') },
    rest(['refund rest 40.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, invoice-secured, not shipped yet: it waits',
    {
      ...PART,
      documents: [invoice('60.00', { settled: false })],
      ...paysBy('invoice-secured', ...REQUESTED),
    },
    { reason: 'waiting-for-shipment', state: 'released' },
  ),
  row(
    'some lines cancelled, invoice-secured, settled by hand so that no shipment will be announced: the rest is taken back',
    { ...PART, ...paysBy('invoice-secured', ...REQUESTED) },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  ...byFamily('paylater').map((method) =>
    row(
      `some lines cancelled, ${method}: nothing, the rest lapses`,
      { ...PART, ...paysBy(method, ...AUTHORIZED, 'capture success 60.00') },
      {},
    ),
  ),
  row(
    'some lines cancelled, paylater before the first charge: nothing for a part',
    {
      ...PART,
      order: open,
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      ...paysBy('paylater-invoice', ...AUTHORIZED),
    },
    { state: 'released' },
  ),
];
