import {
  type CallContext,
  type Clock,
  type ConfigurationId,
  type Instant,
  type PaymentConfiguration,
  type PaymentProvider,
  isFault,
  plusMs,
} from '@abgleich/domain';
import { accessOf, backoffMs } from '@abgleich/reconciler';
import type { Log } from './create-log.js';

export type Pause = { readonly configurationId: ConfigurationId; readonly version: number; readonly nextCheckAt: Instant; readonly failures: number };

/** Where pauses are kept, so that every process and every restart knows them. */
export interface PauseStore {
  pausedConfigurations(): Promise<readonly Pause[]>;
  /** Inserts or moves on; tells people once per pause. */
  pauseConfiguration(pause: Pause & { readonly configuration: PaymentConfiguration }): Promise<void>;
  resumeConfiguration(configuration: PaymentConfiguration): Promise<void>;
}

export type Pauses = {
  /** The configurations that may be used now; a pause whose next check is due is checked first. */
  usable(configurations: readonly PaymentConfiguration[]): Promise<readonly PaymentConfiguration[]>;
  pause(configuration: PaymentConfiguration): Promise<void>;
};

/**
 * A key pair that Unzer refuses as a whole pauses its configuration: no order is touched. It heals itself: a new version of the
 * configuration counts as repaired, and the old one is tried again with back-off by the cheapest call there is.
 */
export function createPauses(parts: { store: PauseStore; provider: PaymentProvider; clock: Clock; log: Log }): Pauses {
  const { store, provider, clock, log } = parts;
  const silent: CallContext = { traceId: 'pauses', record: () => undefined };

  async function isUsable(configuration: PaymentConfiguration, pause: Pause | undefined): Promise<boolean> {
    if (!pause) return true;
    const repaired = pause.version !== configuration.version;
    if (!repaired && pause.nextCheckAt > clock.now()) return false;
    if (!repaired && !(await keysWork(configuration))) {
      const failures = pause.failures + 1;
      await store.pauseConfiguration({ ...pause, configuration, failures, nextCheckAt: plusMs(clock.now(), backoffMs(failures, null)) });
      return false;
    }
    await store.resumeConfiguration(configuration);
    log.info({ configurationId: configuration.id }, 'configuration in use again');
    return true;
  }

  async function keysWork(configuration: PaymentConfiguration): Promise<boolean> {
    try {
      await provider.checkKeys(accessOf(configuration), silent);
      return true;
    } catch (error) {
      if (isFault(error)) return false; // refused or not reachable: either way not known to work
      throw error;
    }
  }

  return {
    async usable(configurations) {
      const paused = new Map((await store.pausedConfigurations()).map((one) => [one.configurationId, one]));
      if (paused.size === 0) return configurations;
      const usable = await Promise.all(configurations.map(async (one) => ({ one, good: await isUsable(one, paused.get(one.id)) })));
      return usable.filter(({ good }) => good).map(({ one }) => one);
    },
    async pause(configuration) {
      log.error({ configurationId: configuration.id }, 'Unzer refuses the keys: configuration paused');
      const nextCheckAt = plusMs(clock.now(), backoffMs(0, null));
      await store.pauseConfiguration({ configurationId: configuration.id, version: configuration.version, configuration, failures: 0, nextCheckAt });
    },
  };
}
