import {
  type Command,
  type CommentDraft,
  type Decision,
  type EventDraft,
  type OrderFile,
  type OrderState,
  type ProblemDraft,
  assertNever,
} from '@abgleich/domain';
import { type EffectScope, commentEffect } from './effects.js';
import type { OrderWork } from './order-work.js';
import { perform } from './perform.js';

export type Area = 'release' | 'capture';

/** Whether a decision says just what the journal already holds: then nothing is written. */
export function isUnchanged(
  file: OrderFile | undefined,
  decision: Decision<string>,
  scope: { area: Area; document: string | null },
): boolean {
  if (
    !file ||
    file.order.reason !== decision.reason ||
    file.order.state !== decision.state ||
    decision.commands.length > 0
  )
    return false;
  const otherArea = scope.area === 'release' ? 'capture.' : 'release.';
  const open = file.problems.filter(
    (one) =>
      one.resolvedAt === null && one.document === scope.document && !one.code.startsWith(otherArea),
  );
  return sameProblems(open, decision.problems);
}

const fingerprint = ({ code, document, params }: ProblemDraft): string =>
  JSON.stringify([code, document, Object.entries(params).sort()]);
const sameProblems = (a: readonly ProblemDraft[], b: readonly ProblemDraft[]): boolean =>
  a.length === b.length && a.map(fingerprint).sort().join() === b.map(fingerprint).sort().join();

/** The event that tells others of a finished command. Captures and settlements carry the document they were for. */
export function stateEvent(command: Command, reason: string, state: OrderState): EventDraft | null {
  switch (command.kind) {
    case 'release':
      return { type: 'order.released', data: { reason, state } };
    case 'lock':
      return { type: 'order.locked', data: { reason, state } };
    case 'unlock':
      return { type: 'order.unlocked', data: { reason, state } };
    case 'capture':
    case 'settle':
      return null; // carry amounts; told by the flow that knows the transaction
    default:
      return assertNever(command);
  }
}

/** Writes the comment, if there is one, after everything else is saved: a comment never holds up or repeats a step. */
export async function commentAndCommit(
  work: OrderWork,
  scope: EffectScope,
  comment: CommentDraft | null,
): Promise<void> {
  if (comment === null) return work.commit();
  const effect = commentEffect(scope, comment);
  const known = scope.operations.some(
    (one) => one.key === effect.intent.key && one.status !== 'refused',
  );
  if (known) return work.commit();
  const result = await perform(work, effect);
  if (result.kind === 'busy' || result.kind === 'under-way') return work.commit();
  work.commitSoon();
}
