import { eur } from '../../money.js';
import { path } from '../builders.js';
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
  settlement,
  settles,
  THIS,
  type Want,
} from './rows.js';

const ELSEWHERE: Want = {
  reason: 'settle-charged-elsewhere',
  problems: ['notice capture.charged-elsewhere'],
};

export const elsewhere: readonly CaptureCase[] = [
  row(
    "somebody else's capture asks for the other invoices first",
    pays(...AUTHORIZED, 'capture success 100.00'),
    { reason: 'needs-other-invoices' },
  ),
  settles(
    "somebody else's capture that covers the invoice settles it",
    { otherInvoices: [], ...pays(...AUTHORIZED, 'capture success 100.00') },
    ELSEWHERE,
  ),
  settles(
    'what somebody else captured is used although the authorisation holds enough',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [],
      ...pays('authorization success 200.00', 'capture success 60.00'),
    },
    { ...ELSEWHERE, amount: '60.00', state: 'partly-settled' },
  ),
  row(
    'of an invoice that is captured elsewhere in part only the difference is captured',
    { otherInvoices: [], ...pays(...AUTHORIZED, 'capture success 40.00') },
    { reason: 'capture-difference', commands: [`capture ${THIS} 60.00`] },
  ),
  settles(
    'after capturing the difference the invoice is settled',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'capture success 60.00'),
      ...memoryOf(capture(THIS, '60.00', { transactionPath: path('charges/s-chg-2') })),
    },
    ELSEWHERE,
  ),
  row(
    'what covered another settled invoice is not counted twice',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00')],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
    },
    { reason: 'capture', state: 'partly-settled', commands: [`capture ${THIS} 60.00`] },
  ),
  row(
    'what covers an invoice that we just settled is not counted twice',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(settlement({ document: OTHER, amount: eur('40.00') })),
    },
    {
      reason: 'capture',
      state: 'partly-settled',
      commands: [`capture ${THIS} 60.00`],
    },
  ),
  settles(
    'an invoice that our own capture covers uses nothing of what was captured elsewhere',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00')],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'capture success 60.00'),
      ...memoryOf(capture(OTHER, '40.00')),
    },
    { ...ELSEWHERE, amount: '60.00' },
  ),
  row(
    'a foreign capture that was given back for nothing covers nothing',
    {
      invoice: invoiceOf('40.00'),
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'refund success 40.00'),
    },
    { reason: 'capture', commands: [`capture ${THIS} 40.00`] },
  ),
  settles(
    'a foreign capture that was given back for a credit note paid its invoice',
    {
      invoice: invoiceOf('40.00'),
      otherInvoices: [creditNote('-40.00')],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'refund success 40.00'),
    },
    { ...ELSEWHERE, amount: '40.00', state: 'partly-settled' },
  ),
  settles(
    'an order that we charged whole before the mode became Experten is settled without a notice',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture('order', '100.00')),
    },
    { reason: 'settle-charged' },
  ),
];
