import { runWorkerProcess } from '@abgleich/service-kit';
import { CancelReturnModule } from './cancel-return.module.js';

await runWorkerProcess('cancel-return', (platform) => CancelReturnModule.on(platform));
