import { aMemory, hoursAgo } from '../builders.js';
import {
  asked,
  AUTHORIZED,
  capture,
  type CaptureCase,
  invoiceOf,
  memoryOf,
  OTHER,
  other,
  OTHER_PAYMENT,
  pays,
  refused,
  row,
  settles,
  stuck,
  THIS,
  type Want,
} from './rows.js';

const PENDING: Want = {
  reason: 'capture-pending',
  state: 'waiting',
  problems: ['notice capture.pending'],
};

export const capturing: readonly CaptureCase[] = [
  row(
    'Experten: the invoice amount is captured under the invoice number',
    { invoice: invoiceOf('60.00') },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  row(
    'Experten: an amount above the rest within the tolerance is clamped to the rest',
    { invoice: invoiceOf('100.02') },
    { reason: 'capture', commands: [`capture ${THIS} 100.00`] },
  ),
  settles('Experten: after the capture the invoice is settled', memoryOf(capture(THIS, '100.00')), {
    reason: 'settle-captured',
  }),
  settles(
    'Experten: after a clamped capture the invoice is settled at its own amount',
    { invoice: invoiceOf('100.02'), ...memoryOf(capture(THIS, '100.00')) },
    { reason: 'settle-captured', amount: '100.02' },
  ),
  settles(
    'Experten: what is captured is settled even when the keys are rejected now',
    { payment: { kind: 'keys-rejected' }, ...memoryOf(capture(THIS, '100.00')) },
    { reason: 'settle-captured' },
  ),
  settles(
    'Experten: what we captured under an earlier payment id is not captured again',
    memoryOf(capture(THIS, '100.00', { paymentId: OTHER_PAYMENT })),
    { reason: 'settle-captured' },
  ),
  row(
    'Experten: a pending capture is no success and waits',
    memoryOf(capture(THIS, '100.00', { status: 'pending', finishedAt: null })),
    PENDING,
  ),
  row(
    "Experten: nothing is captured beside somebody else's pending capture",
    pays(...AUTHORIZED, 'capture pending 100.00'),
    PENDING,
  ),
  row(
    'Experten: a capture without an answer is looked up, not repeated',
    memoryOf(capture(THIS, '100.00', { status: 'open', finishedAt: null })),
    { reason: 'capture-uncertain', state: 'waiting' },
  ),
  row(
    'Experten: a capture that stays without an answer gets a notice',
    memoryOf(capture(THIS, '100.00', { status: 'open', finishedAt: null, lookUps: 2 })),
    { reason: 'capture-uncertain', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'Experten: nothing is captured while another operation of ours is open on the payment',
    {
      invoice: invoiceOf('60.00'),
      ...memoryOf(capture(OTHER, '40.00', { status: 'open', finishedAt: null })),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'Experten: what lies at the provider may be our capture of another invoice that got no answer: it is waited for',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(
        capture(OTHER, '40.00', { status: 'open', finishedAt: null, transactionPath: null }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'Experten: a capture that cannot be found out goes to a person, asked again or not',
    asked(capture(THIS, '100.00', { status: 'abandoned', transactionPath: null })),
    { reason: 'capture-needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  settles(
    'Experten: a capture that could not be found out and shows up at the provider counts',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture(THIS, '100.00', { status: 'abandoned', transactionPath: null })),
    },
    { reason: 'settle-charged-elsewhere', problems: ['notice capture.charged-elsewhere'] },
  ),
  row(
    'Experten: a capture that could not be found out is not spent on another invoice',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(capture(OTHER, '40.00', { status: 'abandoned', transactionPath: null })),
    },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  stuck(
    'Experten: a refused capture is an error',
    memoryOf(refused('100.00')),
    'capture-refused',
    'refused',
  ),
  row(
    'Experten: a refused capture is tried once more when somebody asks',
    asked(refused('100.00')),
    { reason: 'capture', commands: [`capture ${THIS} 100.00`] },
  ),
  stuck(
    'Experten: a recheck from before the refusal does not try again',
    { memory: aMemory({ operations: [refused('100.00')], recheckRequestedAt: hoursAgo(1) }) },
    'capture-refused',
    'refused',
  ),
  row(
    'Experten: after a refusal another amount is another request',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(refused('100.00')),
    },
    { reason: 'capture-difference', commands: [`capture ${THIS} 60.00`] },
  ),
  stuck(
    'Experten: an invoice above the rest of the authorisation and the tolerance is an error',
    {
      invoice: invoiceOf('60.00'),
      ...pays(...AUTHORIZED, 'capture success 50.00'),
      ...memoryOf(capture(OTHER, '50.00')),
    },
    'amount-exceeds-authorization',
  ),
  row(
    'Experten: the rest counts less what we captured since the snapshot',
    { invoice: invoiceOf('60.02'), ...memoryOf(capture(OTHER, '40.00')) },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  settles(
    'Experten: a difference within the tolerance with nothing left to capture is settled',
    {
      invoice: invoiceOf('0.02'),
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture(OTHER, '100.00')),
    },
    { reason: 'settle-charged', amount: '0.02', state: 'partly-settled' },
  ),
  stuck(
    'Experten: another amount captured for the same invoice is an error',
    { invoice: invoiceOf('61.00'), ...memoryOf(capture(THIS, '60.00')) },
    'captured-different-amount',
  ),
  stuck(
    'Experten: more captured than the invoice is an error',
    { invoice: invoiceOf('50.00'), ...memoryOf(capture(THIS, '60.00')) },
    'captured-different-amount',
  ),
];
