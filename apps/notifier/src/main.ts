import { mailerOf, runWorkerProcess } from '@abgleich/service-kit';
import { NotifierModule } from './notifier.module.js';

await runWorkerProcess('notifier', async (platform) =>
  NotifierModule.on(platform, await mailerOf(platform.settings)),
);
