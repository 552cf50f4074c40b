import { amountText, germanAmount } from '../amount-text.js';
import { lockComment, orderComment, type CommentCode } from '../comments.js';
import type { Command, Decision, OrderState } from '../decision.js';
import type { ReleaseFacts } from '../facts.js';
import type { Money } from '../money.js';
import {
  isBlocked,
  latestOperation,
  liftedByHand,
  ownLockInForce,
  ownLockSince,
  recheckedSince,
  refusalWords,
} from '../operation-history.js';
import type { Operation } from '../operation.js';
import { PROBLEM_CATALOG } from '../problem-catalog.js';
import { problemAbout } from '../problem-draft.js';
import type { ProblemCode, ProblemDraft } from '../problem-codes.js';
import type { TextParams } from '../render-text.js';
import { earlierOf, nextPatientLook } from '../patience.js';
import { DAY, HOUR, MINUTE, plusMs, type Instant } from '../time.js';
import type { LockingReason, ReleaseReason } from './release-reasons.js';

export type ReleaseDecision = Decision<ReleaseReason>;

/** How long the ERP's queue may still show an order on hold that we released; after that somebody put it back. */
const RELEASE_SETTLES_MS = 5 * MINUTE;

/** An order that comes back to HOLD this often is held by somebody: releasing it for ever would be a fight. */
const RELEASES_MAX = 3;
const isDoneRelease = ({ kind, status }: Operation): boolean =>
  kind === 'release' && status === 'done';

/** Amounts for the texts: as data for problems (`119.00 EUR`), as Germans write them for comments (`119,00 EUR`). */
export type ReleaseAmounts = Readonly<Record<string, Money>>;
export type ReleaseDetails = { readonly amounts?: ReleaseAmounts; readonly params?: TextParams };

/** A decision about this order that asks for nothing: the fields that matter are given on top. */
export function decisionOf(
  reason: ReleaseReason,
  fields: Partial<Omit<ReleaseDecision, 'reason'>> & { readonly state: OrderState },
): ReleaseDecision {
  return {
    reason,
    commands: [],
    problems: [],
    comment: null,
    lookAgain: null,
    pauseConfiguration: false,
    ...fields,
  };
}

/** Locks first, so that nothing can be picked in between, then releases; what already holds is not asked for again. */
export function lockAndRelease(
  facts: ReleaseFacts,
  reason: LockingReason,
  details: ReleaseDetails = {},
): ReleaseDecision {
  const code: ProblemCode = `release.${reason}`;
  const problem = releaseProblem(facts, code, details);
  const subject = { document: 'order', params: commentParams(facts, details) };
  const lock = latestOperation(facts.memory.operations, 'lock');
  if (needsLock(facts) && isBlocked(facts.memory, lock)) {
    // Unlocked it must not leave HOLD: the goods would be picked.
    const refused = 'release.lock-refused';
    const said = lockComment(reason, { ...subject, problem: refused, wording: 'not-locked' });
    return decisionOf(reason, {
      state: 'stuck',
      problems: [problem, releaseProblem(facts, refused, refusalDetails(lock))],
      comment: said.comment,
      lookAgain: nextPatientLook(facts.memory.firstSeenAt, facts.now),
    });
  }
  const text = lockComment(reason, { ...subject, problem: code, wording: wordingOf(code) });
  const locking: readonly Command[] = needsLock(facts)
    ? [{ kind: 'lock', reason: text.reason }]
    : [];
  const release = releasing(facts);
  return decisionOf(reason, {
    state: facts.order.locked === false && locking.length === 0 ? 'released' : 'locked',
    commands: [...locking, ...release.commands],
    problems: [problem, ...release.problems],
    comment: text.comment,
    // Released, it is in no queue any more; that the money came or the mistake was mended, nobody may tell us.
    lookAgain: nextPatientLook(facts.memory.firstSeenAt, facts.now),
  });
}

/** An error is locked for a person to look at; a notice (a transfer that is still on its way) until it is over by itself. */
const wordingOf = (code: ProblemCode): 'locked' | 'locked-for-now' =>
  PROBLEM_CATALOG[code].severity === 'error' ? 'locked' : 'locked-for-now';

export type GoodReason = 'authorized' | 'charged' | 'request-accepted' | 'transfer-received';
/** What is worth saying about a good order, and when to look at it again. */
export type GoodRemarks = {
  readonly problems?: readonly ProblemDraft[];
  readonly lookAgain?: Instant | null;
  /** What to comment when the step itself says nothing. */
  readonly comment?: ReleaseDecision['comment'];
};

/** A payment may be charged back or taken away before the goods leave; once they have left, this look ends. */
const UNSHIPPED_LOOK_MS = DAY;

