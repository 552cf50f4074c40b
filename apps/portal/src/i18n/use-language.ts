import { useTranslation } from 'react-i18next';
import { languageOf, type Language } from '../format/locale.js';

/** The language shown; re-renders when it changes. */
export function useLanguage(): Language {
  return languageOf(useTranslation().i18n.language);
}
