/** A received mail, as far as a reader sees it. */
export type ParsedMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

type Entity = { readonly headers: ReadonlyMap<string, string>; readonly body: string };

/** Nested deeper than any real mail is an attempt to keep us busy. */
const DEPTH_MAX = 5;

/**
 * Reads a mail as it came over the wire (`latin1`, so that every byte is one character). Takes the plain text part; an
 * HTML-only mail gives its source. Unknown encodings are read as they stand: this is for tests and people, not for a mailbox.
 */
export function readMail(source: string): ParsedMail {
  const mail = splitEntity(source);
  return {
    to: decodeWords(mail.headers.get('to') ?? ''),
    subject: decodeWords(mail.headers.get('subject') ?? ''),
    text: textOf(mail, 0).replaceAll('\r\n', '\n').trimEnd(),
  };
}

function splitEntity(source: string): Entity {
  const normal = source.replace(/\r?\n/g, '\r\n');
  const end = normal.indexOf('\r\n\r\n');
  const head = end < 0 ? normal : normal.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : normal.slice(end + 4) };
}

function textOf(entity: Entity, depth: number): string {
  const type = entity.headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined || depth >= DEPTH_MAX) return decodeBody(entity, charsetOf(type));
  const parts = entity.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => splitEntity(part.replace(/^\r\n/, '')));
  const plain = parts.find((part) => isPlainOrNested(part));
  const chosen = plain ?? parts[0];
  return chosen === undefined ? '' : textOf(chosen, depth + 1);
}

const isPlainOrNested = ({ headers }: Entity): boolean =>
  /^(text\/plain|multipart\/)/i.test(headers.get('content-type') ?? 'text/plain');

function decodeBody({ headers, body }: Entity, charset: string): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  const clean = body.replace(/\r\n$/, '');
  if (encoding === 'base64') return decodeBytes(Buffer.from(clean, 'base64'), charset);
  const bytes = encoding === 'quoted-printable' ? quotedPrintable(clean) : clean;
  return decodeBytes(Buffer.from(bytes, 'latin1'), charset);
}

const charsetOf = (type: string): string => /charset="?([\w-]+)"?/i.exec(type)?.[1] ?? 'utf-8';

function decodeBytes(bytes: Buffer, charset: string): string {
  const latin = /^(iso-8859-|windows-125|us-ascii)/i.test(charset);
  return bytes.toString(latin ? 'latin1' : 'utf8');
}

const quotedPrintable = (text: string): string =>
  text
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_match, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );

/** Header text beyond ASCII comes as `=?utf-8?Q?…?=`; neighbours belong together. */
function decodeWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(
      /=\?([\w-]+)(?:\*[\w-]+)?\?([QB])\?([^?]*)\?=/gi,
      (_match, charset: string, encoding: string, text: string) =>
        encoding.toUpperCase() === 'B'
          ? decodeBytes(Buffer.from(text, 'base64'), charset)
          : decodeBytes(Buffer.from(quotedPrintable(text.replaceAll('_', ' ')), 'latin1'), charset),
    );
}
