import {
  type Command,
  type CommentDraft,
  type Decision,
  type EventDraft,
  type OrderFile,
  type OrderState,
  type ProblemDraft,
  type ProblemRecord,
  assertNever,
} from '@abgleich/domain';
import type { EffectScope } from './effect-scope.js';
import { commentEffect } from './effects.js';
import type { OrderWork } from './order-work.js';
import { perform } from './perform.js';

/** Whose problems a decision speaks of, and where they are kept. */
export const AREAS = ['release', 'capture', 'cancel-return'] as const;
export type Area = (typeof AREAS)[number];

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
  const open = openProblems(file, scope.area).filter((one) => one.document === scope.document);
  return sameProblems(open, decision.problems);
}

/** Open problems that a flow may have raised: its own, and those that belong to no single flow. */
export function openProblems(file: OrderFile, area: Area): readonly ProblemRecord[] {
  const others = AREAS.filter((one) => one !== area);
  return file.problems.filter(
    ({ resolvedAt, code }) =>
      resolvedAt === null && !others.some((other) => code.startsWith(`${other}.`)),
  );
}

const fingerprint = ({ code, document, params }: ProblemDraft): string =>
  JSON.stringify([code, document, Object.entries(params).sort()]);
export const sameProblems = (a: readonly ProblemDraft[], b: readonly ProblemDraft[]): boolean =>
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
    case 'announce-shipment':
    case 'reverse':
    case 'refund':
    case 'book':
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
