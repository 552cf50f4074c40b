import { WorkerModule, runWorkerProcess } from '@abgleich/service-kit';
import { createOrderRelease } from './order-release.js';

runWorkerProcess('order-release', (platform) =>
  WorkerModule.of(platform, createOrderRelease(platform)),
);
