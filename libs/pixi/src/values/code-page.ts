/** What code page 1252 holds beyond Latin-1: its places 80 to 9F. pixi's text columns know nothing else. */
const WINDOWS_1252_EXTRA = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
/** Signs that our own texts may carry and that have an honest spelling in the code page. */
const SPELLED: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2192': '->',
  '\u2190': '<-',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u202f': ' ',
  '\u2009': ' ',
};

/** Whether pixi can store the text as it is. */
export const fitsCodePage = (text: string): boolean => [...text].every(isInCodePage);

/**
 * Text as pixi can store it: one line, code page 1252 (accents it does not know are dropped, the rest becomes `?`), at
 * most `maxLength` characters with an ellipsis where it was cut, and never the CDATA marker that the SOAP library would
 * pass through unescaped.
 */
export function toCodePage(text: string, maxLength: number): string {
  const oneLine = [...text.normalize('NFC')].map(spell).join('').replace(/\s+/g, ' ').trim();
  const guarded = oneLine.startsWith('<![CDATA[') ? ` ${oneLine}` : oneLine;
  return guarded.length <= maxLength ? guarded : `${guarded.slice(0, maxLength - 1)}…`;
}

function spell(character: string): string {
  if (isControl(character)) return ' ';
  if (isInCodePage(character)) return character;
  const spelled = SPELLED[character];
  if (spelled !== undefined) return spelled;
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain !== '' && [...plain].every(isInCodePage) ? plain : '?';
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad;
}

function isInCodePage(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (isControl(character)) return false;
  return code < 0x100 || WINDOWS_1252_EXTRA.has(character);
}
