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

/** Background work of a service: it runs from `start` until `stop`. */
export type Worker = { start(tickers: Tickers): Promise<void>; stop(): Promise<void> };

const WORKER = Symbol('worker');

/** Starts and stops the worker with the application; nothing else happens here. */
@Injectable()
class WorkerLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(WORKER) private readonly worker: Worker,
    @Inject(TICKERS) private readonly tickers: Tickers,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.worker.start(this.tickers);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }
}

/** The Nest application of a service that is one worker: the clock, its ticks, and the worker's life. */
@Module({})
export class WorkerModule {
  static of(platform: Platform, worker: Worker): DynamicModule {
    return {
      module: WorkerModule,
      imports: [SchedulingModule.forRoot(platform)],
      providers: [{ provide: WORKER, useValue: worker }, WorkerLife],
    };
  }
}
