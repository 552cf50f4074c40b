import { createHash } from 'node:crypto';

/** The layout of a UUID: 8-4-4-4-12, with version 8 ("made by the application") and the RFC's variant. */
const VERSION = '8';
const VARIANT = '8';

/** The same id for the same words, so that entering a merchant twice finds what the first time made. */
export function merchantId(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  const third = `${VERSION}${hex.slice(13, 16)}`;
  const fourth = `${VARIANT}${hex.slice(17, 20)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), third, fourth, hex.slice(20, 32)].join('-');
}
