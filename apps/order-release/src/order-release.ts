import { pollReleaseQueue, recheckRelease } from '@abgleich/reconciler';
import { type Platform, type Worker, createQueueWorker } from '@abgleich/service-kit';

/** Checks the payment of every order on hold and releases it, with or without a shipping lock. The rule: `decideRelease`. */
export function createOrderRelease(platform: Platform): Worker {
  return createQueueWorker(platform, {
    service: 'order-release',
    procedure: 'release-queue',
    poll: pollReleaseQueue,
    offset: 0,
    lookUpKinds: ['release', 'lock', 'unlock'],
    // What happens to invoices and returned goods says nothing about the release.
    recheck: (input, why) =>
      /^(look-up:(settlement|reversal|refund|shipment-notice|booking)|order-closed)$/.test(why)
        ? Promise.resolve()
        : recheckRelease(input),
  });
}
