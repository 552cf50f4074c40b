import {
  type CallContext,
  type Operation,
  type OperationIntent,
  type OperationOutcome,
  Fault,
  NOT_EXECUTED,
  isFault,
  plusMs,
} from '@abgleich/domain';
import type { OrderWork, Reopening } from './order-work.js';
import type { EffectStep } from './parts.js';
import { sendingInTime } from './send-deadline.js';

/**
 * How an effect ended for the flow that asked for it. `busy`: other money moves on the payment, nothing was begun · `under-way`:
 * somebody else works on this very effect, or its outcome is being looked up.
 */
export type EffectResult =
  | { readonly kind: 'done'; readonly operation: Operation; readonly fresh: boolean }
  | { readonly kind: 'refused'; readonly operation: Operation }
  | { readonly kind: 'pending'; readonly operation: Operation }
  | { readonly kind: 'uncertain' }
  | { readonly kind: 'not-executed'; readonly fault: Fault }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'under-way' };

export type Effect = {
  readonly intent: OperationIntent;
  readonly reopen: Reopening;
  /** The one call. Throws `Fault`; everything else thrown counts as an unknown outcome. */
  readonly act: (ctx: CallContext) => Promise<OperationOutcome>;
};

/** Waits for a pending answer of the provider before the next look. */
export const PENDING_LOOK_MS = 30_000;

/**
 * Intent, act, outcome: the only place where an effect leaves the house. The intent is committed before the call; the outcome is
 * noted on `work` and saved by its next write. See docs/adr/0004.
 */
export async function perform(work: OrderWork, effect: Effect): Promise<EffectResult> {
  const { intent } = effect;
  step(work, intent, 'before-intent');
  const begun = await work.begin(intent, effect.reopen);
  if (begun.kind === 'payment-busy') return { kind: 'busy' };
  if (begun.kind === 'exists') return existing(begun.operation);
  if (begun.kind === 'nothing-begun') throw new Fault({ kind: 'bug', code: 'platform.bug' });
  step(work, intent, 'intent-saved');

  const outcome = await outcomeOf(work, effect, begun.operation);
  step(work, intent, 'acted');
  work.finish(begun.operation, outcome.stored);
  if (outcome.stored.status === 'uncertain' || outcome.stored.status === 'pending')
    work.parts.wakeAt?.(outcome.stored.nextLookAt);
  return concluded(begun.operation, outcome, work.parts.clock.now());
}

type Outcome = { readonly stored: OperationOutcome; readonly fault: Fault | null };

async function outcomeOf(work: OrderWork, effect: Effect, begun: Operation): Promise<Outcome> {
  const { clock, lookUpWaitsMs } = work.parts;
  const ctx = sendingInTime(work.ctx, begun, { clock, waitsMs: lookUpWaitsMs });
  try {
    return { stored: await effect.act(ctx), fault: null };
  } catch (error) {
    const fault = isFault(error) ? error : unknownFault(error);
    return { stored: storedOutcome(work, fault, effect.intent), fault };
  }
}

/** What a fault means for the effect: the retry decision in one place. */
function storedOutcome(work: OrderWork, fault: Fault, intent: OperationIntent): OperationOutcome {
  // Without words of the other side there are none: a code of ours tells a merchant nothing.
  const message = fault.params['message'] ?? '';
  switch (fault.kind) {
    case 'rejected':
    case 'bug':
      return { status: 'refused', refusal: { code: fault.params['code'] ?? fault.code, message } };
    case 'transient':
    case 'config':
      return { status: 'refused', refusal: { code: NOT_EXECUTED, message: fault.code } };
    case 'uncertain':
    case 'data': // sent, and the answer could not be read
      if (intent.kind === 'comment') return { status: 'abandoned' }; // a second comment is worse than none
      return { status: 'uncertain', lookUps: 0, nextLookAt: firstLookAt(work) };
  }
}

function firstLookAt(work: OrderWork) {
  return plusMs(work.parts.clock.now(), work.parts.lookUpWaitsMs[0] ?? PENDING_LOOK_MS);
}

const unknownFault = (cause: unknown): Fault =>
  new Fault({ kind: 'uncertain', code: 'platform.bug', cause });

function concluded(
  begun: Operation,
  { stored, fault }: Outcome,
  now: Operation['openedAt'],
): EffectResult {
  switch (stored.status) {
    case 'done':
      return {
        kind: 'done',
        fresh: true,
        operation: {
          ...begun,
          status: 'done',
          finishedAt: now,
          transactionPath: stored.transactionPath ?? null,
          amount: stored.amount ?? begun.amount,
        },
      };
    case 'pending':
      return {
        kind: 'pending',
        operation: {
          ...begun,
          status: 'pending',
          transactionPath: stored.transactionPath,
          nextLookAt: stored.nextLookAt,
        },
      };
    case 'uncertain':
      return { kind: 'uncertain' };
    case 'abandoned':
      return { kind: 'abandoned' };
    case 'refused':
      if (stored.refusal.code === NOT_EXECUTED && fault) return { kind: 'not-executed', fault };
      return {
        kind: 'refused',
        operation: { ...begun, status: 'refused', finishedAt: now, refusal: stored.refusal },
      };
  }
}

/** The key was there already: ten workers, ten clicks, a redelivery. Nothing is sent. */
function existing(operation: Operation): EffectResult {
  switch (operation.status) {
    case 'done':
      return { kind: 'done', operation, fresh: false };
    case 'refused':
      return { kind: 'refused', operation };
    case 'abandoned':
      return { kind: 'abandoned' };
    case 'open':
    case 'pending':
      return { kind: 'under-way' };
  }
}

function step(work: OrderWork, { kind }: OperationIntent, name: EffectStep): void {
  work.parts.atStep?.(`${kind}.${name}`);
}
