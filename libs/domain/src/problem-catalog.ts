import type { ProblemCode, Severity } from './problem-codes.js';
import { CANCEL_RETURN_PROBLEMS } from './texts/cancel-return-problems.js';
import { CAPTURE_PROBLEMS } from './texts/capture-problems.js';
import { CHECKER_PROBLEMS } from './texts/checker-problems.js';
import { OTHER_PROBLEMS } from './texts/other-problems.js';
import { RELEASE_PROBLEMS } from './texts/release-problems.js';
import type { CatalogTexts } from './texts/texts.js';

/** `number` is the short error number: the same in mail, comment, dashboard and log, and never given to another problem. */
export type ProblemEntry = CatalogTexts & {
  readonly number: string;
  readonly severity: Severity;
};

/** Every problem with its number, severity and texts; the compiler lists every gap. Render the texts with `renderText`. */
export const PROBLEM_CATALOG: Readonly<Record<ProblemCode, ProblemEntry>> = {
  ...RELEASE_PROBLEMS,
  ...CAPTURE_PROBLEMS,
  ...CANCEL_RETURN_PROBLEMS,
  ...CHECKER_PROBLEMS,
  ...OTHER_PROBLEMS,
};
