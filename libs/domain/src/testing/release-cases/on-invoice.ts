import { aPolicy } from '../builders.js';
import { byFamily, paysBy, RECEIVED, REQUESTED } from './family-rows.js';
import { type ReleaseCase, row } from './rows.js';

export const onInvoice: readonly ReleaseCase[] = byFamily('invoice', 'invoice-secured').flatMap(
  (method) => [
    ...(['standard', 'expert'] as const).map((mode) =>
      row(
        `release, ${method} (${mode}), transfer not yet received: released`,
        { ...paysBy(method, ...REQUESTED), policy: aPolicy({ mode }) },
        { reason: 'request-accepted', commands: ['release'] },
      ),
    ),
    row(
      `release, ${method}, received in part: released`,
      paysBy(method, ...REQUESTED, 'capture success 40.00'),
      { reason: 'request-accepted', commands: ['release'] },
    ),
    row(`release, ${method}, received: released`, paysBy(method, ...RECEIVED), {
      reason: 'transfer-received',
      commands: ['release'],
    }),
    row(
      `release, ${method}, received too much: released, notice`,
      paysBy(method, ...REQUESTED, 'capture success 110.00'),
      {
        reason: 'transfer-received',
        commands: ['release'],
        problems: ['notice release.transfer-too-much'],
      },
    ),
  ],
);
