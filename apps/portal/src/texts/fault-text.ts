import { FAULT_CATALOG, type FaultEntry } from '@abgleich/domain';
import type { Language } from '../format/locale.js';

const entries: Readonly<Record<string, FaultEntry | undefined>> = FAULT_CATALOG;

/** What went wrong with a call, as a sentence; the code itself when it is not one of ours. */
export function faultText(code: string, language: Language): string {
  const known = Object.hasOwn(entries, code) ? entries[code] : undefined;
  return known === undefined ? code : known[language].what;
}
