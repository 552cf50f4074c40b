import type { PaymentMethodCode } from '../../payment-methods.js';
import { anOrder, aPayment, aPolicy, found, hoursAgo } from '../builders.js';
import { byFamily, type Fields } from './family-rows.js';
import { AUTHORIZED, type ReleaseCase, row, type Want } from './rows.js';

/** Authorised in the builders two hours ago; here as many days. */
const agedBy = (method: PaymentMethodCode, days: number, lines = AUTHORIZED): Fields => {
  const payment = aPayment(lines, { method, methodName: method });
  const transactions = payment.transactions.map((entry) => ({ ...entry, at: hoursAgo(24 * days) }));
  return {
    payment: found({ ...payment, transactions }),
    order: anOrder({ status: 'open', locked: false }),
  };
};

const EXPIRING: Want = {
  reason: 'already-released',
  problems: ['notice release.authorization-expiring'],
};

export const expiry: readonly ReleaseCase[] = [
  ...byFamily('direct').flatMap((method) => [
    row(`${method}, authorised five days ago: nothing to say`, agedBy(method, 5), {
      reason: 'already-released',
    }),
    row(
      `${method}, authorised six days ago: notice that it may lapse`,
      agedBy(method, 6),
      EXPIRING,
    ),
  ]),
  ...byFamily('paylater').flatMap((method) => [
    row(`${method}, authorised twenty days ago: nothing to say`, agedBy(method, 20), {
      reason: 'already-released',
    }),
    row(
      `${method}, authorised twenty-one days ago: notice that it may lapse`,
      agedBy(method, 21),
      EXPIRING,
    ),
  ]),
  row(
    'the configuration says when to warn',
    { ...agedBy('card', 3), policy: aPolicy({ warnBeforeExpiryDays: 3 }) },
    EXPIRING,
  ),
  row(
    'an authorisation that is captured whole cannot lapse',
    agedBy('card', 9, [...AUTHORIZED, 'capture success 100.00']),
    { reason: 'already-released' },
  ),
];
