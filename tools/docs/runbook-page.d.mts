import type { ProblemEntry } from '@abgleich/domain';

/** Whether somebody has something to do: every error, and a notice whose advice is not that there is nothing to do. */
export function needsPerson(entry: ProblemEntry): boolean;
/** Where the runbook tells of a problem. */
export function anchorOf(code: string, entry: ProblemEntry): string;
