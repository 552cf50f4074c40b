import type { Language } from '../format/locale.js';
import { problemBrief } from './problem-brief.js';

/** One sentence that says of many orders' problem what it is, without the values of any of them. */
export const problemTitle = (code: string, language: Language): string =>
  problemBrief({ code, params: {} }, language);
