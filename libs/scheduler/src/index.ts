export { systemClock } from './system-clock.js';
export {
  createQuietWindow,
  QUIET_WINDOW_DEFAULT,
  QUIET_WINDOW_VARIABLE,
  type QuietWindow,
} from './quiet-window.js';
export { SPREAD_OVER_MS, spreadAfterWindow } from './spread-after-window.js';
export {
  createTicker,
  type Ticker,
  type TickerOptions,
  type TickerTimers,
  type TryLease,
} from './ticker.js';
export {
  CLOCK,
  QUIET_WINDOW,
  SchedulingModule,
  TICKERS,
  type Tickers,
} from './scheduling.module.js';
