import { WorkerModule, runWorkerProcess } from '@abgleich/service-kit';
import { createCapture } from './capture.js';

runWorkerProcess('capture', (platform) => WorkerModule.of(platform, createCapture(platform)));
