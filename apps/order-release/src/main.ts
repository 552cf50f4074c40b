import { OrderReleaseModule } from './order-release.module.js';
import { runWorkerProcess } from '@abgleich/service-kit';

await runWorkerProcess('order-release', (platform) => OrderReleaseModule.on(platform));
