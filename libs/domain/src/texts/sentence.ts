import type { Language } from '../render-text.js';

/** One sentence in every language of the product. */
export type Sentence = Readonly<Record<Language, string>>;
export const says = (de: string, en: string): Sentence => ({ de, en });
