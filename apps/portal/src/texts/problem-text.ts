import {
  PROBLEM_CATALOG,
  renderText,
  withMethodTitle,
  type ProblemEntry,
  type ThreeTexts,
} from '@abgleich/domain';
import { localiseAmountText } from '../format/amount.js';
import type { Language } from '../format/locale.js';

const entries: Readonly<Record<string, ProblemEntry | undefined>> = PROBLEM_CATALOG;

/** A code of a newer server than this page: say so instead of nothing. */
const NEWER: Readonly<Record<Language, ThreeTexts>> = {
  de: {
    what: 'Ein Problem, das diese Seite noch nicht kennt ({code}).',
    means: 'Der Server wurde aktualisiert, seit Sie diese Seite geöffnet haben.',
    todo: 'Laden Sie die Seite neu.',
  },
  en: {
    what: 'A problem that this page does not know yet ({code}).',
    means: 'The server was updated since you opened this page.',
    todo: 'Reload the page.',
  },
};

/**
 * The three sentences about a problem, from the catalogue of the rules; amounts are written as the language does. A value that the
 * server withholds (the login-free page gets no amounts) shows as an ellipsis.
 */
export function problemText(
  problem: { readonly code: string; readonly params: Readonly<Record<string, string>> },
  language: Language,
): ThreeTexts {
  const known = Object.hasOwn(entries, problem.code) ? entries[problem.code] : undefined;
  const texts = (known ?? NEWER)[language];
  const params: Record<string, string> = { code: problem.code };
  for (const [name, value] of Object.entries(withMethodTitle(problem.params, language)))
    params[name] = localiseAmountText(value, language);
  const render = (template: string) => renderText(template, params).replace(/\{\w+\}/g, '…');
  return { what: render(texts.what), means: render(texts.means), todo: render(texts.todo) };
}
