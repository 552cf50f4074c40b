/// <reference types="vite/client" />

declare module 'virtual:handbook-de' {
  export const chapters: readonly import('./handbook/handbook.js').HandbookChapter[];
}
declare module 'virtual:handbook-en' {
  export const chapters: readonly import('./handbook/handbook.js').HandbookChapter[];
}
