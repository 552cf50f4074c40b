import { createChangePoll, recheckCancelReturn } from '@abgleich/reconciler';
import {
  type Platform,
  type QueueWorkerOptions,
  type Worker,
  createQueueWorker,
} from '@abgleich/service-kit';

/** What the service polls, looks up and looks at again; the queue worker says when. */
export const cancelReturnWork = (
  platform: Pick<Platform, 'changeCursors'>,
): QueueWorkerOptions => ({
  service: 'cancel-return',
  procedure: 'changed-orders',
  poll: createChangePoll(platform.changeCursors),
  // After the capture queue: an invoice that was just settled needs no look of ours.
  offset: 0.75,
  lookUpKinds: ['reversal', 'refund', 'booking'],
  looksAgain: true,
  // A release, a lock or a notice that was looked up says nothing about goods that are gone.
  recheck: (input, why) =>
    /^(look-up:(release|lock|unlock|settlement)|order-closed|order-changed)$/.test(why)
      ? Promise.resolve()
      : recheckCancelReturn(input),
});

/** Gives money back for cancelled and returned goods and books it in the ERP. The rule: `decideCancelReturn`. */
export const createCancelReturn = (platform: Platform): Worker =>
  createQueueWorker(platform, cancelReturnWork(platform));
