import type { PixiCommandOf, PixiResult } from './commands.js';
import { customerOf, orderOf } from './lookup.js';
import type { DatedText } from './model.js';
import { refuse } from './refusal.js';
import { touch, type PixiState } from './state.js';

/** A history longer than this is a caller in a loop. */
const COMMENTS_MAX = 1_000;

export function commentOrder(
  state: PixiState,
  { at, orderNr, text, user }: PixiCommandOf<'comment-order'>,
): PixiResult {
  const order = orderOf(state, orderNr);
  append(order.comments, { at, text, user });
  touch(state, order, at);
  return { changed: true, orderNr };
}

export function commentCustomer(
  state: PixiState,
  { at, custKey, text, user }: PixiCommandOf<'comment-customer'>,
): PixiResult {
  append(customerOf(state, custKey).comments, { at, text, user });
  return { changed: true };
}

function append(comments: DatedText[], comment: DatedText): void {
  if (comments.length >= COMMENTS_MAX) refuse('state', `More than ${COMMENTS_MAX} comments`);
  comments.push({ ...comment, text: asCodePage1252(comment.text) });
}

/** The database keeps code page 1252; what it does not know comes back as a question mark. */
export function asCodePage1252(text: string): string {
  return [...text].map((sign) => (inCodePage1252(sign) ? sign : '?')).join('');
}

const BEYOND_LATIN1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const inCodePage1252 = (sign: string): boolean => {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 || (code >= 0xa0 && code <= 0xff) || BEYOND_LATIN1.includes(sign);
};
