import { eur } from '../../money.js';
import { anOperation, invoiceNumber, path } from '../builders.js';
import {
  AUTHORIZED,
  booked,
  books,
  byFamily,
  type CancelReturnCase,
  CHARGED,
  CN,
  IN_SHOP,
  invoice,
  note,
  open,
  pays,
  paysBy,
  RECEIVED,
  refunded,
  remembers,
  REQUESTED,
  returned,
  row,
  secondInvoice,
  secondNote,
  SHIPPED,
  standard,
  waits,
  withNote,
} from './rows.js';

export const returns: readonly CancelReturnCase[] = [
  ...[...byFamily('direct'), ...byFamily('shop-charged')].map((method) =>
    row(
      `returned, ${method}: the credit note is refunded and booked`,
      { ...withNote(note('20.00')), ...paysBy(method, ...IN_SHOP) },
      { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
    ),
  ),
  row(
    'returned, Experten: the credit note is refunded from the charge and booked',
    withNote(note('20.00')),
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, Standard, order still open: returns do not wait',
    { ...withNote(note('20.00')), order: open, policy: standard },
    {
      ...returned,
      state: 'partly-settled',
      commands: ['refund DEM0000022 20.00 of s-chg-1', books()],
    },
  ),
  ...byFamily('paylater').map((method) =>
    row(
      `returned, ${method}: refunded at payment level`,
      { ...withNote(note('20.00')), ...paysBy(method, ...CHARGED) },
      { ...returned, commands: ['refund DEM0000022 20.00', books()] },
    ),
  ),
  ...(['prepayment', 'invoice'] as const).flatMap((method) => [
    row(
      `returned, ${method}, paid: refunded from the receipt`,
      { ...withNote(note('20.00')), ...paysBy(method, ...RECEIVED) },
      { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-2', books()] },
    ),
    row(
      `returned, ${method}, unpaid: the request is reversed`,
      { ...withNote(note('20.00')), ...paysBy(method, ...REQUESTED) },
      { ...returned, commands: ['reverse DEM0000022 20.00 of s-chg-1', books()] },
    ),
    row(
      `returned, ${method}, paid in part: the open part first, then the receipt`,
      { ...withNote(note('20.00')), ...paysBy(method, ...REQUESTED, 'capture success 90.00') },
      {
        ...returned,
        commands: [
          'reverse DEM0000022 10.00 of s-chg-1',
          'refund DEM0000022 10.00 of s-chg-2',
          books(),
        ],
      },
    ),
  ]),
  row(
    'returned, prepayment, open and unpaid: the return waits',
    { ...withNote(note('20.00')), order: open, ...paysBy('prepayment', ...REQUESTED) },
    waits('waiting-for-receipt'),
  ),
  row(
    'returned, invoice, open and unpaid: the return does not wait',
    { ...withNote(note('20.00')), order: open, ...paysBy('invoice', ...REQUESTED) },
    {
      ...returned,
      state: 'partly-settled',
      commands: ['reverse DEM0000022 20.00 of s-chg-1', books()],
    },
  ),
  row(
    'returned, invoice-secured after the shipment: reversed with its reason',
    { ...withNote(note('20.00')), ...paysBy('invoice-secured', ...SHIPPED) },
    { ...returned, commands: ['reverse DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, invoice-secured, shipment not announced yet: the return waits',
    { ...withNote(note('20.00')), ...paysBy('invoice-secured', ...REQUESTED) },
    { reason: 'waiting-for-shipment' },
  ),
  row(
    'returned, several charges: the one that fits exactly',
    {
      documents: [invoice('60.00'), secondInvoice('40.00'), note('40.00', { corrects: null })],
      ...pays(...AUTHORIZED, 'capture success 60.00', 'capture success 40.00'),
    },
    { ...returned, commands: ['refund DEM0000022 40.00 of s-chg-2', books('40.00')] },
  ),
  row(
    "returned, several charges: the corrected invoice's own",
    {
      documents: [
        invoice('60.00'),
        secondInvoice('40.00'),
        note('20.00', { corrects: invoiceNumber('DEM0000020') }),
      ],
      ...pays(...AUTHORIZED, 'capture success 60.00', 'capture success 40.00'),
      ...remembers(
        anOperation({
          kind: 'capture',
          document: 'DEM0000020',
          amount: eur('40.00'),
          transactionPath: path('charges/s-chg-2'),
        }),
      ),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-2', books()] },
  ),
  row(
    'returned, several charges, none suffices: split, oldest first',
    {
      documents: [invoice('60.00'), secondInvoice('40.00'), note('70.00', { corrects: null })],
      ...pays(...AUTHORIZED, 'capture success 60.00', 'capture success 40.00'),
    },
    {
      ...returned,
      commands: [
        'refund DEM0000022/s-chg-1 60.00 of s-chg-1',
        'refund DEM0000022/s-chg-2 10.00 of s-chg-2',
        books('70.00'),
      ],
    },
  ),
  row(
    'returned, a split of which the first part is done: only the rest',
    {
      documents: [invoice('60.00'), secondInvoice('40.00'), note('70.00', { corrects: null })],
      ...pays(
        ...AUTHORIZED,
        'capture success 60.00',
        'capture success 40.00',
        'refund success 60.00 s-chg-1',
      ),
      ...remembers(refunded('DEM0000022/s-chg-1', '60.00')),
    },
    { ...returned, commands: ['refund DEM0000022 10.00 of s-chg-2', books('70.00')] },
  ),
  row(
    'returned, receipts in parts: split over them',
    {
      ...withNote(note('50.00')),
      ...paysBy(
        'prepayment',
        ...REQUESTED,
        'capture success 40.00',
        'capture success 60.00',
        'refund success 20.00 s-chg-3',
      ),
      ...remembers(
        refunded('DEM0000019', '20.00', {
          transactionPath: path('charges/s-chg-3/cancels/s-cnl-1'),
        }),
        booked('DEM0000019'),
      ),
      documents: [
        invoice('100.00'),
        note('20.00', {
          invoiceNumber: invoiceNumber('DEM0000019'),
          invoiceKey: 19,
          settled: true,
        }),
        note('50.00'),
      ],
    },
    {
      ...returned,
      commands: [
        'refund DEM0000022/s-chg-2 40.00 of s-chg-2',
        'refund DEM0000022/s-chg-3 10.00 of s-chg-3',
        books('50.00'),
      ],
    },
  ),
  row(
    'returned, two credit notes: one at a time, the older first',
    withNote(secondNote('30.00'), note('20.00')),
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, the second credit note after the first is done',
    {
      ...withNote(note('20.00', { settled: true }), secondNote('30.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    { ...returned, commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')] },
  ),
  row(
    'returned, refunded and booked: nothing more',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    {},
  ),
  row(
    'returned, refunded and not booked yet: only booked',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00')),
    },
    { reason: 'book-only', commands: [books()] },
  ),
];
