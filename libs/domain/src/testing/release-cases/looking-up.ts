import type { OrderNumber, ShopOrderNumber } from '../../ids.js';
import { anOrder, aPayment, found } from '../builders.js';
import { AUTHORIZED, locks, OTHER_PAYMENT, type ReleaseCase, row } from './rows.js';

export const lookingUp: readonly ReleaseCase[] = [
  row(
    'a manual order is ignored',
    {
      order: anOrder({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  row(
    'a manual order is ignored even when the keys are rejected',
    {
      order: anOrder({ paymentId: null, shopOrderNumber: 'p200417' as ShopOrderNumber }),
      payment: { kind: 'keys-rejected' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  locks(
    'the manual number of another order does not make an order manual',
    {
      order: anOrder({
        paymentId: null,
        orderNumber: '200418' as OrderNumber,
        shopOrderNumber: 'P200417' as ShopOrderNumber,
      }),
      payment: { kind: 'no-payment-id' },
    },
    'payment-id-missing',
  ),
  locks(
    'an order without a payment id is locked, released and reported',
    { order: anOrder({ paymentId: null }), payment: { kind: 'no-payment-id' } },
    'payment-id-missing',
  ),
  locks(
    'a payment that the keys do not know locks the order',
    { payment: { kind: 'unknown-to-keys' } },
    'payment-unknown',
  ),
  locks(
    'a payment found under another id than the one asked for counts as unknown',
    { payment: found(aPayment(AUTHORIZED, { paymentId: OTHER_PAYMENT })) },
    'payment-unknown',
  ),
  row(
    'keys rejected as a whole pause the configuration and touch no order',
    { payment: { kind: 'keys-rejected' } },
    { reason: 'keys-rejected', state: 'waiting' },
  ),
  locks(
    'a method that we do not know locks the order and is named',
    { payment: found(aPayment(AUTHORIZED, { method: null, methodName: 'Klarna' })) },
    'method-unsupported',
  ),
];
