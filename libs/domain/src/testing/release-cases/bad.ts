import { type Currency, eur, money } from '../../money.js';
import { anOrder, aPayment, found } from '../builders.js';
import { AUTHORIZED, locks, pays, type ReleaseCase, row, SHOP_CHARGED, type Want } from './rows.js';

const UNCLEAR: Want = {
  reason: 'payment-state-unclear',
  state: 'stuck',
  problems: ['error release.payment-state-unclear'],
};

export const bad: readonly ReleaseCase[] = [
  locks(
    'a failed authorisation locks the order',
    pays('authorization error 100.00'),
    'payment-failed',
  ),
  locks('a failed charge locks the order', pays('capture error 100.00'), 'payment-failed'),
  locks(
    'a reversed authorisation locks the order',
    {
      payment: found(aPayment([...AUTHORIZED, 'reversal success 100.00'], { state: 'cancelled' })),
    },
    'payment-cancelled',
  ),
  locks(
    'a charge that was refunded whole locks the order',
    {
      payment: found(aPayment([...SHOP_CHARGED, 'refund success 100.00'], { state: 'cancelled' })),
    },
    'payment-cancelled',
  ),
  locks(
    'a lapsed authorisation locks the order although its transaction was a success',
    {
      payment: found(
        aPayment(AUTHORIZED, { state: 'cancelled', total: eur('0'), remaining: eur('0') }),
      ),
    },
    'authorization-expired',
  ),
  locks(
    'a chargeback locks the order',
    {
      payment: found(
        aPayment([...SHOP_CHARGED, 'chargeback success 100.00'], { state: 'chargeback' }),
      ),
    },
    'payment-charged-back',
  ),
  locks(
    'a chargeback of a part locks the order',
    pays(...SHOP_CHARGED, 'chargeback success 10.00'),
    'payment-charged-back',
  ),
  row(
    'a state that we do not know is never guessed: nothing is done',
    { payment: found(aPayment(AUTHORIZED, { state: 'unknown' })) },
    UNCLEAR,
  ),
  row(
    'a state that contradicts the amounts is never guessed',
    { payment: found(aPayment(AUTHORIZED, { state: 'cancelled' })) },
    UNCLEAR,
  ),
  row(
    'an authorisation of a method that cannot authorise is never guessed',
    { payment: found(aPayment(AUTHORIZED, { method: 'ideal' })) },
    UNCLEAR,
  ),
  locks(
    'another currency locks the order',
    { order: anOrder({ total: money(10_000, 'CHF' as Currency) }) },
    'currency-differs',
  ),
  locks(
    'an order above payment and tolerance is locked',
    { order: anOrder({ total: eur('100.03') }) },
    'amount-too-low',
  ),
  locks(
    'an order above the charge of the shop is locked',
    { ...pays(...SHOP_CHARGED), order: anOrder({ total: eur('100.03') }) },
    'amount-too-low',
  ),
  locks(
    'an order that the shop charged only in part is locked',
    pays('capture success 40.00'),
    'amount-too-low',
  ),
  locks(
    'an authorisation that somebody reversed in part since no longer covers the order',
    pays(...AUTHORIZED, 'reversal success 30.00'),
    'amount-too-low',
  ),
];
