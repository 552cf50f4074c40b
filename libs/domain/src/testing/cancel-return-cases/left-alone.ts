import type { ShopOrderNumber } from '../../ids.js';
import { type Currency, eur, money } from '../../money.js';
import {
  aMemory,
  anInvoice,
  anOperation,
  anOrder,
  aPayment,
  found,
  hoursAgo,
  orderLines,
} from '../builders.js';
import {
  AUTHORIZED,
  type CancelReturnCase,
  CHARGED,
  invoice,
  note,
  open,
  OTHER_PAYMENT,
  pays,
  paysBy,
  remembers,
  row,
  WHOLE,
} from './rows.js';

export const leftAlone: readonly CancelReturnCase[] = [
  row(
    'a manual or exchange order is ignored',
    {
      ...WHOLE,
      order: anOrder({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  row(
    'keys rejected as a whole pause the configuration and touch no order',
    { ...WHOLE, payment: { kind: 'keys-rejected' } },
    { reason: 'keys-rejected', state: 'waiting' },
  ),
  row('an order without cancellation and credit note asks for nothing', {}, {}),
  row(
    'an open order of which nothing was cancelled asks for nothing',
    {
      order: open,
      lines: orderLines('accepted 100.00'),
      documents: [],
      ...pays(...AUTHORIZED),
    },
    { state: 'released' },
  ),
  row(
    'a credit note without an amount asks for nothing',
    { documents: [invoice('100.00'), note('0.00')] },
    {},
  ),
  row(
    'a cancelled order without a payment id has nothing to give back',
    {
      ...WHOLE,
      order: anOrder({ status: 'closed', paymentId: null }),
      payment: { kind: 'no-payment-id' },
    },
    { state: 'cancelled' },
  ),
  row(
    'a cancelled order whose payment the keys do not know has nothing to give back',
    {
      ...WHOLE,
      payment: { kind: 'unknown-to-keys' },
    },
    { state: 'cancelled' },
  ),
  row(
    'money that we took before the payment id was changed is not forgotten',
    {
      ...WHOLE,
      payment: { kind: 'unknown-to-keys' },
      ...remembers(
        anOperation({ kind: 'capture', paymentId: OTHER_PAYMENT, amount: eur('100.00') }),
      ),
    },
    {
      reason: 'payment-unknown',
      state: 'stuck',
      problems: ['error cancel-return.payment-unknown'],
    },
  ),
  row(
    'a credit note without a payment id is an error',
    {
      documents: [note('20.00')],
      order: anOrder({ status: 'closed', paymentId: null }),
      payment: { kind: 'no-payment-id' },
    },
    {
      reason: 'payment-id-missing',
      state: 'stuck',
      problems: ['error cancel-return.payment-id-missing'],
    },
  ),
  row(
    'a credit note whose payment the keys do not know is an error',
    {
      documents: [note('20.00')],
      payment: { kind: 'unknown-to-keys' },
    },
    {
      reason: 'payment-unknown',
      state: 'stuck',
      problems: ['error cancel-return.payment-unknown'],
    },
  ),
  row(
    'a payment found under another id than the one asked for counts as unknown',
    {
      documents: [note('20.00')],
      payment: found(aPayment(CHARGED, { paymentId: OTHER_PAYMENT })),
    },
    {
      reason: 'payment-unknown',
      state: 'stuck',
      problems: ['error cancel-return.payment-unknown'],
    },
  ),
  row(
    'a method that we do not know is an error and is named',
    {
      ...WHOLE,
      payment: found(aPayment(CHARGED, { method: null, methodName: 'Klarna' })),
    },
    {
      reason: 'method-unsupported',
      state: 'stuck',
      problems: ['error cancel-return.method-unsupported'],
    },
  ),
  row(
    'a state that we do not know is never guessed',
    {
      ...WHOLE,
      payment: found(aPayment(CHARGED, { state: 'unknown' })),
    },
    {
      reason: 'payment-state-unclear',
      state: 'stuck',
      problems: ['error cancel-return.payment-state-unclear'],
    },
  ),
  row(
    'an authorisation of a method that cannot authorise is never guessed',
    {
      ...WHOLE,
      ...paysBy('ideal', ...AUTHORIZED),
    },
    {
      reason: 'payment-state-unclear',
      state: 'stuck',
      problems: ['error cancel-return.payment-state-unclear'],
    },
  ),
  row(
    'documents in another currency are an error',
    {
      documents: [anInvoice(), note('20.00', { total: money(-2_000, 'CHF' as Currency) })],
    },
    {
      reason: 'currency-differs',
      state: 'stuck',
      problems: ['error cancel-return.currency-differs'],
    },
  ),
  row(
    'a cancelled order whose payment failed has nothing to give back',
    {
      ...WHOLE,
      ...pays('authorization error 100.00'),
    },
    { state: 'cancelled' },
  ),
  row(
    'a cancelled order whose payment may still be finished is watched',
    {
      ...WHOLE,
      ...pays('authorization pending 100.00'),
    },
    { reason: 'payment-not-finished', state: 'cancelled' },
  ),
  row(
    'after the grace nobody waits for the payment of a cancelled order',
    {
      ...WHOLE,
      ...pays('authorization pending 100.00'),
      memory: aMemory({ firstSeenAt: hoursAgo(25) }),
    },
    { state: 'cancelled' },
  ),
];
