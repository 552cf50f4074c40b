import type { ReleaseFacts } from '../../facts.js';
import { eur } from '../../money.js';
import { aMemory, anOperation, anOrder, hoursAgo, NOW } from '../builders.js';
import {
  capture,
  lifted,
  locked,
  memoryOf,
  pays,
  refusal,
  type ReleaseCase,
  released,
  row,
  standard,
  unlocked,
  type Want,
} from './rows.js';

const FAILED = pays('authorization error 100.00');

const failedRow = (rule: string, fields: Partial<ReleaseFacts>, want: Want): ReleaseCase =>
  row(
    rule,
    { ...FAILED, ...fields },
    {
      reason: 'payment-failed',
      state: 'locked',
      problems: ['error release.payment-failed'],
      ...want,
    },
  );

const lockRefused = anOperation({ kind: 'lock', status: 'refused', refusal });

export const locking: readonly ReleaseCase[] = [
  failedRow(
    "an order that carries somebody's lock is only released",
    {
      order: anOrder({ locked: true }),
    },
    { commands: ['release'] },
  ),
  failedRow('an order that we locked is only released', memoryOf(locked), {
    commands: ['release'],
  }),
  failedRow('a lock without an answer is set again', memoryOf({ ...locked, status: 'open' }), {
    commands: ['lock', 'release'],
  }),
  failedRow(
    'locked and released already: nothing more, and the error stays',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, released) },
    {},
  ),
  failedRow(
    'a lock that a person lifted is not set again',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, released) },
    { state: 'released' },
  ),
  failedRow(
    'a lock that a person lifted is set again before we release the order ourselves',
    { order: anOrder({ locked: false }), ...memoryOf(locked) },
    { commands: ['lock', 'release'] },
  ),
  failedRow(
    'a lock of yesterday is set again where the queue does not tell whether it is still there',
    memoryOf({ ...locked, openedAt: hoursAgo(24), finishedAt: hoursAgo(24) }),
    { commands: ['lock', 'release'] },
  ),
  failedRow(
    'a lock that a person was seen to lift is not set again',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, lifted, released) },
    { state: 'released' },
  ),
  row(
    'a lock that somebody set after a person lifted ours stays',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, lifted, released) },
    { reason: 'already-released' },
  ),
  failedRow(
    'a new cause after our own unlocking locks again',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, released, unlocked) },
    { commands: ['lock'] },
  ),
  failedRow('without the lock an order does not leave HOLD', memoryOf(lockRefused), {
    state: 'stuck',
    problems: ['error release.payment-failed', 'error release.lock-refused'],
  }),
  failedRow(
    'a refused lock is tried again when somebody asks',
    { memory: aMemory({ operations: [lockRefused], recheckRequestedAt: NOW }) },
    { commands: ['lock', 'release'] },
  ),
  failedRow(
    'a refused release is reported and not repeated',
    memoryOf(locked, anOperation({ kind: 'release', status: 'refused', refusal })),
    { problems: ['error release.payment-failed', 'error release.release-refused'] },
  ),
  row(
    'when the cause is gone our own lock is lifted',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, released) },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row('when the cause is gone our own lock is lifted before the release', memoryOf(locked), {
    reason: 'authorized',
    commands: ['unlock', 'release'],
  }),
  row(
    'Standard: when the cause is gone the money comes first',
    {
      policy: standard,
      order: anOrder({ status: 'open', locked: true }),
      ...memoryOf(locked, released),
    },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: when the cause is gone and the money is there our own lock is lifted',
    {
      policy: standard,
      order: anOrder({ status: 'open', locked: true }),
      ...memoryOf(locked, released, capture()),
    },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row(
    "somebody else's lock stays",
    { order: anOrder({ locked: true }) },
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'a lock that a person lifted already asks for nothing',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, released) },
    { reason: 'already-released' },
  ),
  row(
    'a lock that we lifted already is not lifted again',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, released, unlocked) },
    { reason: 'already-released' },
  ),
  row(
    'a lock that was ours before our memory was lost is told of, not lifted',
    { order: anOrder({ status: 'open', locked: true }), lockForgotten: true },
    { reason: 'step-refused', state: 'stuck', problems: ['error release.lock-left'] },
  ),
  row(
    'an unlocking that the ERP refused is reported',
    {
      order: anOrder({ status: 'open', locked: true }),
      ...memoryOf(locked, released, anOperation({ kind: 'unlock', status: 'refused', refusal })),
    },
    {
      reason: 'step-refused',
      state: 'stuck',
      problems: ['error release.unlock-refused'],
    },
  ),
  row(
    'a refused release of a good order is reported',
    memoryOf(anOperation({ kind: 'release', status: 'refused', refusal })),
    {
      reason: 'step-refused',
      state: 'stuck',
      problems: ['error release.release-refused'],
    },
  ),
  row(
    'an order whose invoices are settled in part keeps that state',
    {
      order: anOrder({ status: 'open', locked: false }),
      ...memoryOf(anOperation({ kind: 'settlement', document: 'DEM1', amount: eur('40.00') })),
    },
    { reason: 'already-released', state: 'partly-settled' },
  ),
];
