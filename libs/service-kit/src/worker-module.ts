import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulingModule, TICKERS, type Tickers } from '@abgleich/scheduler';
import type { Platform } from './platform.js';
import type { QueueWorker } from './queue-worker.js';

const WORKER = Symbol('queue worker');

/** Starts and stops the worker with the application; nothing else happens here. */
@Injectable()
class WorkerLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(WORKER) private readonly worker: QueueWorker,
    @Inject(TICKERS) private readonly tickers: Tickers,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.worker.start(this.tickers);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }
}

/** The Nest application of a service that is one queue worker: the clock, its ticks, and the worker's life. */
@Module({})
export class WorkerModule {
  static of(platform: Platform, worker: QueueWorker): DynamicModule {
    return {
      module: WorkerModule,
      imports: [SchedulingModule.forRoot(platform)],
      providers: [{ provide: WORKER, useValue: worker }, WorkerLife],
    };
  }
}
