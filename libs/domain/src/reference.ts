/** The provider takes more, but 35 of these characters pass through every bank and module on the way. */
export const REFERENCE_LENGTH = 35;
const ALLOWED = /^[A-Za-z0-9._/-]+$/;
const ORDER_PREFIX = 'ORDER-';

export type ReferencePurpose = {
  /** Invoice or credit note number, or `order` for an effect on the order as a whole. */
  readonly document: string;
  readonly orderNumber: string;
};

/**
 * Our reference for a money-moving call: the same purpose always gives the same text, so that a lost answer can be looked up.
 * The document number itself where it fits; else its readable beginning and a hash of the whole.
 */
export function providerReference({ document, orderNumber }: ReferencePurpose): string {
  if (document === 'order') return fitted(`${ORDER_PREFIX}${orderNumber}`);
  // A document that looks like an order's reference is hashed, so that the two never meet.
  return document.startsWith(ORDER_PREFIX) ? hashed(document) : fitted(document);
}

const fitted = (text: string): string =>
  text.length <= REFERENCE_LENGTH && ALLOWED.test(text) ? text : hashed(text);

function hashed(text: string): string {
  const suffix = fnv1a64(text).toString(36).padStart(HASH_LENGTH, '0');
  const readable = text.replace(/[^A-Za-z0-9._/-]/g, '_');
  return `${readable.slice(0, REFERENCE_LENGTH - HASH_LENGTH - 1)}-${suffix}`;
}

/** 64 bits in base 36. */
const HASH_LENGTH = 13;
const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** FNV-1a over UTF-16 code units, low byte first. Spreads well; it is no protection against intent. */
function fnv1a64(text: string): bigint {
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    for (const byte of [unit & 0xff, unit >> 8])
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  return hash;
}
