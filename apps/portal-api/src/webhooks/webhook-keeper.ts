import { DAY, type Instant, MINUTE, SECOND, plusMs } from '@abgleich/domain';
import type { PortalStore, WebhookRegistration } from '@abgleich/persistence';
import type { Ticker, Tickers } from '@abgleich/scheduler';
import type { Platform } from '@abgleich/service-kit';
import { createKeepKeyPair } from './keep-key-pair.js';
import { keyOf, wantedKeyPairs } from './wanted-key-pairs.js';
import { tellWebhookNotice } from './webhook-notice.js';

/** What the keeper needs of its process. */
export type KeeperPlatform = Pick<
  Platform,
  'activeConnections' | 'usableConfigurations' | 'webhooks' | 'clock' | 'log' | 'tryLease'
> & {
  readonly journal: Pick<Platform['journal'], 'write'>;
  readonly transport: Pick<Platform['transport'], 'subscribe'>;
};
export type WebhookKeeperParts = {
  readonly platform: KeeperPlatform;
  readonly store: Pick<PortalStore, 'webhooks'>;
  /** Where Unzer reaches us; `null`: nowhere, then nothing is registered and polling does it all. */
  readonly address: URL | null;
  readonly token: string;
};
export type WebhookKeeper = {
  start(tickers: Tickers): Promise<void>;
  /** Checks the key pairs that are due; with `all` every one. Never throws for a single key pair. */
  run(all: boolean): Promise<void>;
  stop(): Promise<void>;
};

const TICK_MS = MINUTE;
/** One that hangs must not hold up every other merchant's. */
const KEY_PAIRS_AT_ONCE = 8;
/** Longer than what services remember of configurations, so that the new ones are seen, and enough for a whole form to be saved. */
const AFTER_CHANGE_MS = 4 * SECOND;
/** A copy may come a day late; a month is plenty to look into a dispute. */
const KEEP_MS = 30 * DAY;

/**
 * Sees to it that Unzer notifies us for every key pair in use: at the start, soon after a configuration changed, and hourly, because
 * registrations can be deleted by others. What fails is told as a notice; nothing depends on it, polling reaches the same end.
 */
export function createWebhookKeeper(parts: WebhookKeeperParts): WebhookKeeper {
  const { platform, address } = parts;
  const log = platform.log.child({ service: 'webhooks' });
  const life = { stopping: false };
  const runOnce = createRun(parts, life);
  let ticker: Ticker | null = null;
  let soon: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const run = (all: boolean): Promise<void> => {
    running = running
      .then(() => runOnce(all))
      .catch((error: unknown) =>
        log.warn({ error }, 'webhooks could not be checked, the next run tries again'),
      );
    return running;
  };
  const runSoon = (): void => {
    if (life.stopping || soon !== null) return;
    soon = setTimeout(() => {
      soon = null;
      void run(true);
    }, AFTER_CHANGE_MS);
  };

  return {
    run,
    async start(tickers) {
      if (address === null) {
        log.info('no address for webhooks is set: payments are watched by polling alone');
        return;
      }
      const handle = (): Promise<void> => Promise.resolve(runSoon());
      const subscription = { types: ['config.changed'] as const, concurrency: 1, handle };
      await platform.transport.subscribe({ group: 'portal-api', ...subscription });
      ticker = tickers({
        name: 'webhooks',
        everyMs: TICK_MS,
        random: () => 1, // the first run is below
        tryLease: (name, ttlMs) => platform.tryLease(name, ttlMs),
        onError: (error, name) =>
          log.warn({ name, error }, 'tick failed, the next one tries again'),
        tick: () => run(false),
      });
      ticker.start();
      void run(true);
    },
    async stop() {
      life.stopping = true;
      if (soon !== null) clearTimeout(soon);
      await ticker?.stop();
      await running;
    },
  };
}

/** One round over the key pairs. */
function createRun(parts: WebhookKeeperParts, life: { readonly stopping: boolean }) {
  const { platform, store } = parts;
  const keep = createKeepKeyPair(parts);

  /** The key pair is no longer in use: its notice goes; its addresses stay known as ours, should it come back. */
  async function forget(known: WebhookRegistration, now: Instant): Promise<void> {
    await tellWebhookNotice(platform, known, false);
    await store.webhooks.save({ ...known, code: null, failures: 0, nextCheckAt: now });
  }

  return async (all: boolean): Promise<void> => {
    if (life.stopping) return;
    const now = platform.clock.now();
    const known = new Map((await store.webhooks.all()).map((one) => [keyOf(one), one]));
    const wanted = await wantedKeyPairs(platform);
    const due = [...wanted].filter(([key]) => all || (known.get(key)?.nextCheckAt ?? now) <= now);
    for (let first = 0; first < due.length && !life.stopping; first += KEY_PAIRS_AT_ONCE) {
      const some = due.slice(first, first + KEY_PAIRS_AT_ONCE);
      await Promise.all(some.map(([key, pair]) => keep(pair, known.get(key))));
    }
    const unused = [...known].filter(([key, { code }]) => code !== null && !wanted.has(key));
    for (const [, one] of unused) await forget(one, now);
    await store.webhooks.forget(plusMs(now, -KEEP_MS));
  };
}
