import { CAPTURE_REASON_TEXTS, RELEASE_REASON_TEXTS, renderText } from '@abgleich/domain';
import type { Language } from '../format/locale.js';

type Sentences = Readonly<Record<string, Readonly<Record<Language, string>> | undefined>>;

/** Reasons that no rule gives: the work around the rules did. */
const OTHER: Sentences = {
  'facts-not-readable': {
    de: 'pixi oder Unzer ließ sich nicht lesen; Abgleich versucht es wieder.',
    en: 'pixi or Unzer could not be read; Abgleich tries again.',
  },
};
const NEWER = {
  de: 'Abgleich hat den Auftrag geprüft ({reason}).',
  en: 'Abgleich has checked the order ({reason}).',
} as const satisfies Record<Language, string>;

/** Why a decision was taken, as a sentence. `service` chooses between reasons of the same name; without it release comes first. */
export function reasonText(reason: string, language: Language, service?: string): string {
  const books: readonly Sentences[] =
    service === 'capture'
      ? [CAPTURE_REASON_TEXTS, RELEASE_REASON_TEXTS, OTHER]
      : [RELEASE_REASON_TEXTS, CAPTURE_REASON_TEXTS, OTHER];
  for (const book of books) {
    const sentence = Object.hasOwn(book, reason) ? book[reason] : undefined;
    if (sentence !== undefined) return sentence[language];
  }
  return renderText(NEWER[language], { reason });
}
