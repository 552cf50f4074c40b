import { WorkerModule, runWorkerProcess } from '@abgleich/service-kit';
import { createChecker } from './checker.js';

runWorkerProcess('checker', (platform) => WorkerModule.of(platform, createChecker(platform)));
