import { WorkerModule, runWorkerProcess } from '@abgleich/service-kit';
import { createCancelReturn } from './cancel-return.js';

runWorkerProcess('cancel-return', (platform) =>
  WorkerModule.of(platform, createCancelReturn(platform)),
);
