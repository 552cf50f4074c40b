import { reasonText as knownReason, renderText } from '@abgleich/domain';
import type { Language } from '../format/locale.js';

/** A reason of a newer server than this page. */
const NEWER = {
  de: 'Abgleich hat den Auftrag geprüft ({reason}).',
  en: 'Abgleich has checked the order ({reason}).',
} as const satisfies Record<Language, string>;

/** Why a decision was taken, as a sentence; of the service that took it, where that is known. */
export function reasonText(reason: string, language: Language, service?: string): string {
  return knownReason(reason, language, service) ?? renderText(NEWER[language], { reason });
}
