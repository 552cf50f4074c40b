import { eur } from '../../money.js';
import { PAYMENT_METHOD_CODES, traitsOf } from '../../payment-methods.js';
import { plusMs, SECOND } from '../../time.js';
import { anOperation, anOrder, aPayment, aPolicy, found, NOW } from '../builders.js';
import { memoryOf, pays, type ReleaseCase, released, row, SHOP_CHARGED } from './rows.js';

export const good: readonly ReleaseCase[] = [
  row(
    'Experten: a good authorisation releases',
    {},
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'Experten: an order above the authorisation within the tolerance is released',
    { order: anOrder({ total: eur('100.02') }) },
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'Experten: an order below the authorisation is released',
    { order: anOrder({ total: eur('60.00') }) },
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'a failed authorisation followed by a good one is good',
    pays('authorization error 100.00', 'authorization success 100.00'),
    { reason: 'authorized', commands: ['release'] },
  ),
  ...(['standard', 'expert'] as const).flatMap((mode) => [
    row(
      `${mode}: a card that the shop charged already is released without a charge of ours`,
      { ...pays(...SHOP_CHARGED), policy: aPolicy({ mode }) },
      { reason: 'charged', commands: ['release'] },
    ),
    row(
      `${mode}: a failed authorisation followed by a charge of the shop is good`,
      { ...pays('authorization error 100.00', ...SHOP_CHARGED), policy: aPolicy({ mode }) },
      { reason: 'charged', commands: ['release'] },
    ),
  ]),
  ...PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === 'shop-charged').flatMap(
    (method) =>
      (['standard', 'expert'] as const).map((mode) =>
        row(
          `${method} charged in the shop is released under ${mode}`,
          {
            payment: found(aPayment(SHOP_CHARGED, { method, state: 'completed' })),
            policy: aPolicy({ mode }),
          },
          { reason: 'charged', commands: ['release'] },
        ),
      ),
  ),
  row(
    'an order that was released by hand is good without us having seen it',
    { order: anOrder({ status: 'open', locked: false }) },
    { reason: 'already-released' },
  ),
  row(
    'a closed order asks for nothing',
    { ...pays('authorization error 100.00'), order: anOrder({ status: 'closed' }) },
    { reason: 'order-closed' },
  ),
  row(
    'an order that we released a moment ago is released, whatever an older answer shows',
    memoryOf(anOperation({ kind: 'release', finishedAt: plusMs(NOW, -SECOND) })),
    { reason: 'already-released' },
  ),
  row(
    'an order that came back to HOLD long after our release is released again',
    memoryOf(released),
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'an order that came back to HOLD after three releases goes to a person',
    memoryOf(released, released, released),
    {
      reason: 'step-refused',
      state: 'stuck',
      problems: ['error release.release-without-effect'],
    },
  ),
];
