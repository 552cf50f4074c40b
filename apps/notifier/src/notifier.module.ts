import { SchedulingModule, TICKERS, type Tickers } from '@abgleich/scheduler';
import type { Mailer, Platform } from '@abgleich/service-kit';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Notifier, createNotifier } from './notifier.js';

const NOTIFIER = Symbol('notifier');

/** Starts and stops the notifier with the application; nothing else happens here. */
@Injectable()
class NotifierLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(NOTIFIER) private readonly notifier: Notifier,
    @Inject(TICKERS) private readonly tickers: Tickers,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.notifier.start(this.tickers);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.notifier.stop();
  }
}

@Module({})
export class NotifierModule {
  static on(platform: Platform, mailer: Mailer): DynamicModule {
    return {
      module: NotifierModule,
      imports: [SchedulingModule.forRoot(platform)],
      providers: [{ provide: NOTIFIER, useValue: createNotifier(platform, mailer) }, NotifierLife],
    };
  }
}
