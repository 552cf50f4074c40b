import { MINUTE, type BillingProvider } from '@abgleich/domain';
import type { OperatorBilling } from '@abgleich/persistence';
import { TICKERS, type Ticker, type Tickers } from '@abgleich/scheduler';
import type { Platform } from '@abgleich/service-kit';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { chargeFees } from './charge-fees.js';

/** A month begins at midnight; nobody minds when it is recorded within the hour. */
const EVERY_MS = 60 * MINUTE;
const JOB = Symbol('fee job');

/** Charges every organisation's months that have begun; one process at a time, hourly. */
@Injectable()
class FeeJobLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private ticker: Ticker | null = null;

  constructor(
    @Inject(JOB) private readonly job: FeeJob,
    @Inject(TICKERS) private readonly tickers: Tickers,
  ) {}

  onApplicationBootstrap(): void {
    const { platform, run } = this.job;
    this.ticker = this.tickers({
      name: 'fees',
      everyMs: EVERY_MS,
      random: () => 0,
      tryLease: (name, ttlMs) => platform.tryLease(name, ttlMs),
      onError: (error, name) =>
        platform.log.warn({ name, error }, 'fees could not be recorded, the next run tries again'),
      tick: run,
    });
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker?.stop();
  }
}

type JobPlatform = Pick<Platform, 'clock' | 'log' | 'tryLease'>;
type FeeJob = { readonly platform: JobPlatform; run(): Promise<void> };

/** Charges what has come due for every organisation. */
export async function chargeAllFees(parts: {
  readonly organisations: Pick<OperatorBilling, 'organisations'>;
  readonly billing: BillingProvider;
  readonly clock: Platform['clock'];
}): Promise<number> {
  let charged = 0;
  for (const one of await parts.organisations.organisations())
    charged += await chargeFees(parts, one);
  return charged;
}

/** The job as a module; the application has tickers. */
@Module({})
export class FeeJobModule {
  static with(
    platform: JobPlatform,
    parts: {
      readonly organisations: Pick<OperatorBilling, 'organisations'>;
      readonly billing: BillingProvider;
    },
  ): DynamicModule {
    const run = async (): Promise<void> => {
      const charged = await chargeAllFees({ ...parts, clock: platform.clock });
      if (charged > 0) platform.log.info({ charged }, 'months of the fee were recorded');
    };
    return {
      module: FeeJobModule,
      providers: [{ provide: JOB, useValue: { platform, run } }, FeeJobLife],
    };
  }
}
