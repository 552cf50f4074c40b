import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createCapture } from '@abgleich/capture';
import { createOrderRelease } from '@abgleich/order-release';
import { type Platform, WorkerModule, nestLog } from '@abgleich/service-kit';
import type { StopList } from './stop-list.js';

/** The services that share the one process. A new one is a row here, and a process of its own in distributed.ts. */
const SERVICES: readonly { readonly name: string; on(platform: Platform): DynamicModule }[] = [
  {
    name: 'order-release',
    on: (platform) => WorkerModule.of(platform, createOrderRelease(platform)),
  },
  { name: 'capture', on: (platform) => WorkerModule.of(platform, createCapture(platform)) },
];

/** Starts every service on the platform. Each one is in `stops` as soon as it runs. */
export async function startServices(platform: Platform, stops: StopList): Promise<void> {
  for (const { name, on } of SERVICES) {
    const app = await NestFactory.createApplicationContext(on(platform), {
      logger: nestLog(platform.log.child({ service: name })),
      abortOnError: false,
    });
    stops.add(name, () => app.close());
  }
}
