import type { Language } from '../render-text.js';

/** What a person is told about a problem or fault: what happened, what it means, what to do. */
export type ThreeTexts = { readonly what: string; readonly means: string; readonly todo: string };
export type CatalogTexts = Readonly<Record<Language, ThreeTexts>>;

/** Keeps a catalogue row short: the three sentences in their order. */
export const texts = (what: string, means: string, todo: string): ThreeTexts => ({
  what,
  means,
  todo,
});
