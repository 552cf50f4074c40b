import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languageOf, type Language } from '../format/locale.js';
import { core as de } from './de/core.js';
import { core as en } from './en/core.js';

const STORAGE_KEY = 'abgleich.language';

/** What was chosen on this device; `null` before anybody chose. */
export function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'de' || stored === 'en' ? stored : null;
  } catch {
    return null; // storage may be switched off; then the language simply is not remembered
  }
}

/** Switches the whole portal and remembers the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  chosenHere = language;
  await rememberLanguage(language);
}

async function rememberLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Without storage the choice holds until the page is left.
  }
  await showLanguage(language);
}

/** Chosen since this page was loaded: the person at the screen means it. */
let chosenHere: Language | null = null;

/**
 * Shows somebody who signed in their own language. One that was chosen on this page a moment ago goes before; it is returned, to be kept
 * at the user. `null`: nothing to keep.
 */
export async function followLanguage(own: Language): Promise<Language | null> {
  const meant = chosenHere;
  chosenHere = null;
  if (meant !== null && meant !== own) return meant;
  if (languageOf(i18next.language) !== own) await rememberLanguage(own);
  return null;
}

/** Whoever comes next to this screen chose nothing yet. */
export function forgetChoice(): void {
  chosenHere = null;
}

async function showLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Makes all texts ready before the first page shows. German is source and fallback. */
export async function startTexts(): Promise<void> {
  const language = chosenLanguage() ?? languageOf(navigator.language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'de',
    resources: { de: { translation: de }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** The texts behind the sign-in; loaded once, with the first page there. */
let inside: Promise<void> | null = null;
export const loadInsideTexts = (): Promise<void> => (inside ??= addInsideTexts());

async function addInsideTexts(): Promise<void> {
  const [german, english] = await Promise.all([import('./de/inside.js'), import('./en/inside.js')]);
  i18next.addResourceBundle('de', 'translation', german.inside, true);
  i18next.addResourceBundle('en', 'translation', english.inside, true);
}
