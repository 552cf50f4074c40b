import type { Clock } from '@abgleich/domain';
import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import type { QuietWindow } from './quiet-window.js';
import { createTicker, type Ticker, type TickerOptions } from './ticker.js';

/** Tokens to inject by: `@Inject(CLOCK)`, `@Inject(QUIET_WINDOW)`, `@Inject(TICKERS)`. */
export const CLOCK = Symbol('Clock');
export const QUIET_WINDOW = Symbol('QuietWindow');
export const TICKERS = Symbol('Tickers');

/** Makes tickers whose timers are in Nest's registry, on the process's clock. */
export type Tickers = (options: Omit<TickerOptions, 'registry' | 'clock'>) => Ticker;

/** Time for a Nest application: the clock, the quiet window, tickers. Global; import it once. */
@Module({})
export class SchedulingModule {
  static forRoot({ clock, window }: { clock: Clock; window: QuietWindow }): DynamicModule {
    return {
      module: SchedulingModule,
      global: true,
      imports: [ScheduleModule.forRoot()],
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: QUIET_WINDOW, useValue: window },
        {
          provide: TICKERS,
          inject: [SchedulerRegistry],
          useFactory:
            (registry: SchedulerRegistry): Tickers =>
            (options) =>
              createTicker({ ...options, registry, clock }),
        },
      ],
      exports: [CLOCK, QUIET_WINDOW, TICKERS, ScheduleModule],
    };
  }
}
