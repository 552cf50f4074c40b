import type { ShopOrderNumber } from '../../ids.js';
import { eur } from '../../money.js';
import { anInvoice } from '../builders.js';
import {
  capture,
  type CaptureCase,
  invoiceOf,
  memoryOf,
  pays,
  row,
  settlement,
  settles,
  THIS,
} from './rows.js';

export const leftAlone: readonly CaptureCase[] = [
  row(
    'a credit note is not the business of this rule',
    { invoice: anInvoice({ kind: 'credit-note', total: eur('-20.00') }) },
    { reason: 'credit-note' },
  ),
  row(
    'a settled credit note is left alone',
    { invoice: anInvoice({ kind: 'credit-note', total: eur('-20.00'), settled: true }) },
    { reason: 'credit-note' },
  ),
  row(
    'a negative total is a credit note whatever it is called',
    { invoice: invoiceOf('-20.00') },
    { reason: 'credit-note' },
  ),
  row(
    'an invoice of a manual order is ignored',
    {
      invoice: anInvoice({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  row(
    'a settled invoice asks for nothing',
    { invoice: anInvoice({ settled: true }) },
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'an invoice that we settled asks for nothing, whatever an older answer shows',
    memoryOf(settlement()),
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'an invoice that we perhaps settled and that is settled asks for nothing',
    { invoice: anInvoice({ settled: true }), ...memoryOf(settlement({ status: 'abandoned' })) },
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'an invoice settled by hand after our capture gets a notice and no second booking',
    { invoice: anInvoice({ settled: true }), ...memoryOf(capture(THIS, '100.00')) },
    {
      reason: 'settled-by-hand',
      state: 'settled',
      problems: ['notice capture.settled-by-hand'],
    },
  ),
  row(
    'an invoice that is not shipped is not captured',
    { invoice: anInvoice({ shipped: false }) },
    { reason: 'not-shipped' },
  ),
  settles(
    'an invoice without an amount is settled without a capture',
    { invoice: invoiceOf('0.00'), ...pays('authorization error 100.00') },
    { reason: 'settle-nothing-to-pay', amount: '0.00', state: 'partly-settled' },
  ),
  row(
    'keys rejected as a whole pause the configuration and touch no order',
    { payment: { kind: 'keys-rejected' } },
    { reason: 'keys-rejected', state: 'waiting' },
  ),
];
