import { pollReleaseQueue, recheckRelease } from '@abgleich/reconciler';
import {
  type Platform,
  type QueueWorkerOptions,
  type Worker,
  createQueueWorker,
} from '@abgleich/service-kit';

/** What the service polls, looks up and looks at again; the queue worker says when. */
export const orderReleaseWork: QueueWorkerOptions = {
  service: 'order-release',
  procedure: 'release-queue',
  poll: pollReleaseQueue,
  offset: 0,
  lookUpKinds: ['release', 'lock', 'unlock'],
  // What happens to invoices and returned goods says nothing about the release.
  recheck: (input, why) =>
    /^(look-up:(settlement|reversal|refund|shipment-notice|booking)|order-closed|invoice-settled)$/.test(
      why,
    )
      ? Promise.resolve()
      : recheckRelease(input),
};

/** Checks the payment of every order on hold and releases it, with or without a shipping lock. The rule: `decideRelease`. */
export const createOrderRelease = (platform: Platform): Worker =>
  createQueueWorker(platform, orderReleaseWork);
