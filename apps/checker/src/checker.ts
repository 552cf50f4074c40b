import { DAY, HOUR, type Instant, SECOND, plusMs } from '@abgleich/domain';
import { forgetChecks } from '@abgleich/persistence';
import { type Ticker, spreadAfterWindow } from '@abgleich/scheduler';
import type { Platform, Worker } from '@abgleich/service-kit';
import { type CheckLimits, createCheckRound } from './check-round.js';

/** What the checker needs of its process. */
export type CheckerPlatform = Pick<
  Platform,
  | 'settings'
  | 'database'
  | 'journal'
  | 'clock'
  | 'window'
  | 'log'
  | 'activeConnections'
  | 'gatewayFor'
  | 'usableConfigurations'
  | 'partsFor'
  | 'tryLease'
>;

/** Rounds older than this interest nobody. */
const KEEP_RUNS_MS = 30 * DAY;
const CLEAN_UP_EVERY_MS = HOUR;
/** Orders that were never looked at are searched for so many times within the time after which all are looked at again. */
const SEARCHES_PER_TURN = 24;

/**
 * The independent checker as a job: reads orders at rest on both sides, judges them by code that shares nothing with the rules, and
 * tells of what does not agree. It changes nothing on either side, and costs at most the calls an hour that are set for it.
 */
export function createChecker(platform: CheckerPlatform): Worker {
  const { settings, database, window } = platform;
  const log = platform.log.child({ service: 'checker' });
  const everyMs = settings.ABGLEICH_CHECK_SECONDS * SECOND;
  const limits = limitsOf(settings);
  const check = createCheckRound(platform, limits);
  const life = { stopping: false };
  const isStopping = (): boolean => life.stopping;
  const isSearchDue = every(limits.againMs / SEARCHES_PER_TURN);
  const isCleanUpDue = every(CLEAN_UP_EVERY_MS);
  let ticker: Ticker | null = null;

  const round = async (now: Instant): Promise<void> => {
    const withNew = isSearchDue(now);
    const connections = (await platform.activeConnections()).filter(
      ({ id }) => spreadAfterWindow(window, id, { now }) === null,
    );
    const rounds = connections.map((connection) => check(connection, { withNew, isStopping }));
    for (const ended of await Promise.allSettled(rounds))
      if (ended.status === 'rejected')
        log.warn({ error: ended.reason as unknown }, 'round failed, the next one tries again');
    if (!isCleanUpDue(now)) return;
    const { horizonMs } = limits;
    const [runsBefore, ordersBefore] = [plusMs(now, -KEEP_RUNS_MS), plusMs(now, -horizonMs)];
    await forgetChecks(database, { runsBefore, ordersBefore });
  };

  return {
    start(tickers) {
      if (settings.ABGLEICH_CHECK_CALLS_PER_HOUR === 0) {
        log.info('ABGLEICH_CHECK_CALLS_PER_HOUR is 0: nothing is checked');
        return Promise.resolve();
      }
      ticker = tickers({
        name: 'checker',
        everyMs,
        window,
        longestMs: settings.ABGLEICH_PIXI_TIMEOUT_SECONDS * SECOND,
        tryLease: (name, ttlMs) => platform.tryLease(name, ttlMs),
        onError: (error) => log.warn({ error }, 'round failed, the next one tries again'),
        tick: round,
      });
      ticker.start();
      return Promise.resolve();
    },
    async stop() {
      life.stopping = true;
      await ticker?.stop();
    },
  };
}

const limitsOf = (settings: CheckerPlatform['settings']): CheckLimits => ({
  callsPerHour: settings.ABGLEICH_CHECK_CALLS_PER_HOUR,
  restMs: settings.ABGLEICH_CHECK_REST_SECONDS * SECOND,
  againMs: settings.ABGLEICH_CHECK_AGAIN_HOURS * HOUR,
  horizonMs: settings.ABGLEICH_CHECK_HORIZON_DAYS * DAY,
});

/** `true` at first, and whenever so much time has passed since it last was. */
function every(ms: number): (now: Instant) => boolean {
  let last: Instant | null = null;
  return (now) => {
    if (last !== null && now - last < ms) return false;
    last = now;
    return true;
  };
}
