/** The characters of Windows code page 1252 between 0x80 and 0x9F. */
const CP1252_EXTRAS = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
/** Signs without an equal in the code page that have a plain way to be written. */
const PLAIN: Readonly<Record<string, string>> = {
  '→': '->',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
  '−': '-',
  '‐': '-',
  '‑': '-',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ẞ: 'SS',
};
const ELLIPSIS = '…';

function isCp1252(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || CP1252_EXTRAS.has(character)
  );
}

function erpCharacter(character: string): string {
  if (isCp1252(character)) return character;
  const plain = PLAIN[character];
  if (plain !== undefined) return plain;
  if (/\s/u.test(character)) return ' ';
  if (/[\p{Cc}\p{Cf}\p{M}]/u.test(character)) return '';
  const base = [...character.normalize('NFKD')].filter((part) => !/\p{M}/u.test(part)).join('');
  return base !== '' && [...base].every(isCp1252) ? base : '?';
}

/**
 * A text as the ERP can keep it: one line, only characters of code page 1252 (others lose their accent or become `?`, as the ERP
 * itself would do), at most `maxLength` characters. A cut is shown by an ellipsis.
 */
export function toErpText(text: string, maxLength: number): string {
  const line = [...text.normalize('NFC')].map(erpCharacter).join('').replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) return line;
  return maxLength < 1 ? '' : `${line.slice(0, maxLength - 1).trimEnd()}${ELLIPSIS}`;
}
