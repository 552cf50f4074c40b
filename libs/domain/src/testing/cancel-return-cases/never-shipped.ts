import { PAYMENT_METHOD_CODES, traitsOf } from '../../payment-methods.js';
import { orderLines } from '../builders.js';
import {
  AUTHORIZED,
  type CancelReturnCase,
  books,
  CHARGED,
  type Fields,
  IN_SHOP,
  invoice,
  note,
  pays,
  paysBy,
  REQUESTED,
  row,
  standard,
} from './rows.js';

const UNSHIPPED = 'notice cancel-return.invoice-not-shipped';

/** Invoiced while it was packed, then cancelled whole by a person: the order closed, the parcel never left. */
const PACKED: Fields = {
  lines: orderLines('cancelled 60.00 DEM0000021', 'undeliverable 40.00 DEM0000021'),
  documents: [invoice('100.00', { settled: false, shipped: false })],
};

export const neverLeft: readonly CancelReturnCase[] = [
  ...PAYMENT_METHOD_CODES.map((method) => {
    const { family } = traitsOf(method);
    const reasons: Readonly<Record<string, string>> = {
      direct: 'waiting-for-capture',
      'invoice-secured': 'waiting-for-shipment',
    };
    const begins: Readonly<Record<string, string[]>> = { direct: AUTHORIZED, paylater: AUTHORIZED };
    return row(
      `all lines cancelled, ${method}, an invoice was never shipped: a person is told that money is held for it`,
      {
        ...PACKED,
        ...paysBy(method, ...(begins[family] ?? (family === 'shop-charged' ? IN_SHOP : REQUESTED))),
      },
      { reason: reasons[family] ?? 'nothing-to-do', state: 'released', problems: [UNSHIPPED] },
    );
  }),
  row(
    'all lines cancelled, Standard, charged, an invoice was never shipped: a person is told that money is held for it',
    { ...PACKED, policy: standard, ...pays(...CHARGED) },
    { state: 'released', problems: [UNSHIPPED] },
  ),
  row(
    'all lines cancelled, an invoice was never shipped, nothing is held any more: nothing',
    { ...PACKED, ...pays('authorization success 100.00', 'reversal success 100.00') },
    { state: 'released' },
  ),
  row(
    'all lines cancelled, an invoice was never shipped and then credited: a person is told, and nothing is promised',
    { ...PACKED, documents: [...(PACKED.documents ?? []), note('100.00')], ...pays(...AUTHORIZED) },
    { reason: 'waiting-for-capture', state: 'released', problems: [UNSHIPPED] },
  ),
  row(
    'all lines cancelled, Standard, charged, an invoice was never shipped and then credited: the charge is refunded',
    {
      ...PACKED,
      policy: standard,
      documents: [...(PACKED.documents ?? []), note('100.00')],
      ...pays(...CHARGED),
    },
    {
      reason: 'return',
      state: 'released',
      commands: ['refund DEM0000022 100.00 of s-chg-1', books('100.00')],
      problems: [UNSHIPPED],
    },
  ),
  row(
    'all lines cancelled, an invoice was never shipped, its reservation freed, both settled with each other: only that is told',
    {
      ...PACKED,
      documents: [invoice('100.00', { shipped: false }), note('100.00', { settled: true })],
      ...pays('authorization success 100.00', 'reversal success 100.00'),
    },
    { reason: 'credit-note-settled', problems: ['notice cancel-return.credit-note-settled'] },
  ),
  row(
    'all goods packed and the order closed, its invoice is about to be shipped: nothing',
    {
      ...PACKED,
      lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 40.00'),
      ...pays(...AUTHORIZED),
    },
    { reason: 'waiting-for-capture', state: 'released' },
  ),
];
