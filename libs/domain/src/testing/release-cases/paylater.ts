import { aPayment, aPolicy, found } from '../builders.js';
import { byFamily, paysBy } from './family-rows.js';
import { AUTHORIZED, type ReleaseCase, row } from './rows.js';

export const paylater: readonly ReleaseCase[] = byFamily('paylater').flatMap((method) => [
  ...(['standard', 'expert'] as const).map((mode) =>
    row(
      `release, ${method} (${mode}), authorised, good: released, nothing is charged`,
      { ...paysBy(method, ...AUTHORIZED), policy: aPolicy({ mode }) },
      { reason: 'authorized', commands: ['release'] },
    ),
  ),
  row(
    `release, ${method}, under review: it waits`,
    { payment: found(aPayment(AUTHORIZED, { method, state: 'payment-review' })) },
    {
      reason: 'payment-not-finished',
      state: 'waiting',
      problems: ['notice release.payment-not-finished'],
    },
  ),
]);
