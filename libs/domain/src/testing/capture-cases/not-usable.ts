import { type Currency, money } from '../../money.js';
import { aMemory, anInvoice, aPayment, found, hoursAgo, invoiceNumber } from '../builders.js';
import {
  AUTHORIZED,
  type CaptureCase,
  OTHER,
  OTHER_PAYMENT,
  pays,
  row,
  SHOP_CHARGED,
  stuck,
  type Want,
} from './rows.js';

const WAITS: Want = {
  reason: 'payment-not-finished',
  state: 'waiting',
  problems: ['notice capture.payment-not-finished'],
};

export const notUsable: readonly CaptureCase[] = [
  stuck(
    'an invoice without a payment id is an error',
    { invoice: anInvoice({ paymentId: null }), payment: { kind: 'no-payment-id' } },
    'payment-id-missing',
  ),
  stuck(
    'a payment that the keys do not know is an error',
    { payment: { kind: 'unknown-to-keys' } },
    'payment-unknown',
  ),
  stuck(
    'a payment found under another id than the one asked for counts as unknown',
    { payment: found(aPayment(AUTHORIZED, { paymentId: OTHER_PAYMENT })) },
    'payment-unknown',
  ),
  stuck(
    'a method that we do not know is an error and is named',
    { payment: found(aPayment(AUTHORIZED, { method: null, methodName: 'Klarna' })) },
    'method-unsupported',
  ),
  row('an unfinished payment waits with a notice', pays('authorization pending 100.00'), WAITS),
  row(
    'a payment under review waits',
    { payment: found(aPayment(AUTHORIZED, { state: 'payment-review' })) },
    WAITS,
  ),
  stuck(
    'after the grace an unfinished payment is an error',
    { ...pays('authorization pending 100.00'), memory: aMemory({ firstSeenAt: hoursAgo(24) }) },
    'payment-never-finished',
  ),
  stuck('a failed payment is an error', pays('authorization error 100.00'), 'payment-failed'),
  stuck(
    'a reversed authorisation is an error',
    pays(...AUTHORIZED, 'reversal success 100.00'),
    'payment-cancelled',
  ),
  stuck(
    'a charge that others refunded whole is an error',
    { ...pays(...SHOP_CHARGED, 'refund success 100.00'), otherInvoices: [] },
    'payment-cancelled',
  ),
  stuck(
    'a chargeback of an order that is closed is an error',
    { ...pays(...SHOP_CHARGED, 'chargeback success 100.00'), orderStatus: 'closed' },
    'payment-charged-back',
  ),
  row(
    'a chargeback of an order that is open is told by the release rules alone',
    { ...pays(...SHOP_CHARGED, 'chargeback success 100.00'), orderStatus: 'open' },
    { reason: 'payment-charged-back', state: 'stuck' },
  ),
  row(
    'a chargeback asks whether the order is still open',
    pays(...SHOP_CHARGED, 'chargeback success 100.00'),
    { reason: 'needs-order-status', state: 'released' },
  ),
  stuck(
    'a state that we do not know is never guessed',
    { payment: found(aPayment(AUTHORIZED, { state: 'unknown' })) },
    'payment-not-usable',
  ),
  stuck(
    'an authorisation of a method that cannot authorise is never guessed',
    { payment: found(aPayment(AUTHORIZED, { method: 'ideal' })) },
    'payment-not-usable',
  ),
  stuck(
    'another currency is an error',
    { invoice: anInvoice({ total: money(10_000, 'CHF' as Currency) }) },
    'currency-differs',
  ),
  stuck(
    'another currency of another invoice of the order is an error',
    {
      otherInvoices: [
        anInvoice({
          invoiceNumber: invoiceNumber(OTHER),
          total: money(100, 'CHF' as Currency),
        }),
      ],
    },
    'currency-differs',
  ),
];
