import { type Currency, eur, money } from '../../money.js';
import { aPayment, found, orderLines } from '../builders.js';
import {
  AUTHORIZED,
  byFamily,
  cancelled,
  type CancelReturnCase,
  CHARGED,
  IN_SHOP,
  onHold,
  pays,
  paysBy,
  RECEIVED,
  REQUESTED,
  row,
  SHIPPED,
  standard,
  WHOLE,
} from './rows.js';

export const wholeOrder: readonly CancelReturnCase[] = [
  ...byFamily('shop-charged').map((method) =>
    row(
      `whole order cancelled, ${method}, charged: everything still charged is refunded`,
      { ...WHOLE, ...paysBy(method, ...IN_SHOP) },
      cancelled(['refund order 100.00 of s-chg-1']),
    ),
  ),
  row(
    'whole order cancelled, Standard, charged at release: everything still charged is refunded',
    { ...WHOLE, policy: standard, ...pays(...CHARGED) },
    cancelled(['refund order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, Standard, charged less than authorised: the charge is refunded and the rest reversed',
    {
      ...WHOLE,
      policy: standard,
      ...pays('authorization success 100.00', 'capture success 90.00'),
    },
    cancelled(['reverse order 10.00', 'refund order 90.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, a card that the shop charged is refunded in either mode',
    { ...WHOLE, ...pays(...IN_SHOP) },
    cancelled(['refund order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, in another currency than its payment: everything goes back all the same',
    {
      ...WHOLE,
      lines: orderLines('cancelled 100.00').map((line) => ({
        ...line,
        price: money(10_000, 'CHF' as Currency),
      })),
      ...pays(...IN_SHOP),
    },
    cancelled(['refund order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, Standard, cancelled on hold before the charge: the authorisation is reversed',
    { ...WHOLE, order: onHold, policy: standard, ...pays(...AUTHORIZED) },
    cancelled(['reverse order 100.00']),
  ),
  row(
    'whole order cancelled, Experten, authorised only: the authorisation is reversed',
    { ...WHOLE, ...pays(...AUTHORIZED) },
    cancelled(['reverse order 100.00']),
  ),
  row(
    'whole order cancelled, Experten, cancelled on hold: the authorisation is reversed',
    { ...WHOLE, order: onHold, ...pays(...AUTHORIZED) },
    cancelled(['reverse order 100.00']),
  ),
  row(
    'whole order cancelled, Experten, somebody reversed a part: only what is left',
    { ...WHOLE, ...pays(...AUTHORIZED, 'reversal success 30.00') },
    cancelled(['reverse order 70.00']),
  ),
  row(
    'whole order cancelled, Experten, already reversed: nothing',
    {
      ...WHOLE,
      payment: found(aPayment([...AUTHORIZED, 'reversal success 100.00'], { state: 'cancelled' })),
    },
    { state: 'cancelled' },
  ),
  row(
    'whole order cancelled, a lapsed authorisation has nothing to give back',
    {
      ...WHOLE,
      payment: found(
        aPayment(AUTHORIZED, { state: 'cancelled', total: eur('0'), remaining: eur('0') }),
      ),
    },
    { state: 'cancelled' },
  ),
  row(
    'whole order cancelled, several charges are refunded one by one',
    {
      ...WHOLE,
      ...pays('authorization success 100.00', 'capture success 60.00', 'capture success 40.00'),
    },
    cancelled(['refund order/s-chg-1 60.00 of s-chg-1', 'refund order/s-chg-2 40.00 of s-chg-2']),
  ),
  row(
    'whole order cancelled, what somebody refunded by hand is not refunded again',
    {
      ...WHOLE,
      ...pays(...IN_SHOP, 'refund success 100.00 s-chg-1'),
      payment: found(
        aPayment([...IN_SHOP, 'refund success 100.00 s-chg-1'], { state: 'cancelled' }),
      ),
    },
    { state: 'cancelled' },
  ),
  row(
    'whole order cancelled, what somebody refunded by hand in part is not refunded again',
    { ...WHOLE, ...pays(...IN_SHOP, 'refund success 30.00 s-chg-1') },
    cancelled(['refund order 70.00 of s-chg-1']),
  ),
  ...(['prepayment', 'invoice'] as const).flatMap((method) => [
    row(
      `whole order cancelled, ${method}, nothing received: the request is reversed`,
      { ...WHOLE, ...paysBy(method, ...REQUESTED) },
      cancelled(['reverse order 100.00 of s-chg-1']),
    ),
    row(
      `whole order cancelled, ${method}, all received: the receipts are refunded`,
      { ...WHOLE, ...paysBy(method, ...RECEIVED) },
      cancelled(['refund order 100.00 of s-chg-2']),
    ),
    row(
      `whole order cancelled, ${method}, part received: the open part is reversed and the receipts refunded`,
      {
        ...WHOLE,
        ...paysBy(method, ...REQUESTED, 'capture success 30.00', 'capture success 10.00'),
      },
      cancelled([
        'reverse order 60.00 of s-chg-1',
        'refund order/s-chg-2 30.00 of s-chg-2',
        'refund order/s-chg-3 10.00 of s-chg-3',
      ]),
    ),
    row(
      `whole order cancelled, ${method}, too much received: all of it is refunded`,
      { ...WHOLE, ...paysBy(method, ...REQUESTED, 'capture success 110.00') },
      cancelled(['refund order 110.00 of s-chg-2']),
    ),
  ]),
  row(
    'whole order cancelled, invoice-secured before the shipment: cancelled',
    { ...WHOLE, ...paysBy('invoice-secured', ...REQUESTED) },
    cancelled(['reverse order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, invoice-secured after the shipment: cancelled with its reason',
    { ...WHOLE, ...paysBy('invoice-secured', ...SHIPPED) },
    cancelled(['reverse order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, invoice-secured after the shipment and paid: refunded',
    { ...WHOLE, ...paysBy('invoice-secured', ...SHIPPED, 'capture success 100.00') },
    cancelled(['refund order 100.00 of s-chg-2']),
  ),
  ...byFamily('paylater').flatMap((method) => [
    row(
      `whole order cancelled, ${method} before the first charge: the whole authorisation is reversed`,
      { ...WHOLE, ...paysBy(method, ...AUTHORIZED) },
      cancelled(['reverse order 100.00']),
    ),
    row(
      `whole order cancelled, ${method} after the first charge: nothing, the open rest lapses`,
      {
        lines: orderLines('cancelled 100.00'),
        documents: [],
        ...paysBy(method, ...AUTHORIZED, 'capture success 40.00'),
      },
      { state: 'cancelled', problems: ['notice cancel-return.charged-more-than-due'] },
    ),
  ]),
];
