import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Platform, type QueueWorker } from '@abgleich/service-kit';
import { createOrderRelease } from './order-release.js';

const WORKER = Symbol('order-release worker');

/** Starts and stops the worker with the application; nothing else happens here. */
@Injectable()
class WorkerLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(WORKER) private readonly worker: QueueWorker) {}

  onApplicationBootstrap(): Promise<void> {
    return this.worker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }
}

@Module({})
export class OrderReleaseModule {
  static on(platform: Platform): DynamicModule {
    return {
      module: OrderReleaseModule,
      providers: [{ provide: WORKER, useValue: createOrderRelease(platform) }, WorkerLife],
    };
  }
}
