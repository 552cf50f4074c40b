import {
  type Decision,
  type ErpGateway,
  type ErpOrder,
  type Instant,
  type Operation,
  type OrderChange,
  type OrderFile,
  type PaymentConfiguration,
  type PaymentFinding,
  type ReleaseFacts,
  type ReleaseReason,
  SECOND,
  decideRelease,
  isManualOrder,
} from '@abgleich/domain';
import { commentAndCommit, isUnchanged, openProblems, stateEvent } from './conclude.js';
import { findPayment } from './find-payment.js';
import { explainsLock, isLockForgotten, rememberLock } from './forgotten-lock.js';
import { noteLiftedLock } from './note-lifted-lock.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { pauseOn } from './put-off.js';
import { type ReleaseDetails, detailsThatMatter, readDetails } from './release-details.js';
import { type CommandSubject, runCommands, scopeOf, snapshotOf } from './run-commands.js';
import type { Retry } from './try-later.js';
import {
  onlyWaits,
  operationsAtStart,
  visibleOperations,
  withOperation,
} from './visible-operations.js';
import { commitLookOnly, waitsAfter, resting } from './waits.js';
import { wordOn } from './word-on.js';

export type ReleaseInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly order: ErpOrder;
  /** When the ERP told of it; left out: just now. */
  readonly readAt?: Instant;
  /** What the journal holds of it; `undefined` when we never met it. */
  readonly file: OrderFile | undefined;
};

/** Asking the rule again after more facts, a refusal or a capture ends after so many rounds: each can change the facts once. */
const ROUNDS_MAX = 6;

/**
 * What was read longer ago is read again before something is written: the release sends the payment id back, and a correction made
 * meanwhile would be lost. A page of the queue is worked off far sooner, unless one side is slow.
 */
const ORDER_FRESH_MS = 20 * SECOND;

type Round = {
  readonly order: ErpOrder;
  readonly readAt: Instant;
  readonly operations: readonly Operation[];
  readonly finding: PaymentFinding;
  /** A refused step of the ERP comes again then. */
  readonly retry: Retry | null;
  /** `null`: not asked for yet. */
  readonly details: ReleaseDetails | null;
  readonly lockForgotten: boolean;
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
  const readAt = input.readAt ?? parts.clock.now();
  const known = operationsAtStart(file?.operations ?? []);
  const operations = await noteLiftedLock(work, { order, readAt, operations: known });
  let round: Round | null = {
    order,
    readAt,
    operations,
    finding,
    retry: null,
    details: null,
    lockForgotten: await isLockForgotten(input.gateway, work, { order, operations }),
    first: true,
  };
  for (let count = 0; round !== null && count < ROUNDS_MAX; count += 1)
    round = await oneRound(input, work, round);
  if (round !== null) await work.commit();
}

async function oneRound(input: ReleaseInput, work: OrderWork, round: Round): Promise<Round | null> {
  const { parts, configuration, file } = input;
  const facts = releaseFacts(input, round);
  const decision = decideRelease(facts);
  if (decision.pauseConfiguration) {
    await pauseOn(work, configuration, file);
    return null;
  }
  const remembers = round.lockForgotten && explainsLock(decision.reason);
  if (round.first && !remembers && saysNothingNew(file, decision)) {
    await commitLookOnly(work, { file, name: 'release', decision });
    return null;
  }
  if (onlyWaits(decision, round.operations)) {
    work.discardCalls();
    return null;
  }
  const matter = round.details === null ? detailsThatMatter(facts, decision) : null;
  if (matter !== null) {
    const details = { ...round, gateway: input.gateway, configuration };
    return { ...round, details: await readDetails(work, details, matter) };
  }
  if (decision.commands.length > 0 && parts.clock.now() - round.readAt > ORDER_FRESH_MS)
    return readAgain(input, work, round);
  noteDecision(input, work, { decision, facts, round });
  if (remembers) {
    const lock = await rememberLock(work, round.order.orderNumber);
    if (lock === null) return null;
    const operations = withOperation(round.operations, lock);
    return { ...round, operations, lockForgotten: false, first: false };
  }
  return execute(input, work, { decision, round });
}

