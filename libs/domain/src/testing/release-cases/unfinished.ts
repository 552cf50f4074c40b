import { plusMs } from '../../time.js';
import { aMemory, anOrder, aPayment, aPolicy, found, hoursAgo } from '../builders.js';
import { AUTHORIZED, locks, pays, type ReleaseCase, row, type Want } from './rows.js';

const WAITS: Want = {
  reason: 'payment-not-finished',
  state: 'waiting',
  problems: ['notice release.payment-not-finished'],
};

const late = { memory: aMemory({ firstSeenAt: hoursAgo(24) }) };

export const unfinished: readonly ReleaseCase[] = [
  row('an open redirect waits with a notice', pays('authorization pending 100.00'), WAITS),
  row('a resumed authorisation waits', pays('authorization resumed 100.00'), WAITS),
  row('an open redirect of a charge waits', pays('capture pending 100.00'), WAITS),
  row(
    'a payment page that nobody has used yet waits',
    { payment: found(aPayment([], { state: 'created' })) },
    WAITS,
  ),
  row(
    'a payment under review waits',
    { payment: found(aPayment(AUTHORIZED, { state: 'payment-review' })) },
    WAITS,
  ),
  row(
    'a failed attempt followed by an open one waits',
    pays('authorization error 100.00', 'authorization pending 100.00'),
    WAITS,
  ),
  row(
    'an unfinished order that a person released gets a second notice and is not locked before the grace is over',
    { ...pays('authorization pending 100.00'), order: anOrder({ status: 'open', locked: false }) },
    {
      ...WAITS,
      problems: ['notice release.payment-not-finished', 'notice release.released-by-hand'],
    },
  ),
  locks(
    'after the grace an unfinished payment locks the order',
    { ...pays('authorization pending 100.00'), ...late },
    'payment-never-finished',
  ),
  row(
    'one millisecond before the end of the grace it still waits',
    {
      ...pays('authorization pending 100.00'),
      memory: aMemory({ firstSeenAt: plusMs(hoursAgo(24), 1) }),
    },
    WAITS,
  ),
  locks(
    'the grace is as long as the configuration says',
    {
      ...pays('authorization pending 100.00'),
      policy: aPolicy({ graceHours: 1 }),
      memory: aMemory({ firstSeenAt: hoursAgo(1) }),
    },
    'payment-never-finished',
  ),
  row(
    'after the grace an order that is open already is locked and not released',
    {
      ...pays('authorization pending 100.00'),
      ...late,
      order: anOrder({ status: 'open', locked: false }),
    },
    {
      reason: 'payment-never-finished',
      state: 'locked',
      commands: ['lock'],
      problems: ['error release.payment-never-finished'],
    },
  ),
];
