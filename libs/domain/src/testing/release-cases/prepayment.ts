import { eur } from '../../money.js';
import { aMemory, anOperation, anOrder, aPayment, aPolicy, found, hoursAgo } from '../builders.js';
import { openLocked, paysBy, RECEIVED, refusal, REQUESTED } from './family-rows.js';
import { locked, locks, memoryOf, type ReleaseCase, released, row, type Want } from './rows.js';

export const AWAITS: Want = {
  reason: 'awaiting-transfer',
  state: 'locked',
  problems: ['notice release.awaiting-transfer'],
};

export const prepayment: readonly ReleaseCase[] = [
  ...(['standard', 'expert'] as const).map((mode) =>
    locks(
      `release, prepayment (${mode}), transfer not yet received: lock, release, notice`,
      { ...paysBy('prepayment', ...REQUESTED), policy: aPolicy({ mode }) },
      'awaiting-transfer',
      'notice',
    ),
  ),
  row(
    'release, prepayment, transfer not yet received: locked and released already, the notice stays',
    { ...paysBy('prepayment', ...REQUESTED), order: openLocked, ...memoryOf(locked, released) },
    AWAITS,
  ),
  row(
    'release, prepayment, transfer not yet received long after the grace: it goes on waiting',
    {
      ...paysBy('prepayment', ...REQUESTED),
      order: openLocked,
      memory: aMemory({ firstSeenAt: hoursAgo(24 * 20), operations: [locked, released] }),
    },
    AWAITS,
  ),
  row(
    'release, prepayment, met as OPEN and unpaid: locked',
    { ...paysBy('prepayment', ...REQUESTED), order: anOrder({ status: 'open', locked: false }) },
    { ...AWAITS, commands: ['lock'] },
  ),
  row(
    'release, prepayment, a person lifted our lock before the transfer came: not locked again',
    {
      ...paysBy('prepayment', ...REQUESTED),
      order: anOrder({ status: 'open', locked: false }),
      ...memoryOf(locked, released),
    },
    { ...AWAITS, state: 'released' },
  ),
  row(
    'release, prepayment, the ERP refuses the lock: the order does not leave HOLD',
    {
      ...paysBy('prepayment', ...REQUESTED),
      ...memoryOf(anOperation({ kind: 'lock', status: 'refused', refusal })),
    },
    {
      ...AWAITS,
      state: 'stuck',
      problems: ['notice release.awaiting-transfer', 'error release.lock-refused'],
    },
  ),
  row(
    'release, prepayment, transfer received, good: released without lock',
    paysBy('prepayment', ...RECEIVED),
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, prepayment, transfer received, good, locked for this reason: unlocked',
    { ...paysBy('prepayment', ...RECEIVED), order: openLocked, ...memoryOf(locked, released) },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row(
    "release, prepayment, transfer received, good, somebody else's lock stays",
    { ...paysBy('prepayment', ...RECEIVED), order: openLocked },
    { reason: 'already-released' },
  ),
  row(
    'release, prepayment, received in parts, complete: unlocked',
    {
      ...paysBy('prepayment', ...REQUESTED, 'capture success 40.00', 'capture success 60.00'),
      order: openLocked,
      ...memoryOf(locked, released),
    },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row(
    'release, prepayment, received too little: the lock is kept, error',
    {
      ...paysBy('prepayment', ...REQUESTED, 'capture success 40.00'),
      order: openLocked,
      ...memoryOf(locked, released),
    },
    {
      reason: 'transfer-too-little',
      state: 'locked',
      problems: ['error release.transfer-too-little'],
    },
  ),
  locks(
    'release, prepayment, met first with too little: lock, release, error',
    paysBy('prepayment', ...REQUESTED, 'capture success 40.00'),
    'transfer-too-little',
  ),
  row(
    'release, prepayment, received too little within the tolerance: good',
    paysBy('prepayment', ...REQUESTED, 'capture success 99.98'),
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, prepayment, received too much: unlocked, notice',
    {
      payment: found(
        aPayment([...REQUESTED, 'capture success 110.00'], {
          method: 'prepayment',
          state: 'payment-review',
        }),
      ),
      order: openLocked,
      ...memoryOf(locked, released),
    },
    { reason: 'cause-gone', commands: ['unlock'], problems: ['notice release.transfer-too-much'] },
  ),
  row(
    'release, prepayment, received too much before we ever locked: released, notice',
    paysBy('prepayment', ...REQUESTED, 'capture success 110.00'),
    {
      reason: 'transfer-received',
      commands: ['release'],
      problems: ['notice release.transfer-too-much'],
    },
  ),
  row(
    'release, prepayment, received too much within the tolerance: no notice',
    {
      payment: found(
        aPayment([...REQUESTED, 'capture success 100.02'], {
          method: 'prepayment',
          state: 'payment-review',
        }),
      ),
    },
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, prepayment, the surplus was refunded by hand: the notice is gone',
    {
      ...paysBy(
        'prepayment',
        ...REQUESTED,
        'capture success 110.00',
        'refund success 10.00 s-chg-2',
      ),
      order: anOrder({ status: 'open', locked: false }),
    },
    { reason: 'already-released' },
  ),
  row(
    'release, prepayment, somebody refunded the receipt: too little again',
    {
      ...paysBy('prepayment', ...RECEIVED, 'refund success 50.00 s-chg-2'),
      order: anOrder({ status: 'open', locked: false }),
    },
    {
      reason: 'amount-too-low',
      state: 'locked',
      commands: ['lock'],
      problems: ['error release.amount-too-low'],
    },
  ),
  row(
    'release, prepayment, we refunded a return: still good',
    {
      ...paysBy('prepayment', ...RECEIVED, 'refund success 20.00 s-chg-2'),
      order: anOrder({ status: 'open', locked: false }),
      ...memoryOf(anOperation({ kind: 'refund', document: 'DEM0000022', amount: eur('20.00') })),
    },
    { reason: 'already-released' },
  ),
  row(
    'release, prepayment, the request itself was reported paid: good',
    paysBy('prepayment', 'capture success 100.00'),
    { reason: 'transfer-received', commands: ['release'] },
  ),
];
