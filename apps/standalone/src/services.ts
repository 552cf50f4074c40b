import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CancelReturnModule } from '@abgleich/cancel-return';
import { CaptureModule } from '@abgleich/capture';
import { OrderReleaseModule } from '@abgleich/order-release';
import { type Platform, nestLog } from '@abgleich/service-kit';
import type { StopList } from './stop-list.js';

/** The services that share the one process. A new one is a row here, and a process of its own in distributed.ts. */
const SERVICES: readonly { readonly name: string; on(platform: Platform): DynamicModule }[] = [
  { name: 'order-release', on: (platform) => OrderReleaseModule.on(platform) },
  { name: 'capture', on: (platform) => CaptureModule.on(platform) },
  { name: 'cancel-return', on: (platform) => CancelReturnModule.on(platform) },
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
