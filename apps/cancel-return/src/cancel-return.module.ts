import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulingModule, TICKERS, type Tickers } from '@abgleich/scheduler';
import { type Platform, type QueueWorker } from '@abgleich/service-kit';
import { createCancelReturn } from './cancel-return.js';

const WORKER = Symbol('cancel-return worker');

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

@Module({})
export class CancelReturnModule {
  static on(platform: Platform): DynamicModule {
    return {
      module: CancelReturnModule,
      imports: [SchedulingModule.forRoot(platform)],
      providers: [{ provide: WORKER, useValue: createCancelReturn(platform) }, WorkerLife],
    };
  }
}
