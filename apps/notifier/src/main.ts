import { WorkerModule, mailerOf, runWorkerProcess } from '@abgleich/service-kit';
import { createNotifier } from './notifier.js';

runWorkerProcess('notifier', async (platform) =>
  WorkerModule.of(platform, createNotifier(platform, await mailerOf(platform.settings))),
);
