import { NestFactory } from '@nestjs/core';
import { createCancelReturn } from '@abgleich/cancel-return';
import { createCapture } from '@abgleich/capture';
import { createChecker } from '@abgleich/checker';
import { createNotifier } from '@abgleich/notifier';
import { createOrderRelease } from '@abgleich/order-release';
import { type Platform, type Worker, WorkerModule, mailerOf, nestLog } from '@abgleich/service-kit';
import type { StopList } from './stop-list.js';

/** The services that share the one process. A new one is a row here, and a process of its own in distributed.ts. */
const SERVICES: readonly {
  readonly name: string;
  worker(platform: Platform): Worker | Promise<Worker>;
}[] = [
  { name: 'order-release', worker: createOrderRelease },
  { name: 'capture', worker: createCapture },
  { name: 'cancel-return', worker: createCancelReturn },
  {
    name: 'notifier',
    worker: async (platform) => createNotifier(platform, await mailerOf(platform.settings)),
  },
  { name: 'checker', worker: createChecker },
];

/** Starts every service on the platform. Each one is in `stops` as soon as it runs. */
export async function startServices(platform: Platform, stops: StopList): Promise<void> {
  for (const { name, worker } of SERVICES) {
    const module = WorkerModule.of(platform, await worker(platform));
    const app = await NestFactory.createApplicationContext(module, {
      logger: nestLog(platform.log.child({ service: name })),
      abortOnError: false,
    });
    stops.add(name, () => app.close());
  }
}
