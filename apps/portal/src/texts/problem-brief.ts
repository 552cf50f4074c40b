import { reasonText } from '@abgleich/domain';
import type { Language } from '../format/locale.js';
import { problemText } from './problem-text.js';

/** What the server withheld from this page. */
const WITHHELD = '…';

/**
 * One sentence about a problem for the login-free page, which gets no amounts. Where the full sentence would have gaps, the reason of
 * the same name says it without values: `release.amount-too-low` is the reason `amount-too-low`.
 */
export function problemBrief(
  problem: { readonly code: string; readonly params: Readonly<Record<string, string>> },
  language: Language,
): string {
  const { what } = problemText(problem, language);
  if (!what.includes(WITHHELD)) return what;
  const reason = problem.code.slice(problem.code.indexOf('.') + 1);
  return reasonText(reason, language) ?? what;
}
