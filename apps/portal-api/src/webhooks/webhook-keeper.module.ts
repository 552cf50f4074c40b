import { SchedulingModule, TICKERS, type Tickers } from '@abgleich/scheduler';
import type { Platform } from '@abgleich/service-kit';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { WebhookKeeper } from './webhook-keeper.js';

const KEEPER = Symbol('webhook keeper');

/** Starts and stops the keeper with the application; nothing else happens here. */
@Injectable()
class KeeperLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(KEEPER) private readonly keeper: WebhookKeeper,
    @Inject(TICKERS) private readonly tickers: Tickers,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.keeper.start(this.tickers);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.keeper.stop();
  }
}

@Module({})
export class WebhookKeeperModule {
  static with(platform: Pick<Platform, 'clock' | 'window'>, keeper: WebhookKeeper): DynamicModule {
    return {
      module: WebhookKeeperModule,
      imports: [SchedulingModule.forRoot(platform)],
      providers: [{ provide: KEEPER, useValue: keeper }, KeeperLife],
    };
  }
}