/** The same order as the ERP has it now; its payment anew where another one is named. `null`: it is gone. */
async function readAgain(
  { gateway, configuration, parts }: ReleaseInput,
  work: OrderWork,
  round: Round,
): Promise<Round | null> {
  const readAt = parts.clock.now();
  const order = await gateway.readOrder(round.order.orderNumber, work.ctx);
  if (order === null) return null;
  if (order.paymentId === round.order.paymentId) return { ...round, order, readAt };
  const finding = await findPayment(work, configuration, order.paymentId);
  return { ...round, order, readAt, finding, details: null };
}

function releaseFacts({ parts, configuration, file }: ReleaseInput, round: Round): ReleaseFacts {
  const now = parts.clock.now();
  const memory = {
    firstSeenAt: file?.order.firstSeenAt ?? now,
    operations: visibleOperations(round.operations),
    recheckRequestedAt: file?.order.recheckRequestedAt ?? null,
  };
  const { order, finding: payment } = round;
  const details = round.details ?? { transfer: null, address: null };
  const { lockForgotten } = round;
  return { order, policy: configuration.policy, payment, ...details, lockForgotten, memory, now };
}

type Decided = { readonly decision: Decision<ReleaseReason>; readonly round: Round };

/** Runs the commands. Returns the next round when the rule must be asked again, `null` when the order is done for now. */
async function execute(
  input: ReleaseInput,
  work: OrderWork,
  { decision, round }: Decided,
): Promise<Round | null> {
  let { order } = round;
  const { orderNumber, paymentId } = order;
  const { gateway, configuration, file } = input;
  const onDone: CommandSubject['onDone'] = (command, _operation, fresh) => {
    if (command.kind === 'release') order = { ...order, status: 'open' };
    if (command.kind === 'lock' || command.kind === 'unlock')
      order = { ...order, locked: command.kind === 'lock' };
    work.changeOrder({ erpStatus: order.status });
    const event = stateEvent(command, decision.reason, decision.state);
    if (event && fresh) work.emit(event);
  };
  const area = 'release';
  const subject: CommandSubject = {
    gateway,
    area,
    configuration,
    file,
    orderNumber,
    paymentId,
    onDone,
  };
  const result = await runCommands(work, { subject, commands: decision.commands, progress: round });
  if (result.kind === 'ended') return null;
  const { operations, finding } = result;
  const next = { ...round, order, operations, finding, first: false };
  if (result.kind === 'ask-again') return { ...next, retry: result.retry };
  if (decision.commands.some((one) => one.kind === 'capture')) return { ...next, retry: null };
  await commentAndCommit(work, scopeOf(work, subject, result), decision.comment);
  return null;
}

function saysNothingNew(file: OrderFile | undefined, decision: Decision<ReleaseReason>): boolean {
  if (file && decision.reason === 'order-closed') return openProblems(file, 'release').length === 0;
  return isUnchanged(file, decision, { area: 'release', document: null });
}

/** A closed order is none of the release rules' business any more: what the others said of it stands. */
const standingOf = (
  file: OrderFile | undefined,
  { first }: Round,
  decision: Decision<ReleaseReason>,
): Pick<OrderChange, 'state' | 'reason'> =>
  file && decision.reason === 'order-closed' ? {} : wordOn(first ? file : undefined, decision);

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
    ...standingOf(file, round, decision),
    erpStatus: round.order.status,
    payment: payment ?? file?.order.payment ?? null,
    ...(round.retry ? resting('release', round.retry) : waitsAfter(file, 'release', decision)),
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
      transfer: facts.transfer ?? null,
      address: facts.address ?? null,
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
