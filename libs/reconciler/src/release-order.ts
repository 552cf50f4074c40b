import {
  type Decision,
  type ErpGateway,
  type ErpOrder,
  type OrderFile,
  type Operation,
  type PaymentConfiguration,
  type PaymentFinding,
  type PaymentSnapshot,
  type ReleaseFacts,
  type ReleaseReason,
  applyReceipt,
  decideRelease,
  isManualOrder,
} from '@abgleich/domain';
import {
  commentAndCommit,
  isUnchanged,
  stateEvent,
  visibleOperations,
  withOperation,
} from './conclude.js';
import { type EffectScope, effectOf } from './effects.js';
import { findPayment } from './find-payment.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { perform } from './perform.js';
import { outcomeOpen, refusedByErp, tryLater } from './try-later.js';

export type ReleaseInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly order: ErpOrder;
  /** What the journal holds of it; `undefined` when we never met it. */
  readonly file: OrderFile | undefined;
};

/** Asking the rule again after a refusal or a capture ends after so many rounds: each can change the facts once. */
const ROUNDS_MAX = 4;

type Round = {
  readonly order: ErpOrder;
  readonly operations: readonly Operation[];
  readonly finding: PaymentFinding;
  readonly first: boolean;
};

/**
 * Looks at one order that waits for release (or is looked at again) and does what the rules say: facts, decision, effects, until
 * nothing is left to do. Safe to run any number of times, at once, anywhere. Throws `Fault` when the facts cannot be had.
 */
export async function releaseOrder(input: ReleaseInput): Promise<void> {
  const { parts, configuration, order, file } = input;
  const ref = {
    organisationId: configuration.organisationId,
    connectionId: configuration.connectionId,
    orderNumber: order.orderNumber,
  };
  const work = new OrderWork(parts, ref);
  const finding: PaymentFinding = isManualOrder(order)
    ? { kind: 'no-payment-id' }
    : await findPayment(work, configuration, order.paymentId);
  let round: Round | null = { order, operations: file?.operations ?? [], finding, first: true };
  for (let count = 0; round !== null && count < ROUNDS_MAX; count += 1)
    round = await oneRound(input, work, round);
  if (round !== null) await work.commit();
}

async function oneRound(input: ReleaseInput, work: OrderWork, round: Round): Promise<Round | null> {
  const { parts, configuration, file } = input;
  const facts = releaseFacts(input, round);
  const decision = decideRelease(facts);
  if (decision.pauseConfiguration) {
    work.discardCalls();
    await parts.pauseConfiguration(configuration);
    return null; // touch no order
  }
  if (round.first && isUnchanged(file, decision, { area: 'release', document: null })) {
    work.discardCalls();
    return null;
  }
  noteDecision(input, work, { decision, facts, round });
  return execute(input, work, { decision, round });
}

function releaseFacts({ parts, configuration, file }: ReleaseInput, round: Round): ReleaseFacts {
  const now = parts.clock.now();
  const memory = {
    firstSeenAt: file?.order.firstSeenAt ?? now,
    operations: visibleOperations(round.operations),
    recheckRequestedAt: file?.order.recheckRequestedAt ?? null,
  };
  return { order: round.order, policy: configuration.policy, payment: round.finding, memory, now };
}

type Decided = { readonly decision: Decision<ReleaseReason>; readonly round: Round };

/** Runs the commands in order. Returns the next round when the rule must be asked again, `null` when the order is done for now. */
async function execute(
  input: ReleaseInput,
  work: OrderWork,
  { decision, round }: Decided,
): Promise<Round | null> {
  const retryRefused = recheckIsNewer(input.file);
  let { order, operations, finding } = round;
  for (const command of decision.commands) {
    const scope = scopeOf(input, work, { order, operations, finding, retryRefused });
    const effect = effectOf(scope, command);
    const result = await perform(work, effect);
    if (result.kind === 'refused' && command.kind !== 'capture')
      return refusedByErp(work, {
        operation: result.operation,
        file: input.file,
        area: 'release',
        document: null,
      });
    if (result.kind === 'refused' || result.kind === 'pending')
      return {
        order,
        operations: withOperation(operations, result.operation),
        finding,
        first: false,
      };
    if (result.kind === 'not-executed')
      return tryLater(work, {
        fault: result.fault,
        file: input.file,
        configuration: input.configuration,
      });
    if (result.kind !== 'done') {
      return outcomeOpen(work, input.file);
    }
    operations = withOperation(operations, result.operation);
    if (command.kind === 'capture') {
      finding = afterCapture(finding, result.operation);
      noteCapture(work, result.operation, finding);
    }
    if (command.kind === 'release') order = { ...order, status: 'open' };
    if (command.kind === 'lock' || command.kind === 'unlock')
      order = { ...order, locked: command.kind === 'lock' };
    work.changeOrder({ erpStatus: order.status });
    const event = stateEvent(command, decision.reason, decision.state);
    if (event && result.fresh) work.emit(event);
  }
  if (decision.commands.some((one) => one.kind === 'capture'))
    return { order, operations, finding, first: false };
  await commentAndCommit(
    work,
    scopeOf(input, work, { order, operations, finding, retryRefused }),
    decision.comment,
  );
  return null;
}

