import {
  type CallContext,
  type Clock,
  type ConfigurationId,
  type Journal,
  type PaymentConfiguration,
  type PaymentProvider,
  type ProblemDraft,
  isFault,
  plusMs,
} from '@abgleich/domain';
import type { ConfigurationPause, ConfigurationPauses } from '@abgleich/persistence';
import { accessOf, backoffMs } from '@abgleich/reconciler';
import { tellProblems } from './connection-problems.js';
import type { Log } from './create-log.js';

export type Pauses = {
  /** The configurations that may be used now; a pause whose next check is due is checked first. */
  usable(configurations: readonly PaymentConfiguration[]): Promise<readonly PaymentConfiguration[]>;
  pause(configuration: PaymentConfiguration): Promise<void>;
};

export type PauseParts = {
  readonly store: ConfigurationPauses;
  readonly journal: Journal;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly log: Log;
};

const silent: CallContext = { traceId: 'pauses', record: () => undefined };

/**
 * A key pair that Unzer refuses as a whole pauses its configuration: no order is touched, one error is raised. It heals itself: a new
 * version of the configuration counts as repaired, and the old one is tried again with back-off by the cheapest call there is.
 */
export function createPauses(parts: PauseParts): Pauses {
  const { store, clock, log } = parts;
  /** What this process has paused: many orders of one page find the same refused keys. */
  const paused = new Map<ConfigurationId, number>();

  async function record(
    configuration: PaymentConfiguration,
    failuresBefore: number,
  ): Promise<void> {
    const { id, version, organisationId, connectionId } = configuration;
    const now = clock.now();
    const nextCheckAt = plusMs(now, backoffMs(failuresBefore, null));
    const code = 'configuration.keys-rejected';
    await store.pauseConfiguration({
      configurationId: id,
      version,
      organisationId,
      connectionId,
      code,
      params: {},
      now,
      nextCheckAt,
    });
  }

  async function isUsable(
    configuration: PaymentConfiguration,
    pause: ConfigurationPause | undefined,
  ): Promise<boolean> {
    if (!pause) return true;
    if (pause.nextCheckAt > clock.now()) return false;
    if (!(await keysWork(parts.provider, configuration))) {
      await record(configuration, pause.failures);
      return false;
    }
    await store.resumeConfiguration(configuration.id);
    paused.delete(configuration.id);
    await tell(parts, configuration, []);
    log.info({ configurationId: configuration.id }, 'configuration in use again');
    return true;
  }

  return {
    async usable(configurations) {
      const inForce = new Map(
        (await store.pausedConfigurations()).map((one) => [one.configurationId, one]),
      );
      const repaired = configurations.filter((one) => paused.has(one.id) && !inForce.has(one.id));
      for (const one of repaired) {
        paused.delete(one.id);
        await tell(parts, one, []);
      }
      const answers = await Promise.all(
        configurations.map((one) => isUsable(one, inForce.get(one.id))),
      );
      return configurations.filter((_one, index) => answers[index]);
    },
    async pause(configuration) {
      if (paused.get(configuration.id) === configuration.version) return;
      paused.set(configuration.id, configuration.version);
      log.error(
        { configurationId: configuration.id },
        'Unzer refuses the keys: configuration paused',
      );
      await record(configuration, 0);
      const { shopId, paymentCode } = configuration;
      const problem: ProblemDraft = {
        code: 'configuration.keys-rejected',
        severity: 'error',
        document: documentOf(configuration),
        params: { shopId, paymentCode },
      };
      await tell(parts, configuration, [problem]);
    },
  };
}

const documentOf = ({ shopId, paymentCode }: PaymentConfiguration): string =>
  `${shopId}/${paymentCode}`;

function tell(
  parts: PauseParts,
  configuration: PaymentConfiguration,
  open: readonly ProblemDraft[],
): Promise<void> {
  const { organisationId, connectionId } = configuration;
  return tellProblems(parts, {
    organisationId,
    connectionId,
    area: 'configuration',
    document: documentOf(configuration),
    open,
  });
}

async function keysWork(
  provider: PaymentProvider,
  configuration: PaymentConfiguration,
): Promise<boolean> {
  try {
    await provider.checkKeys(accessOf(configuration), silent);
    return true;
  } catch (error) {
    if (isFault(error)) return false; // refused or not reachable: either way not known to work
    throw error;
  }
}
