import {
  PROBLEM_CATALOG,
  type Language,
  type ProblemEntry,
  type ThreeTexts,
  reasonText,
  renderText,
  withMethodTitle,
} from '@abgleich/domain';
import type { MailAlert } from '@abgleich/persistence';

const entries: Readonly<Record<string, ProblemEntry | undefined>> = PROBLEM_CATALOG;

/** A problem that a newer version of another service raised. */
const UNKNOWN: Readonly<Record<Language, ThreeTexts>> = {
  de: {
    what: 'Es ist ein Fehler aufgetreten, den dieser Dienst noch nicht kennt.',
    means: 'Was er bedeutet, steht im Portal.',
    todo: 'Sehen Sie im Portal nach.',
  },
  en: {
    what: 'An error occurred that this service does not know yet.',
    means: 'What it means is said in the portal.',
    todo: 'Look in the portal.',
  },
};

/** The short number that mail, comment, dashboard and log share; the code itself where this version knows none. */
export const errorNumber = (code: string): string =>
  Object.hasOwn(entries, code) ? (entries[code]?.number ?? code) : code;

/** What happened, what it means and what to do, for all errors of one kind together: a value is told where it is the same for all. */
export function groupTexts(
  code: string,
  alerts: readonly Pick<MailAlert, 'params'>[],
  language: Language,
): ThreeTexts {
  const texts = (Object.hasOwn(entries, code) ? entries[code] : undefined)?.[language];
  if (texts === undefined) return UNKNOWN[language];
  const params = inWords(withMethodTitle(equalParams(alerts), language), language);
  const render = (template: string): string => renderText(template, params);
  const what = render(withoutQuotation(texts.what));
  const brief = hasGap(what) ? reasonText(code.slice(code.indexOf('.') + 1), language) : null;
  return {
    what: brief ?? gapsClosed(what),
    means: gapsClosed(render(texts.means)),
    todo: gapsClosed(render(texts.todo)),
  };
}

/** What the other side said is not told by e-mail; the sentence ends before it. */
const withoutQuotation = (template: string): string => template.replace(/: \{message\}$/, '.');

/** Values that are the same in every error. */
function equalParams(alerts: readonly Pick<MailAlert, 'params'>[]): Record<string, string> {
  const [first, ...rest] = alerts;
  return Object.fromEntries(
    Object.entries(first?.params ?? {}).filter(([name, value]) =>
      rest.every(({ params }) => params[name] === value),
    ),
  );
}

const AMOUNT = /^(-?\d+)\.(\d{2}) ([A-Z]{3})$/;

/** Amounts come as `1119.00 EUR`, which is right in English; Germans write `1.119,00 EUR`. */
function inWords(
  params: Readonly<Record<string, string>>,
  language: Language,
): Readonly<Record<string, string>> {
  if (language === 'en') return params;
  const german = (value: string): string => {
    const [, whole, fraction, currency] = AMOUNT.exec(value) ?? [];
    if (whole === undefined) return value;
    return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.')},${fraction} ${currency}`;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, german(value)]));
}

const GAP = /\{\w+\}/g;
const hasGap = (text: string): boolean => text.search(GAP) >= 0;
const gapsClosed = (text: string): string => text.replace(GAP, '…');
