import {
  type ErpConnection,
  type Fault,
  type Instant,
  type OrderFile,
  type PaymentConfiguration,
  instant,
  isFault,
} from '@abgleich/domain';
import {
  type DueOrder,
  callsInLastHour,
  dueForCheck,
  noteCheck,
  readToldProblems,
  saveCheckRun,
} from '@abgleich/persistence';
import { type Platform, newTraceId } from '@abgleich/service-kit';
import { type CheckOutcome, checkOne } from './check-one.js';

export type CheckPlatform = Pick<
  Platform,
  'database' | 'journal' | 'clock' | 'log' | 'gatewayFor' | 'usableConfigurations' | 'partsFor'
>;
export type CheckLimits = {
  readonly callsPerHour: number;
  readonly restMs: number;
  readonly againMs: number;
  readonly horizonMs: number;
};
export type CheckRound = (
  connection: ErpConnection,
  options: { readonly withNew: boolean; readonly isStopping: () => boolean },
) => Promise<void>;

/** Orders of one round; the rest comes with the next. */
const ORDERS_PER_ROUND = 100;
/** Header, documents and payment, and what a database without a total or a payment id in its header costs besides. */
const CALLS_PER_ORDER_MAX = 6;
/** An order with a finding is looked at so many times as often as a clean one. */
const FINDING_OFTENER = 24;
/** What was found of an order that could not be read: it is tried again as one with a finding is. */
const UNREADABLE = 'unreadable';

/** Checks the orders of one connection that are due, as far as the hour's calls suffice. Nothing due: one statement and no call. */
export function createCheckRound(platform: CheckPlatform, limits: CheckLimits): CheckRound {
  const { database, journal, clock } = platform;
  const log = platform.log.child({ service: 'checker' });
  const { provider, pauseConfiguration } = platform.partsFor('checker');
  const parts = {
    journal,
    restMs: limits.restMs,
    readTold: (ref: Parameters<typeof readToldProblems>[1]) => readToldProblems(database, ref),
  };

  async function dueOrders(
    connection: ErpConnection,
    configurations: readonly PaymentConfiguration[],
    { now, withNew }: { readonly now: Instant; readonly withNew: boolean },
  ): Promise<readonly DueOrder[]> {
    if (configurations.length === 0) return [];
    return dueForCheck(database, {
      connectionId: connection.id,
      now,
      methods: configurations,
      restMs: limits.restMs,
      findingAgainMs: limits.againMs / FINDING_OFTENER,
      againMs: limits.againMs,
      horizonMs: limits.horizonMs,
      limit: ORDERS_PER_ROUND,
      withNew,
    });
  }

  /** `null`: the other side is away, or keys are refused: nothing more can be found out now. */
  async function whenFailed(
    error: unknown,
    connection: ErpConnection,
    { orderNumber, configuration }: Failed,
  ): Promise<Fault | null> {
    if (!isFault(error) || error.code === 'platform.database') throw error;
    log.warn({ connectionId: connection.id, orderNumber, fault: error }, 'order not checked');
    if (error.code === 'unzer.keys-rejected' && configuration !== null)
      await pauseConfiguration(configuration);
    if (error.kind !== 'data' && error.kind !== 'rejected') return error;
    const ref = {
      connectionId: connection.id,
      organisationId: connection.organisationId,
      orderNumber,
    };
    await noteCheck(database, ref, { at: clock.now(), findings: [UNREADABLE] });
    return null;
  }

  async function note(outcome: CheckOutcome): Promise<readonly string[]> {
    if (outcome.kind === 'moved' || outcome.ref === null) return [];
    const violations = outcome.kind === 'checked' ? outcome.violations : [];
    const { orderNumber, connectionId } = outcome.ref;
    for (const { rule, sentence } of violations)
      log.warn({ connectionId, orderNumber, rule }, sentence);
    const findings = [...new Set(violations.map(({ rule }) => rule))];
    await noteCheck(database, outcome.ref, { at: clock.now(), findings });
    return violations.map(({ rule }) => rule);
  }

  return async (connection, { withNew, isStopping }) => {
    const startedAt = clock.now();
    const configurations = await platform.usableConfigurations(connection);
    const due = await dueOrders(connection, configurations, { now: startedAt, withNew });
    if (due.length === 0) return;
    const spent = await callsInLastHour(database, connection.id, startedAt);
    const count = { orders: 0, calls: 0, violations: 0 };
    let fault: Fault | null = null;
    for (const { orderNumber } of due) {
      if (isStopping() || fault !== null) break;
      if (spent + count.calls + CALLS_PER_ORDER_MAX > limits.callsPerHour) break;
      let configuration: PaymentConfiguration | null = null;
      try {
        const outcome = await checkOne(parts, {
          connectionId: connection.id,
          orderNumber,
          erp: platform.gatewayFor(connection),
          provider,
          now: clock.now(),
          traceId: newTraceId(),
          record: () => (count.calls += 1),
          configurationFor: (file) => (configuration = configurationOf(configurations, file)),
        });
        count.violations += (await note(outcome)).length;
        count.orders += outcome.kind === 'checked' ? 1 : 0;
      } catch (error) {
        fault = await whenFailed(error, connection, { orderNumber, configuration });
      }
    }
    if (count.calls === 0 && fault === null) return;
    const endedAt = instant(Math.max(clock.now(), startedAt));
    await saveCheckRun(database, connection, {
      startedAt,
      endedAt,
      ordersChecked: count.orders,
      calls: count.calls,
      violations: count.violations,
      faultCode: fault?.code ?? null,
    });
    log.info({ connectionId: connection.id, ...count, code: fault?.code }, 'orders checked');
  };
}

type Failed = {
  readonly orderNumber: DueOrder['orderNumber'];
  readonly configuration: PaymentConfiguration | null;
};

const configurationOf = (
  configurations: readonly PaymentConfiguration[],
  { order }: OrderFile,
): PaymentConfiguration | null =>
  configurations.find(
    ({ shopId, paymentCode }) => shopId === order.shopId && paymentCode === order.paymentCode,
  ) ?? null;
