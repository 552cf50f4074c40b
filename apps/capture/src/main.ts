import { CaptureModule } from './capture.module.js';
import { runWorkerProcess } from '@abgleich/service-kit';

await runWorkerProcess('capture', (platform) => CaptureModule.on(platform));
