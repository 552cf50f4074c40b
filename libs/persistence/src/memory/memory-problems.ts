import type { EventDraft, JournalWrite, ProblemDraft, ProblemRecord } from '@abgleich/domain';
import { isDeepStrictEqual } from 'node:util';
import { RESOLVED_BY } from '../journal/problem-parts.js';

type ProblemsOf = {
  readonly entry: JournalWrite;
  readonly drafts: readonly ProblemDraft[];
  readonly newId: () => string;
};
/** A problem with the area it was raised for. */
export type StoredProblem = ProblemRecord & { readonly area: string };

/** Makes the open problems of the write's scope exactly `drafts`, in place; returns what there is to tell, raised ones first. */
export function applyProblems(
  problems: StoredProblem[],
  { entry, drafts, newId }: ProblemsOf,
): EventDraft[] {
  if (entry.problems === undefined) return [];
  const { area, document } = entry.problems;
  const inScope = (problem: StoredProblem): boolean =>
    problem.connectionId === entry.ref.connectionId &&
    problem.orderNumber === entry.ref.orderNumber &&
    problem.area === area &&
    problem.document === document &&
    problem.resolvedAt === null;
  const raised: StoredProblem[] = [];
  for (const draft of drafts) {
    const index = problems.findIndex((problem) => inScope(problem) && problem.code === draft.code);
    const known = problems[index];
    if (known === undefined) {
      raised.push(newProblem(entry, draft, { area, id: newId() }));
      continue;
    }
    const changed = changedProblem(known, draft, entry);
    problems[index] = changed;
    if (changed.severity !== known.severity) raised.push(changed);
  }
  const resolved: StoredProblem[] = [];
  for (const [index, problem] of problems.entries()) {
    if (!inScope(problem) || drafts.some((draft) => draft.code === problem.code)) continue;
    resolved.push(problem);
    problems[index] = {
      ...problem,
      resolvedAt: entry.now,
      updatedAt: entry.now,
      resolvedBy: RESOLVED_BY,
    };
  }
  problems.push(...raised.filter((problem) => !problems.includes(problem)));
  return [...told('problem.raised', raised), ...told('problem.resolved', resolved)];
}

const newProblem = (
  { ref, now }: JournalWrite,
  draft: ProblemDraft,
  { area, id }: { area: string; id: string },
): StoredProblem => ({
  ...ref,
  ...draft,
  id,
  area,
  raisedAt: now,
  updatedAt: now,
  resolvedAt: null,
  resolvedBy: null,
});

function changedProblem(
  known: StoredProblem,
  { severity, params }: ProblemDraft,
  { now }: JournalWrite,
): StoredProblem {
  const isEqual = known.severity === severity && isDeepStrictEqual(known.params, params);
  return isEqual ? known : { ...known, severity, params, updatedAt: now };
}

const told = (type: string, problems: readonly StoredProblem[]): EventDraft[] =>
  problems
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ id, code, severity, document, params }) => ({
      type,
      data: { problemId: id, code, severity, document, params },
    }));