const recheckIsNewer = (file: OrderFile | undefined): boolean => {
  const asked = file?.order.recheckRequestedAt ?? null;
  return (
    asked !== null &&
    file?.operations.every((one) => one.status !== 'refused' || (one.finishedAt ?? 0) < asked) ===
      true
  );
};

function scopeOf(
  input: ReleaseInput,
  work: OrderWork,
  now: {
    order: ErpOrder;
    operations: readonly Operation[];
    finding: PaymentFinding;
    retryRefused: boolean;
  },
): EffectScope {
  return {
    work,
    gateway: input.gateway,
    configuration: input.configuration,
    orderNumber: now.order.orderNumber,
    paymentId: now.order.paymentId,
    payment: snapshotOf(now.finding),
    operations: now.operations,
    retryRefused: now.retryRefused,
  };
}

const snapshotOf = (finding: PaymentFinding): PaymentSnapshot | null =>
  finding.kind === 'found' ? finding.payment : null;

/** Our own success changes the payment as the provider counts; memory follows without a read. */
export function afterCapture(finding: PaymentFinding, operation: Operation): PaymentFinding {
  const { transactionPath: path, amount, finishedAt } = operation;
  if (finding.kind !== 'found' || path === null || amount === null || finishedAt === null)
    return finding;
  if (finding.payment.transactions.some((one) => one.path === path)) return finding;
  return {
    kind: 'found',
    payment: applyReceipt(finding.payment, {
      kind: 'capture',
      path,
      amount,
      at: finishedAt,
      status: 'success',
    }),
  };
}

export function noteCapture(work: OrderWork, operation: Operation, finding: PaymentFinding): void {
  work.changeOrder({ payment: snapshotOf(finding) });
  const { paymentId, document, amount, transactionPath } = operation;
  if (paymentId && amount && transactionPath)
    work.emit({ type: 'payment.captured', data: { paymentId, document, amount, transactionPath } });
}

function noteDecision(
  { parts, configuration, order, file }: ReleaseInput,
  work: OrderWork,
  noted: Decided & { facts: ReleaseFacts },
): void {
  const { decision, facts, round } = noted;
  const now = parts.clock.now();
  if (!file && round.first)
    work.emit({
      type: 'order.seen',
      data: { shopId: order.shopId, paymentCode: order.paymentCode, paymentId: order.paymentId },
    });
  const payment = snapshotOf(facts.payment);
  work.changeOrder({
    shopId: order.shopId,
    shopOrderNumber: order.shopOrderNumber,
    paymentCode: order.paymentCode,
    paymentId: order.paymentId,
    methodName: payment?.methodName ?? file?.order.methodName ?? null,
    total: order.total,
    configurationId: configuration.id,
    configurationVersion: configuration.version,
    state: decision.state,
    reason: decision.reason,
    erpStatus: round.order.status,
    payment: payment ?? file?.order.payment ?? null,
    nextLookAt: decision.lookAgain,
    failures: 0,
    ...(file ? {} : { recheckRequestedAt: null }),
  });
  work.noteDecision({
    service: parts.service,
    reason: decision.reason,
    document: null,
    at: now,
    configurationVersion: configuration.version,
    facts: {
      order: round.order,
      payment: facts.payment,
      policy: facts.policy,
      firstSeenAt: facts.memory.firstSeenAt,
    },
    traceId: work.traceId,
  });
  work.noteProblems({ area: 'release', document: null, open: decision.problems });
  if (decision.commands.length > 0) return;
  if (decision.state === 'waiting')
    work.emit({ type: 'order.waiting', data: { reason: decision.reason, state: decision.state } });
  if (decision.state === 'ignored')
    work.emit({ type: 'order.ignored', data: { reason: decision.reason, state: decision.state } });
}
