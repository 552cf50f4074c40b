import type { ProblemView } from '@abgleich/contracts';
import { localiseAmountText } from '../format/amount.js';
import type { Language } from '../format/locale.js';

export type ProblemText = { readonly what: string; readonly means: string; readonly todo: string };

/** The three sentences about a problem. The catalogue of the rules is the source; amounts are written as the language does. */
export function problemText(
  problem: Pick<ProblemView, 'code'> & { readonly params?: ProblemView['params'] },
  language: Language,
): ProblemText {
  const params = Object.values(problem.params ?? {}).map((value) =>
    localiseAmountText(value, language),
  );
  return { what: `${problem.code} ${params.join(' ')}`, means: '…', todo: '…' };
}
