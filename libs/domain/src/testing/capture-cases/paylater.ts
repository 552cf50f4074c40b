import { eur } from '../../money.js';
import { anOperation, aPolicy, path } from '../builders.js';
import { byFamily, LAPSED, of, other, paysBy, refusal, row, settles } from './family-rows.js';
import { AUTHORIZED, type CaptureCase, memoryOf, THIS } from './rows.js';

export const paylater: readonly CaptureCase[] = byFamily('paylater').flatMap((method) => [
  ...(['standard', 'expert'] as const).map((mode) =>
    row(
      `capture, ${method} (${mode}): the invoice amount is charged with the invoice number`,
      { ...paysBy(method, ...AUTHORIZED), invoice: of('60.00'), policy: aPolicy({ mode }) },
      { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
    ),
  ),
  row(
    `capture, ${method}: charged, settled without waiting for CLOSED`,
    {
      ...paysBy(method, ...AUTHORIZED, 'capture success 60.00'),
      invoice: of('60.00'),
      orderStatus: null,
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: THIS,
          amount: eur('60.00'),
          transactionPath: path('charges/s-chg-1'),
        }),
      ),
    },
    { ...settles('settle-captured', '60.00'), state: 'partly-settled' },
  ),
  row(
    `capture, ${method}: a second part under Standard is charged too`,
    {
      ...paysBy(method, ...AUTHORIZED, 'capture success 60.00'),
      invoice: of('40.00'),
      otherInvoices: [other('60.00', true)],
      policy: aPolicy({ mode: 'standard' }),
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: 'DEM0000020',
          amount: eur('60.00'),
          transactionPath: path('charges/s-chg-1'),
        }),
      ),
    },
    { reason: 'capture', state: 'partly-settled', commands: [`capture ${THIS} 40.00`] },
  ),
  row(
    `capture, ${method}: exceeded, error`,
    { ...paysBy(method, ...AUTHORIZED), invoice: of('120.00') },
    {
      reason: 'amount-exceeds-authorization',
      state: 'stuck',
      problems: ['error capture.amount-exceeds-authorization'],
    },
  ),
  row(`capture, ${method}: expired, error`, LAPSED(method, AUTHORIZED), {
    reason: 'authorization-expired',
    state: 'stuck',
    problems: ['error capture.authorization-expired'],
  }),
  row(
    `capture, ${method}: refused, error with the open amount`,
    {
      ...paysBy(method, ...AUTHORIZED),
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: THIS,
          amount: eur('100.00'),
          status: 'refused',
          refusal,
        }),
      ),
    },
    { reason: 'capture-refused', state: 'stuck', problems: ['error capture.refused'] },
  ),
  row(
    `capture, ${method}: a pending answer is no success`,
    {
      ...paysBy(method, ...AUTHORIZED),
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: THIS,
          amount: eur('100.00'),
          status: 'pending',
          finishedAt: null,
        }),
      ),
    },
    { reason: 'capture-pending', state: 'waiting', problems: ['notice capture.pending'] },
  ),
]);
