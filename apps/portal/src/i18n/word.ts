import type { TFunction } from 'i18next';
import { order } from './de/order.js';
import { orderWords } from './de/order-words.js';

/** Families of words that the server sends as codes. */
export type WordFamily = keyof typeof orderWords;

/** The word for a code of the server; a code that a newer server sends is `unbekannt` rather than a raw key. */
export function wordFor(t: TFunction, family: WordFamily, code: string): string {
  const known = Object.hasOwn(orderWords[family], code) ? code : 'unknown';
  return t(`${family}.${known}` as 'state.unknown'); // the key was looked up in the German tree just before
}

/** A comment's document carries the comment's own code in front, so that each is written once; nobody needs to read it. */
const COMMENT_CODE = /^[a-z-]+\.[a-z-]+:/;

/** `order` and `rest` are words, everything else is a document's number. */
export function documentWord(t: TFunction, document: string): string {
  const number = document.replace(COMMENT_CODE, '');
  return Object.hasOwn(order.document, number)
    ? t(`document.${number}` as 'document.order') // looked up just before
    : number;
}
