import type { Language } from '../format/locale.js';

/** Why a decision was taken, as a sentence. */
export function reasonText(reason: string, _language: Language): string {
  return reason;
}