/** The payment is good: our own lock goes, the order goes on. `already-released` when both hold already. */
export function releaseGood(
  facts: ReleaseFacts,
  reason: GoodReason,
  { problems: remarks = [], comment = null, ...wish }: GoodRemarks = {},
): ReleaseDecision {
  const lookAgain = earlierOf(wish.lookAgain ?? null, plusMs(facts.now, UNSHIPPED_LOOK_MS));
  const lifting = unlocking(facts);
  const release = releasing(facts);
  const commands = [...lifting.commands, ...release.commands];
  const left = facts.lockForgotten === true ? [releaseProblem(facts, 'release.lock-left')] : [];
  const problems = [...lifting.problems, ...left, ...release.problems];
  if (problems.length > 0)
    return decisionOf('step-refused', {
      state: 'stuck',
      commands,
      problems: [...problems, ...remarks],
      lookAgain,
    });
  const said = reasonOfGood(reason, commands);
  return decisionOf(said, {
    state: stateOfReleased(facts),
    commands,
    problems: remarks,
    comment: releaseComment(facts, `release.${said}`) ?? comment,
    lookAgain,
  });
}

function reasonOfGood(reason: ReleaseReason, commands: readonly Command[]): ReleaseReason {
  if (commands.some((command) => command.kind === 'release')) return reason;
  return commands.length > 0 ? 'cause-gone' : 'already-released';
}

/** An order that we released a moment ago is released, whatever an older answer of the ERP says. */
export function isOnHold({ order, memory, now }: ReleaseFacts): boolean {
  if (order.status !== 'on-hold') return false;
  const release = latestOperation(memory.operations, 'release');
  if (release?.status !== 'done') return true;
  return now - (release.finishedAt ?? release.openedAt) > RELEASE_SETTLES_MS;
}

/** So long a lock of ours is taken for granted where the ERP does not say whether it is still there. */
const LOCK_TRUSTED_MS = 6 * HOUR;

/**
 * A lock of somebody else serves as well as ours. One that a person lifted is not set again: that was a decision. But an order that we
 * are about to release must be locked for sure, whatever became of an earlier lock.
 */
function needsLock(facts: ReleaseFacts): boolean {
  const { order, memory, now } = facts;
  if (order.locked === true) return false;
  const since = ownLockSince(memory);
  if (since === null && !liftedByHand(memory)) return true;
  if (!isOnHold(facts)) return false;
  return order.locked === false || since === null || now - since > LOCK_TRUSTED_MS;
}

type Effect = { readonly commands: readonly Command[]; readonly problems: readonly ProblemDraft[] };
const NOTHING: Effect = { commands: [], problems: [] };

function releasing(facts: ReleaseFacts): Effect {
  if (!isOnHold(facts)) return NOTHING;
  const release = latestOperation(facts.memory.operations, 'release');
  if (isBlocked(facts.memory, release)) {
    const problem = releaseProblem(facts, 'release.release-refused', refusalDetails(release));
    return { commands: [], problems: [problem] };
  }
  const times = facts.memory.operations.filter(isDoneRelease).length;
  const askedFor = release !== null && recheckedSince(facts.memory, release);
  if (times >= RELEASES_MAX && !askedFor) {
    const details = { params: { times: String(times) } };
    const problem = releaseProblem(facts, 'release.release-without-effect', details);
    return { commands: [], problems: [problem] };
  }
  return { commands: [{ kind: 'release' }], problems: [] };
}

function unlocking(facts: ReleaseFacts): Effect {
  if (facts.order.locked === false || !ownLockInForce(facts.memory)) return NOTHING;
  const unlock = latestOperation(facts.memory.operations, 'unlock');
  if (isBlocked(facts.memory, unlock)) {
    const problem = releaseProblem(facts, 'release.unlock-refused', refusalDetails(unlock));
    return { commands: [], problems: [problem] };
  }
  const reason = releaseComment(facts, 'release.cause-gone')?.text ?? '';
  return { commands: [{ kind: 'unlock', reason }], problems: [] };
}

/** Later services settle invoices of orders that we look at again: their progress must not be set back. */
export function stateOfReleased({ order, memory, policy }: ReleaseFacts): OrderState {
  const settled = memory.operations
    .filter((one) => one.kind === 'settlement' && one.status === 'done')
    .reduce((minor, one) => minor + (one.amount?.minor ?? 0), 0);
  if (settled <= 0) return 'released';
  return settled + policy.toleranceMinor >= order.total.minor ? 'settled' : 'partly-settled';
}

export function releaseProblem(
  { order }: ReleaseFacts,
  code: ProblemCode,
  { amounts = {}, params = {} }: ReleaseDetails = {},
): ProblemDraft {
  const texts = mapValues({ amount: order.total, ...amounts }, amountText);
  return problemAbout(order, code, { params: { ...texts, ...params } });
}

export function releaseComment(
  facts: ReleaseFacts,
  code: CommentCode,
  { problem, ...details }: ReleaseDetails & { readonly problem?: ProblemCode } = {},
): ReleaseDecision['comment'] {
  return orderComment(code, {
    document: 'order',
    params: commentParams(facts, details),
    problem: problem ?? null,
  });
}

/** What the other side said when it refused. */
export const refusalDetails = (operation: Operation): { readonly params: TextParams } => ({
  params: { message: refusalWords(operation) },
});

function commentParams(
  { order }: ReleaseFacts,
  { amounts = {}, params = {} }: ReleaseDetails,
): TextParams {
  const texts = mapValues({ amount: order.total, ...amounts }, germanAmount);
  return { paymentId: order.paymentId ?? '-', ...params, ...texts };
}

const mapValues = (amounts: ReleaseAmounts, print: (amount: Money) => string): TextParams =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, print(amount)]));
