import { type Currency, eur, money } from '../../money.js';
import { traitsOf } from '../../payment-methods.js';
import { aMemory, anOrder, aPayment, found, hoursAgo } from '../builders.js';
import { byFamily, paysBy, REQUESTED } from './family-rows.js';
import { AUTHORIZED, locks, type ReleaseCase, row } from './rows.js';

/** Rows that are the same for every family but `direct` and `shop-charged`. */
export const allFamilies: readonly ReleaseCase[] = byFamily(
  'prepayment',
  'invoice',
  'invoice-secured',
  'paylater',
).flatMap((method) => {
  const kind = traitsOf(method).authorizes ? 'authorization' : 'capture';
  const first = traitsOf(method).authorizes ? AUTHORIZED : REQUESTED;
  return [
    locks(
      `release, ${method}: a payment that failed locks the order`,
      paysBy(method, `${kind} error 100.00`),
      'payment-failed',
    ),
    locks(
      `release, ${method}: a payment that was cancelled locks the order`,
      {
        payment: found(
          aPayment([...first, 'reversal success 100.00'], {
            method,
            methodName: method,
            state: 'cancelled',
          }),
        ),
      },
      'payment-cancelled',
    ),
    locks(
      `release, ${method}: a payment that has lapsed locks the order`,
      {
        payment: found(
          aPayment(first, {
            method,
            methodName: method,
            state: 'cancelled',
            total: eur('0'),
            remaining: eur('0'),
          }),
        ),
      },
      'authorization-expired',
    ),
    locks(
      `release, ${method}: a chargeback locks the order`,
      {
        payment: found(
          aPayment([...first, 'capture success 100.00', 'chargeback success 100.00'], {
            method,
            methodName: method,
            state: 'chargeback',
          }),
        ),
      },
      'payment-charged-back',
    ),
    locks(
      `release, ${method}: another currency locks the order`,
      { ...paysBy(method, ...first), order: anOrder({ total: money(10_000, 'CHF' as Currency) }) },
      'currency-differs',
    ),
    locks(
      `release, ${method}: an order above the payment and the tolerance is locked`,
      { ...paysBy(method, ...first), order: anOrder({ total: eur('100.03') }) },
      'amount-too-low',
    ),
    row(
      `release, ${method}: an open redirect waits with a notice`,
      paysBy(method, `${kind} resumed 100.00`),
      {
        reason: 'payment-not-finished',
        state: 'waiting',
        problems: ['notice release.payment-not-finished'],
      },
    ),
    locks(
      `release, ${method}: after the grace an unfinished payment locks the order`,
      {
        ...paysBy(method, `${kind} resumed 100.00`),
        memory: aMemory({ firstSeenAt: hoursAgo(24) }),
      },
      'payment-never-finished',
    ),
    row(
      `release, ${method}: a state that we do not know is never guessed`,
      { payment: found(aPayment(first, { method, methodName: method, state: 'unknown' })) },
      {
        reason: 'payment-state-unclear',
        state: 'stuck',
        problems: ['error release.payment-state-unclear'],
      },
    ),
    locks(
      `release, ${method}: the keys do not know the payment`,
      { payment: { kind: 'unknown-to-keys' } },
      'payment-unknown',
    ),
  ];
});
