import {
  type CallContext,
  DAY,
  HOUR,
  type Instant,
  MINUTE,
  SECOND,
  isFault,
  plusMs,
} from '@abgleich/domain';
import type { PortalStore, WebhookRegistration } from '@abgleich/persistence';
import type { Ticker, Tickers } from '@abgleich/scheduler';
import { type Platform, newTraceId } from '@abgleich/service-kit';
import { checkKeyPair } from './check-key-pair.js';
import { tellWebhookNotice } from './webhook-notice.js';
import { type WantedKeyPair, keyOf, wantedKeyPairs } from './wanted-key-pairs.js';
import { webhookPrefix } from './webhook-url.js';

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

const CHECK_EVERY_MS = HOUR;
const TICK_MS = MINUTE;
/** A failed check comes again after this, doubled each time up to the usual pace. */
const RETRY_MS = MINUTE;
/** A single failure of the net is nobody's business; a refusal is told at once. */
const TELL_AFTER_FAILURES = 2;
/** One that hangs must not hold up every other merchant's. */
const KEY_PAIRS_AT_ONCE = 8;
/** Longer than what services remember of configurations, so that the new ones are seen, and enough for a whole form to be saved. */
const AFTER_CHANGE_MS = 4 * SECOND;
/** A copy may come a day late; a month is plenty to look into a dispute. */
const KEEP_MS = 30 * DAY;
const silent: CallContext = { traceId: 'webhooks', record: () => undefined };

/**
 * Sees to it that Unzer notifies us for every key pair in use: at the start, soon after a configuration changed, and hourly, because
 * registrations can be deleted by others. What fails is told as a notice; nothing depends on it, polling reaches the same end.
 */
export function createWebhookKeeper(parts: WebhookKeeperParts): WebhookKeeper {
  const { platform, store } = parts;
  const log = platform.log.child({ service: 'webhooks' });
  const check = createCheck(parts);
  let ticker: Ticker | null = null;
  let soon: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopping = false;

  async function runOnce(all: boolean): Promise<void> {
    if (stopping) return;
    const now = platform.clock.now();
    const known = new Map((await store.webhooks.all()).map((one) => [keyOf(one), one]));
    const wanted = await wantedKeyPairs(platform);
    const due = [...wanted].filter(([key]) => all || (known.get(key)?.nextCheckAt ?? now) <= now);
    for (let first = 0; first < due.length && !stopping; first += KEY_PAIRS_AT_ONCE) {
      const some = due.slice(first, first + KEY_PAIRS_AT_ONCE);
      await Promise.all(some.map(([key, pair]) => check(pair, known.get(key) ?? null)));
    }
    for (const [key, before] of known)
      if (!wanted.has(key) && before.code !== null) await forget(before, now);
    await store.webhooks.forget(plusMs(now, -KEEP_MS));
  }

  /** The key pair is no longer in use: its notice goes; its addresses stay known as ours, should it come back. */
  async function forget(before: WebhookRegistration, now: Instant): Promise<void> {
    await tellWebhookNotice(platform, before, false);
    await store.webhooks.save({ ...before, code: null, failures: 0, nextCheckAt: now });
  }

  const run = (all: boolean): Promise<void> => {
    running = running
      .then(() => runOnce(all))
      .catch((error: unknown) =>
        log.warn({ error }, 'webhooks could not be checked, the next run tries again'),
      );
    return running;
  };

  return {
    run,
    async start(tickers) {
      if (parts.address === null) {
        log.info('no address for webhooks is set: payments are watched by polling alone');
        return;
      }
      await platform.transport.subscribe({
        group: 'portal-api',
        types: ['config.changed'],
        concurrency: 1,
        handle: () => {
          if (!stopping)
            soon ??= setTimeout(() => void ((soon = null), run(true)), AFTER_CHANGE_MS);
          return Promise.resolve();
        },
      });
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
      stopping = true;
      if (soon !== null) clearTimeout(soon);
      await ticker?.stop();
      await running;
    },
  };
}

type Check = (pair: WantedKeyPair, before: WebhookRegistration | null) => Promise<void>;

function createCheck({ platform, store, address, token }: WebhookKeeperParts): Check {
  const log = platform.log.child({ service: 'webhooks' });
  const prefix = address === null ? '' : webhookPrefix(address);
  const url = `${prefix}${token}`;

  return async (pair, before) => {
    const { access, organisationId, publicKey, providerUrl, connectionIds } = pair;
    const now = platform.clock.now();
    const ownUrls = [...new Set([...(before?.ownUrls ?? []), url])];
    const base = { organisationId, publicKey, providerUrl, connectionIds, ownUrls };
    const last = { checkedAt: before?.checkedAt ?? null, code: before?.code ?? null };
    const beforeRegister = (): Promise<void> =>
      store.webhooks.save({ ...base, ...last, failures: before?.failures ?? 0, nextCheckAt: now });
    const ctx = { ...silent, traceId: newTraceId() };
    try {
      const asked = { access, url, prefix, ownUrls, beforeRegister };
      const { registered, deletedUrls } = await checkKeyPair(platform.webhooks, asked, ctx);
      if (registered.length > 0 || deletedUrls > 0)
        log.info(
          { publicKey, registered, deletedUrls, drift: last.checkedAt !== null },
          'webhooks put right',
        );
      if (last.code !== null) await tellWebhookNotice(platform, { ...base, code: null }, false);
      const nextCheckAt = plusMs(now, CHECK_EVERY_MS);
      await store.webhooks.save({ ...base, checkedAt: now, nextCheckAt, failures: 0, code: null });
    } catch (error) {
      if (!isFault(error) || error.code === 'platform.database') throw error;
      const failures = (before?.failures ?? 0) + 1;
      const isTold = error.kind !== 'transient' || failures >= TELL_AFTER_FAILURES;
      const code = isTold ? error.code : last.code;
      log.warn({ publicKey, failures, fault: error }, 'webhooks could not be registered');
      if (isTold) await tellWebhookNotice(platform, { ...base, code }, true);
      const waitMs = Math.min(CHECK_EVERY_MS, RETRY_MS * 2 ** (failures - 1));
      const { checkedAt } = last;
      const nextCheckAt = plusMs(now, waitMs);
      await store.webhooks.save({ ...base, checkedAt, nextCheckAt, failures, code });
    }
  };
}
