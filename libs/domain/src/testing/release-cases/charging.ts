import { eur } from '../../money.js';
import { aMemory, anOperation, anOrder, hoursAgo, NOW } from '../builders.js';
import {
  AUTHORIZED,
  capture,
  locks,
  memoryOf,
  OTHER_PAYMENT,
  pays,
  refusal,
  type ReleaseCase,
  row,
  standard,
  type Want,
} from './rows.js';

const WAITS_FOR_CAPTURE: Want = {
  reason: 'capture-pending',
  state: 'waiting',
  problems: ['notice release.capture-pending'],
};

export const charging: readonly ReleaseCase[] = [
  row(
    'Standard: a good authorisation is captured first',
    { policy: standard },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: the order total is captured, not the authorisation',
    { policy: standard, order: anOrder({ total: eur('60.00') }) },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 60.00'] },
  ),
  row(
    'Standard: a total above the authorisation within the tolerance is clamped to it',
    { policy: standard, order: anOrder({ total: eur('100.02') }) },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: what the shop captured already is not captured again, the rest is',
    { policy: standard, ...pays(...AUTHORIZED, 'capture success 40.00') },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 60.00'] },
  ),
  row(
    'Standard: an authorisation that somebody captured whole is released without a charge of ours',
    { policy: standard, ...pays(...AUTHORIZED, 'capture success 100.00') },
    { reason: 'charged', commands: ['release'] },
  ),
  row(
    'Standard: an open order that nobody charged is charged',
    { policy: standard, order: anOrder({ status: 'open', locked: false }) },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: after our capture the order is released, even on a snapshot from before',
    { policy: standard, ...memoryOf(capture()) },
    { reason: 'charged', commands: ['release'] },
  ),
  row(
    'Standard: after our capture the order is released on a fresh snapshot',
    {
      policy: standard,
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture()),
    },
    { reason: 'charged', commands: ['release'] },
  ),
  row(
    'Standard: a pending capture is no success, the order waits',
    { policy: standard, ...memoryOf(capture({ status: 'pending', finishedAt: null })) },
    WAITS_FOR_CAPTURE,
  ),
  row(
    "Standard: nothing is captured beside somebody else's pending capture",
    { policy: standard, ...pays(...AUTHORIZED, 'capture pending 100.00') },
    WAITS_FOR_CAPTURE,
  ),
  row(
    'Standard: a capture without an answer is looked up, not repeated',
    { policy: standard, ...memoryOf(capture({ status: 'open', finishedAt: null })) },
    { reason: 'capture-uncertain', state: 'waiting' },
  ),
  row(
    'Standard: a capture that stays without an answer gets a notice',
    { policy: standard, ...memoryOf(capture({ status: 'open', finishedAt: null, lookUps: 1 })) },
    { reason: 'capture-uncertain', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'Standard: a capture that cannot be found out stays on hold and goes to a person, asked again or not',
    {
      policy: standard,
      memory: aMemory({
        operations: [capture({ status: 'abandoned', transactionPath: null })],
        recheckRequestedAt: NOW,
      }),
    },
    {
      reason: 'capture-needs-human',
      state: 'stuck',
      problems: ['error operation.needs-human'],
    },
  ),
  row(
    'Standard: a capture that could not be found out and shows up at the provider counts',
    {
      policy: standard,
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture({ status: 'abandoned', transactionPath: null })),
    },
    { reason: 'charged', commands: ['release'] },
  ),
  locks(
    'Standard: a refused capture locks the order',
    {
      policy: standard,
      ...memoryOf(capture({ status: 'refused', transactionPath: null, refusal })),
    },
    'capture-refused',
  ),
  locks(
    'Standard: a recheck from before the refusal does not try again',
    {
      policy: standard,
      memory: aMemory({
        operations: [capture({ status: 'refused', transactionPath: null, refusal })],
        recheckRequestedAt: hoursAgo(1),
      }),
    },
    'capture-refused',
  ),
  row(
    'Standard: a recheck after the refusal tries once more',
    {
      policy: standard,
      memory: aMemory({
        operations: [capture({ status: 'refused', transactionPath: null, refusal })],
        recheckRequestedAt: NOW,
      }),
    },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: a refused capture that somebody made by hand since releases the order',
    {
      policy: standard,
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture({ status: 'refused', transactionPath: null, refusal })),
    },
    { reason: 'charged', commands: ['release'] },
  ),
  locks(
    'Standard: an order that grew after our capture is locked, nothing more is captured',
    {
      policy: standard,
      order: anOrder({ total: eur('120.00') }),
      ...pays('authorization success 150.00'),
      ...memoryOf(capture()),
    },
    'charged-too-little',
  ),
  locks(
    'Standard: money that we took under another payment id is not taken a second time',
    { policy: standard, ...memoryOf(capture({ paymentId: OTHER_PAYMENT })) },
    'charged-on-other-payment',
  ),
  row(
    'Standard: money that we took under another payment id and gave back does not stand in the way',
    {
      policy: standard,
      ...memoryOf(
        capture({ paymentId: OTHER_PAYMENT }),
        anOperation({ kind: 'refund', paymentId: OTHER_PAYMENT, amount: eur('100.00') }),
      ),
    },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: nothing is captured while another operation of ours is open on the payment',
    {
      policy: standard,
      ...memoryOf(capture({ document: 'DEM0000021', status: 'open', finishedAt: null })),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
];
