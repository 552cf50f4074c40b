import type { Language } from './render-text.js';
import { CANCEL_RETURN_REASON_TEXTS } from './texts/cancel-return-reasons.js';
import { CAPTURE_REASON_TEXTS } from './texts/capture-reasons.js';
import { RELEASE_REASON_TEXTS } from './texts/release-reasons.js';
import { says, type Sentence } from './texts/sentence.js';

export { CANCEL_RETURN_REASON_TEXTS, CAPTURE_REASON_TEXTS, RELEASE_REASON_TEXTS };

/** States of an order that no rule decided, because its facts could not be had yet. */
export const WORK_REASON_TEXTS = {
  'facts-not-readable': says(
    'Der Auftrag konnte noch nicht geprüft werden; es wird von selbst wieder versucht.',
    'The order could not be checked yet; it is tried again automatically.',
  ),
} as const satisfies Readonly<Record<string, Sentence>>;

type Sentences = Readonly<Record<string, Sentence>>;
/** Services share some reasons and mean different things by them: one waits for a closed order to settle, another to give back. */
const TEXTS_OF_SERVICE: Readonly<Record<string, Sentences>> = {
  'order-release': RELEASE_REASON_TEXTS,
  capture: CAPTURE_REASON_TEXTS,
  'cancel-return': CANCEL_RETURN_REASON_TEXTS,
};

/**
 * The sentence for any reason an order or a timeline entry may carry; `null` for one this version does not know. With the service that
 * decided it is that service's own sentence.
 */
export function reasonText(reason: string, language: Language, service?: string): string | null {
  const own = service === undefined ? undefined : TEXTS_OF_SERVICE[service]?.[reason];
  if (own !== undefined) return own[language];
  const all: Sentences = {
    ...CANCEL_RETURN_REASON_TEXTS,
    ...CAPTURE_REASON_TEXTS,
    ...RELEASE_REASON_TEXTS,
    ...WORK_REASON_TEXTS,
  };
  return all[reason]?.[language] ?? null;
}
