/** Longer texts tell a reader of the timeline nothing more. */
const TEXT_CHARACTERS_MAX = 2_000;
const ENTRIES_MAX = 100;
const DEPTH_MAX = 8;

const SECRET_NAME =
  /pass(word|wort)?$|private.?key|secret|authorization$|cookie|token|cvc|cvv|pan$/i;
const SECRET_VALUE = /[sp]-priv-[A-Za-z0-9]+|(?:Basic|Bearer)\s+[A-Za-z0-9+/=._-]{8,}/g;

/**
 * The last fence before a recorded call or fact leaves for a browser. Calls are redacted when they are recorded; this one holds
 * if that was forgotten somewhere. Also cuts what is too long, too wide or too deep.
 */
export function maskSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, ENTRIES_MAX).map((item) => maskSecrets(item, depth + 1));
    return value.length > ENTRIES_MAX ? [...items, `… (${value.length})`] : items;
  }
  const entries = Object.entries(value).slice(0, ENTRIES_MAX);
  return Object.fromEntries(
    entries.map(([name, item]) => [
      name,
      SECRET_NAME.test(name) && item !== null ? '***' : maskSecrets(item, depth + 1),
    ]),
  );
}

function maskText(text: string): string {
  const masked = text.replace(SECRET_VALUE, '***');
  return masked.length > TEXT_CHARACTERS_MAX ? `${masked.slice(0, TEXT_CHARACTERS_MAX)}…` : masked;
}
