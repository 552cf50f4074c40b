import {
  type ConnectionId,
  type ErpConnection,
  type ErpGateway,
  type Operation,
  type OperationKey,
  type OperationKind,
  type OrderRef,
  type PaymentConfiguration,
  instant,
  isFault,
} from '@abgleich/domain';
import { type ReconcilerParts, lookUp } from '@abgleich/reconciler';
import type { Log } from './create-log.js';
import type { Platform } from './platform.js';

export type LookUpSweep = {
  /** Begins every look-up that is due and has a place. Resolves when they have begun, not when they have ended; never throws. */
  sweep(): Promise<void>;
  /** Begins none any more and resolves when the running ones have ended. */
  stop(): Promise<void>;
};
export type LookUpSweepOptions = {
  readonly platform: Platform;
  readonly parts: ReconcilerParts;
  readonly kinds: readonly OperationKind[];
  readonly log: Log;
};

type Due = Operation & OrderRef;

/** Look-ups of one connection at once: one whose pixi hangs must not keep others' money in doubt. */
const LOOK_UPS_PER_CONNECTION = 4;
/** Far more than hanging connections can have due at once, so that theirs never hide somebody else's. */
const DUE_MAX = 500;
/** An operation of a living process that is open for longer has lost its worker. */
const STALE_AFTER_MS = 5 * 60_000;

/** Finds out what became of effects without outcome, every connection at its own pace. */
export function createLookUpSweep({
  platform,
  parts,
  kinds,
  log,
}: LookUpSweepOptions): LookUpSweep {
  const running = new Map<OperationKey, Promise<void>>();
  const runningOf = new Map<ConnectionId, number>();
  let sweeping: Promise<void> | null = null;
  let stopping = false;

  async function sweepOnce(): Promise<void> {
    if (stopping) return;
    try {
      const now = platform.clock.now();
      const due = await platform.journal.operationsToLookUp({
        now,
        staleBefore: instant(now - STALE_AFTER_MS),
        kinds,
        limit: DUE_MAX,
      });
      due.forEach(begin);
    } catch (error) {
      log.warn({ error }, 'look-ups failed, the next sweep tries again');
    }
  }

  function begin(operation: Due): void {
    const { key, connectionId } = operation;
    const beside = runningOf.get(connectionId) ?? 0;
    if (stopping || running.has(key) || beside >= LOOK_UPS_PER_CONNECTION) return;
    runningOf.set(connectionId, beside + 1);
    running.set(
      key,
      lookUpOne(operation).then((looked) => ended(operation, looked)),
    );
  }

  function ended({ key, connectionId }: Due, looked: boolean): void {
    running.delete(key);
    const beside = (runningOf.get(connectionId) ?? 1) - 1;
    if (beside > 0) runningOf.set(connectionId, beside);
    else runningOf.delete(connectionId);
    // It was full: somebody may have been left out. What could not even be looked at waits for the next tick.
    if (looked && beside === LOOK_UPS_PER_CONNECTION - 1) void sweep();
  }

  /** Never throws; `false` when it came to no look. */
  async function lookUpOne(operation: Due): Promise<boolean> {
    try {
      const context = await contextOf(platform, operation);
      if (context) await lookUp({ parts, operation, ...context });
      return context !== null;
    } catch (error) {
      const code = isFault(error) ? error.code : 'platform.bug';
      log.warn({ operation: operation.key, code, error }, 'look-up failed, tried again later');
      return false;
    }
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepOnce().finally(() => (sweeping = null));
    return sweeping;
  }

  return {
    sweep,
    async stop() {
      stopping = true;
      await sweeping;
      await Promise.all(running.values());
    },
  };
}

/** What a look-up needs to reach both sides; `null` when the connection is no longer active. */
async function contextOf(
  platform: Platform,
  operation: Due,
): Promise<{ gateway: ErpGateway; configuration: PaymentConfiguration } | null> {
  const connection: ErpConnection | undefined = (await platform.activeConnections()).find(
    (one) => one.id === operation.connectionId,
  );
  if (!connection) return null;
  const order = (await platform.journal.readOrders(connection.id, [operation.orderNumber])).get(
    operation.orderNumber,
  )?.order;
  if (!order?.configurationId || order.configurationVersion === null) return null;
  const configuration = await platform.configurationVersion(
    order.configurationId,
    order.configurationVersion,
  );
  return configuration && { gateway: platform.gatewayFor(connection), configuration };
}
