import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../format/locale.js';
import type { HandbookChapter } from './handbook.js';

const LOAD = {
  de: () => import('virtual:handbook-de'),
  en: () => import('virtual:handbook-en'),
} as const satisfies Record<
  Language,
  () => Promise<{ readonly chapters: readonly HandbookChapter[] }>
>;

/** The manual in one language; loaded when somebody first opens it. */
export const handbookQuery = (language: Language) =>
  queryOptions({
    queryKey: ['handbook', language],
    queryFn: async () => (await LOAD[language]()).chapters,
    staleTime: Infinity,
  });
