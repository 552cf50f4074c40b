import { anOperation, anOrder, orderLines } from '../builders.js';
import {
  type CancelReturnCase,
  CHARGED,
  invoice,
  note,
  open,
  pays,
  remembers,
  row,
  type Want,
  WHOLE,
  withNote,
} from './rows.js';

const BACK = [...CHARGED, 'chargeback success 100.00'];

const CHARGED_BACK: Want = {
  reason: 'payment-charged-back',
  state: 'stuck',
  problems: ['error cancel-return.payment-charged-back'],
};

export const chargebacks: readonly CancelReturnCase[] = [
  row('a chargeback after the shipment is an error and nothing else', pays(...BACK), CHARGED_BACK),
  row(
    'a chargeback before the shipment locks the order; the release rules tell',
    { order: open, lines: orderLines('accepted 100.00'), documents: [], ...pays(...BACK) },
    { reason: 'payment-charged-back', state: 'released', commands: ['lock'] },
  ),
  row(
    'a chargeback of an order that is locked already is told by the release rules alone',
    {
      order: anOrder({ status: 'open', locked: true }),
      documents: [],
      ...pays(...BACK),
    },
    { reason: 'payment-charged-back', state: 'locked' },
  ),
  row(
    'a chargeback of an order whose lock a person lifted is not locked again',
    { order: open, documents: [], ...pays(...BACK), ...remembers(anOperation({ kind: 'lock' })) },
    { reason: 'payment-charged-back', state: 'released' },
  ),
  row(
    'a chargeback of an invoice that is not settled yet is told by the capture rules alone',
    { documents: [invoice('100.00', { settled: false })], ...pays(...BACK) },
    { reason: 'payment-charged-back', state: 'released' },
  ),
  row(
    'a credit note is not refunded after a chargeback',
    { ...withNote(note('20.00')), ...pays(...BACK) },
    CHARGED_BACK,
  ),
  row(
    'a cancellation is not refunded after a chargeback',
    { ...WHOLE, ...pays(...BACK) },
    CHARGED_BACK,
  ),
];
