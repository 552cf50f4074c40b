/// <reference types="vite/client" />

declare module 'virtual:handbook-de' {
  import type { HandbookChapter } from './handbook/handbook.js';
  export const chapters: readonly HandbookChapter[];
}
declare module 'virtual:handbook-en' {
  import type { HandbookChapter } from './handbook/handbook.js';
  export const chapters: readonly HandbookChapter[];
}
