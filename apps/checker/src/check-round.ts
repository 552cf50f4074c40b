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
import { type Log, type Platform, newTraceId } from '@abgleich/service-kit';
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

type RoundParts = {
  readonly platform: CheckPlatform;
  readonly limits: CheckLimits;
  readonly log: Log;
  readonly work: ReturnType<CheckPlatform['partsFor']>;
};
/** One round over one connection, and what it came to so far. */
type Round = {
  readonly connection: ErpConnection;
  readonly configurations: readonly PaymentConfiguration[];
  orders: number;
  calls: number;
  violations: number;
  fault: Fault | null;
};

/** Checks the orders of one connection that are due, as far as the hour's calls suffice. Nothing due: one statement and no call. */
export function createCheckRound(platform: CheckPlatform, limits: CheckLimits): CheckRound {
  const log = platform.log.child({ service: 'checker' });
  const parts: RoundParts = { platform, limits, log, work: platform.partsFor('checker') };
  const { database, clock } = platform;

  return async (connection, { withNew, isStopping }) => {
    const startedAt = clock.now();
    const configurations = await platform.usableConfigurations(connection);
    const round: Round = {
      connection,
      configurations,
      orders: 0,
      calls: 0,
      violations: 0,
      fault: null,
    };
    const due = await dueOrders(parts, round, { now: startedAt, withNew });
    if (due.length === 0) return;
    const spent = await callsInLastHour(database, connection.id, startedAt);
    const maySpend = (): boolean =>
      spent + round.calls + CALLS_PER_ORDER_MAX <= limits.callsPerHour;
    for (const order of due) {
      if (isStopping() || round.fault !== null || !maySpend()) break;
      await checkInRound(parts, round, order);
    }
    if (round.calls > 0 || round.fault !== null) await writeDown(parts, round, startedAt);
  };
}

async function dueOrders(
  { platform, limits }: RoundParts,
  { connection, configurations }: Round,
  { now, withNew }: { readonly now: Instant; readonly withNew: boolean },
): Promise<readonly DueOrder[]> {
  if (configurations.length === 0) return [];
  const { restMs, againMs, horizonMs } = limits;
  return dueForCheck(platform.database, {
    connectionId: connection.id,
    now,
    methods: configurations,
    restMs,
    findingAgainMs: againMs / FINDING_OFTENER,
    againMs,
    horizonMs,
    limit: ORDERS_PER_ROUND,
    withNew,
  });
}

async function checkInRound(
  parts: RoundParts,
  round: Round,
  { orderNumber }: DueOrder,
): Promise<void> {
  const { platform, limits, work } = parts;
  const { connection, configurations } = round;
  let configuration: PaymentConfiguration | null = null;
  const checker = {
    journal: platform.journal,
    restMs: limits.restMs,
    readTold: (ref: Parameters<typeof readToldProblems>[1]) =>
      readToldProblems(platform.database, ref),
  };
  try {
    const outcome = await checkOne(checker, {
      connectionId: connection.id,
      orderNumber,
      erp: platform.gatewayFor(connection),
      provider: work.provider,
      now: platform.clock.now(),
      traceId: newTraceId(),
      record: () => (round.calls += 1),
      configurationFor: (file) => (configuration = configurationOf(configurations, file)),
    });
    await noteOutcome(parts, round, outcome);
  } catch (error) {
    round.fault = await whenFailed(parts, error, { connection, orderNumber, configuration });
  }
}

const configurationOf = (
  configurations: readonly PaymentConfiguration[],
  { order }: OrderFile,
): PaymentConfiguration | null =>
  configurations.find(
    ({ shopId, paymentCode }) => shopId === order.shopId && paymentCode === order.paymentCode,
  ) ?? null;

async function noteOutcome(
  { platform, log }: RoundParts,
  round: Round,
  outcome: CheckOutcome,
): Promise<void> {
  if (outcome.kind === 'moved' || outcome.ref === null) return;
  const violations = outcome.kind === 'checked' ? outcome.violations : [];
  const { orderNumber, connectionId } = outcome.ref;
  for (const { rule, sentence } of violations)
    log.warn({ connectionId, orderNumber, rule }, sentence);
  const findings = outcome.kind === 'checked' ? outcome.findings : [];
  await noteCheck(platform.database, outcome.ref, { at: platform.clock.now(), findings });
  round.violations += violations.length;
  round.orders += outcome.kind === 'checked' ? 1 : 0;
}

type Failed = {
  readonly connection: ErpConnection;
  readonly orderNumber: DueOrder['orderNumber'];
  readonly configuration: PaymentConfiguration | null;
};

/** The fault that ends the round: a side is away, or keys are refused. `null`: only this order could not be read, the others can. */
async function whenFailed(
  { platform, log, work }: RoundParts,
  error: unknown,
  { connection, orderNumber, configuration }: Failed,
): Promise<Fault | null> {
  if (!isFault(error) || error.code === 'platform.database') throw error;
  const { id: connectionId, organisationId } = connection;
  log.warn({ connectionId, orderNumber, fault: error }, 'order not checked');
  if (error.code === 'unzer.keys-rejected' && configuration !== null)
    await work.pauseConfiguration(configuration);
  if (error.kind !== 'data' && error.kind !== 'rejected') return error;
  const ref = { connectionId, organisationId, orderNumber };
  await noteCheck(platform.database, ref, { at: platform.clock.now(), findings: [UNREADABLE] });
  return null;
}

async function writeDown(
  { platform, log }: RoundParts,
  { connection, orders, calls, violations, fault }: Round,
  startedAt: Instant,
): Promise<void> {
  const endedAt = instant(Math.max(platform.clock.now(), startedAt));
  const faultCode = fault?.code ?? null;
  const run = { startedAt, endedAt, ordersChecked: orders, calls, violations, faultCode };
  await saveCheckRun(platform.database, connection, run);
  const facts = { connectionId: connection.id, orders, calls, violations, code: faultCode };
  log.info(facts, 'orders checked');
}
