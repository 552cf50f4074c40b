import type { LANGUAGES } from '@abgleich/contracts';

export type Language = (typeof LANGUAGES)[number];

/** English texts keep European order of day and month: our readers work with German documents. */
const LOCALES = { de: 'de-DE', en: 'en-GB' } as const satisfies Record<Language, string>;

export const localeOf = (language: Language): string => LOCALES[language];

/** Which of our languages a browser's or i18next's tag means; German when it is neither. */
export const languageOf = (tag: string | undefined): Language =>
  tag?.toLowerCase().startsWith('en') === true ? 'en' : 'de';
