import { pollCaptureQueue, recheckCapture } from '@abgleich/reconciler';
import {
  type Platform,
  type QueueWorkerOptions,
  type Worker,
  createQueueWorker,
} from '@abgleich/service-kit';

/** What the service polls, looks up and looks at again; the queue worker says when. */
export const captureWork: QueueWorkerOptions = {
  service: 'capture',
  procedure: 'capture-queue',
  poll: pollCaptureQueue,
  offset: 0.5,
  lookUpKinds: ['capture', 'shipment-notice', 'settlement', 'comment'],
  // A release, a lock or a booking that was looked up says nothing about invoices, nor does a settlement of our own.
  recheck: (input, why) =>
    /^(look-up:(release|lock|unlock|booking)|order-changed|invoice-settled)$/.test(why)
      ? Promise.resolve()
      : recheckCapture(input),
};

/** Takes the money for shipped invoices and settles them in the ERP. The rule: `decideCapture`. */
export const createCapture = (platform: Platform): Worker =>
  createQueueWorker(platform, captureWork);
