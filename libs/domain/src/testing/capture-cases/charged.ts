import { eur } from '../../money.js';
import { PAYMENT_METHOD_CODES, traitsOf } from '../../payment-methods.js';
import { anOperation, aPayment, aPolicy, found, path } from '../builders.js';
import {
  AUTHORIZED,
  capture,
  type CaptureCase,
  creditNote,
  invoiceOf,
  memoryOf,
  other,
  OTHER,
  pays,
  row,
  settles,
  SHOP_CHARGED,
  standard,
  stuck,
  THIS,
} from './rows.js';

export const charged: readonly CaptureCase[] = [
  row(
    'Standard: all invoices of the order must be known first',
    { policy: standard, ...pays(...AUTHORIZED, 'capture success 100.00') },
    { reason: 'needs-other-invoices' },
  ),
  settles(
    'Standard: an invoice within the charge is settled without a capture',
    {
      policy: standard,
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture('order', '100.00')),
    },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: a charge that the snapshot does not show yet counts',
    { policy: standard, otherInvoices: [], ...memoryOf(capture('order', '100.00')) },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: all invoices together may exceed the charge by the tolerance',
    {
      policy: standard,
      invoice: invoiceOf('60.02'),
      otherInvoices: [other('40.00')],
      ...pays(...SHOP_CHARGED),
    },
    { reason: 'settle-charged', amount: '60.02' },
  ),
  stuck(
    'Standard: all invoices together above charge and tolerance are an error',
    {
      policy: standard,
      invoice: invoiceOf('60.03'),
      otherInvoices: [other('40.00')],
      ...pays(...SHOP_CHARGED),
    },
    'invoiced-more-than-charged',
  ),
  settles(
    'Standard: the first of two invoices leaves the order partly settled',
    {
      policy: standard,
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...SHOP_CHARGED),
    },
    { reason: 'settle-charged', amount: '60.00', state: 'partly-settled' },
  ),
  settles(
    'Standard: what we refunded for returned goods was charged all the same',
    {
      policy: standard,
      otherInvoices: [creditNote('-30.00')],
      ...pays(...SHOP_CHARGED, 'refund success 30.00'),
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'DEM0000022',
          amount: eur('30.00'),
          transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
        }),
      ),
    },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: an order that we refunded whole was charged all the same',
    {
      policy: standard,
      otherInvoices: [],
      ...pays(...SHOP_CHARGED, 'refund success 100.00'),
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'DEM0000022',
          amount: eur('100.00'),
          transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
        }),
      ),
    },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: a refund made by hand for a credit note does not make the invoice too high',
    {
      policy: standard,
      otherInvoices: [creditNote('-30.00')],
      ...pays(...SHOP_CHARGED, 'refund success 30.00'),
    },
    { reason: 'settle-charged' },
  ),
  stuck(
    'Standard: a refund made by hand for nothing leaves too little',
    {
      policy: standard,
      otherInvoices: [],
      ...pays(...SHOP_CHARGED, 'refund success 30.00'),
    },
    'invoiced-more-than-charged',
  ),
  row(
    'Standard: an order that nobody charged is captured by its invoice',
    { policy: standard },
    { reason: 'capture', commands: [`capture ${THIS} 100.00`] },
  ),
  row(
    'Standard: the second invoice of an order that nobody charged is captured too',
    {
      policy: standard,
      invoice: invoiceOf('60.00'),
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(capture(OTHER, '40.00')),
    },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  settles(
    'Experten: a payment that the shop charged counts as charged',
    { otherInvoices: [], ...pays(...SHOP_CHARGED) },
    { reason: 'settle-charged' },
  ),
  ...PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === 'shop-charged').flatMap(
    (method) =>
      (['standard', 'expert'] as const).map((mode) =>
        settles(
          `${method} charged in the shop is settled at once under ${mode}`,
          {
            policy: aPolicy({ mode }),
            otherInvoices: [],
            payment: found(aPayment(SHOP_CHARGED, { method, state: 'completed' })),
          },
          { reason: 'settle-charged' },
        ),
      ),
  ),
];
