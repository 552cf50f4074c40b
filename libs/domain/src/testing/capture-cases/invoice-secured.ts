import type { Operation } from '../../operation.js';
import { aMemory, anOperation, NOW } from '../builders.js';
import {
  LAPSED,
  of,
  other,
  paysBy,
  refusal,
  REQUESTED,
  row,
  settles,
  SHIPPED,
  WAITS,
} from './family-rows.js';
import { type CaptureCase, memoryOf, THIS } from './rows.js';

const shipment = (fields: Partial<Operation> = {}): Operation =>
  anOperation({ kind: 'shipment-notice', ...fields });

export const secured: readonly CaptureCase[] = [
  row(
    'capture, invoice-secured, CLOSED: one shipment for the order',
    paysBy('invoice-secured', ...REQUESTED),
    { reason: 'announce-shipment', commands: [`ship ${THIS}`] },
  ),
  row(
    'capture, invoice-secured, not CLOSED: it waits',
    { ...paysBy('invoice-secured', ...REQUESTED), orderStatus: 'open' },
    WAITS,
  ),
  row(
    'capture, invoice-secured, shipment accepted: settled',
    { ...paysBy('invoice-secured', ...REQUESTED), ...memoryOf(shipment()) },
    settles('settle-shipped'),
  ),
  row(
    'capture, invoice-secured, shipped by somebody else: settled',
    paysBy('invoice-secured', ...SHIPPED),
    settles('settle-shipped'),
  ),
  row(
    'capture, invoice-secured, the second invoice needs no second shipment',
    {
      ...paysBy('invoice-secured', ...SHIPPED),
      invoice: of('40.00'),
      otherInvoices: [other('60.00', true)],
      ...memoryOf(shipment()),
    },
    settles('settle-shipped', '40.00'),
  ),
  row(
    'capture, invoice-secured, the shipment got no answer: looked up, not repeated',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(shipment({ status: 'open', finishedAt: null })),
    },
    { reason: 'shipment-pending', state: 'waiting' },
  ),
  row(
    'capture, invoice-secured, the shipment stays without an answer: notice',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(shipment({ status: 'open', finishedAt: null, lookUps: 1 })),
    },
    { reason: 'shipment-pending', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'capture, invoice-secured, the shipment was refused: error',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(shipment({ status: 'refused', refusal })),
    },
    { reason: 'shipment-refused', state: 'stuck', problems: ['error capture.shipment-refused'] },
  ),
  row(
    'capture, invoice-secured, a refused shipment is announced once more when somebody asks',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      memory: aMemory({
        operations: [shipment({ status: 'refused', refusal })],
        recheckRequestedAt: NOW,
      }),
    },
    { reason: 'announce-shipment', commands: [`ship ${THIS}`] },
  ),
  row(
    'capture, invoice-secured, nobody can find out about the shipment: a person',
    { ...paysBy('invoice-secured', ...REQUESTED), ...memoryOf(shipment({ status: 'abandoned' })) },
    { reason: 'shipment-needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  row(
    'capture, invoice-secured, another operation is under way: it waits',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(
        anOperation({ kind: 'reversal', document: 'rest', status: 'open', finishedAt: null }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'capture, invoice-secured, the authorisation lapsed before the shipment: error',
    LAPSED('invoice-secured', REQUESTED),
    {
      reason: 'authorization-expired',
      state: 'stuck',
      problems: ['error capture.authorization-expired'],
    },
  ),
];
