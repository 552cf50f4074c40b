import { pollReleaseQueue, recheckRelease } from '@abgleich/reconciler';
import { type Platform, type QueueWorker, createQueueWorker } from '@abgleich/service-kit';

/** Checks the payment of every order on hold and releases it, with or without a shipping lock. The rule: `decideRelease`. */
export function createOrderRelease(platform: Platform): QueueWorker {
  return createQueueWorker(platform, {
    service: 'order-release',
    procedure: 'release-queue',
    poll: pollReleaseQueue,
    offset: 0,
    lookUpKinds: ['release', 'lock', 'unlock'],
    recheck: (input, why) =>
      why === 'look-up:settlement' ? Promise.resolve() : recheckRelease(input),
  });
}
