import { Fault, Secret } from '@abgleich/domain';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits, random; far below 2^32 encryptions per key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 'v1';
const KEY_ID = /^[A-Za-z0-9_-]{1,40}$/;

/** Where a secret is stored. It is authenticated with it: a cipher copied to another row or column does not open. */
export type SecretPlace = {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
};

/** Encrypts secrets for the database with AES-256-GCM. Ciphers name the key they need. */
export type SecretBox = {
  /** What every cipher made with the current key begins with. */
  readonly currentPrefix: string;
  encrypt(secret: Secret, place: SecretPlace): string;
  /** Throws `Fault` config `platform.secret-unreadable` when the key is missing or the cipher is not of this place. */
  decrypt(cipher: string, place: SecretPlace): Secret;
};

export type SecretKeys = {
  /** Key id -> 32 bytes in base64. */
  readonly keys: Readonly<Record<string, string>>;
  /** New secrets are encrypted with this one. */
  readonly currentKeyId: string;
};

/** Makes a box from keys. Throws `Fault` config `platform.setting-invalid`, which names the key id and never the key. */
export function createSecretBox({ keys, currentKeyId }: SecretKeys): SecretBox {
  const ring = new Map(Object.entries(keys).map(([id, text]) => [id, keyBytes(id, text)]));
  const current = ring.get(currentKeyId);
  if (current === undefined) throw invalid(`there is no key "${currentKeyId}"`);
  const currentPrefix = `${FORMAT}:${currentKeyId}:`;
  return {
    currentPrefix,
    encrypt(secret, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, current, iv).setAAD(label(place));
      const hidden = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
      const body = Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64');
      return `${currentPrefix}${body}`;
    },
    decrypt(cipher, place) {
      const [format, keyId = '', body = ''] = cipher.split(':');
      const key = ring.get(keyId);
      if (format !== FORMAT || key === undefined) throw unreadable(place, keyId);
      return open(Buffer.from(body, 'base64'), { key, keyId, place });
    },
  };
}

/** Reads `ABGLEICH_SECRET_KEYS`: `id:base64,...`, the first one is current. Throws `Fault` config `platform.setting-invalid`. */
export function parseSecretKeys(text: string): SecretKeys {
  const pairs = text.split(',').map((part) => part.trim());
  const keys: Record<string, string> = {};
  for (const pair of pairs) {
    const [id = '', key = ''] = pair.split(':');
    if (!KEY_ID.test(id))
      throw invalid('expected id:base64,... with ids of letters, digits, - and _');
    if (id in keys) throw invalid(`the key "${id}" is there twice`);
    keys[id] = key;
  }
  return { keys, currentKeyId: pairs[0]?.split(':')[0] ?? '' };
}

/** A new random key as one entry of `ABGLEICH_SECRET_KEYS`. */
export const generateSecretKey = (): string =>
  `k${randomBytes(4).toString('hex')}:${randomBytes(KEY_BYTES).toString('base64')}`;

type Opening = { key: Buffer; keyId: string; place: SecretPlace };

function open(body: Buffer, { key, keyId, place }: Opening): Secret {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, body.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(label(place)).setAuthTag(body.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const hidden = body.subarray(IV_BYTES + TAG_BYTES);
    return new Secret(Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8'));
  } catch (error) {
    throw unreadable(place, keyId, error);
  }
}

const label = ({ table, column, rowId }: SecretPlace): Buffer =>
  Buffer.from(`${table}/${column}/${rowId}`, 'utf8');

function keyBytes(id: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (!KEY_ID.test(id)) throw invalid('ids are letters, digits, - and _');
  if (bytes.length !== KEY_BYTES)
    throw invalid(`the key "${id}" is not ${KEY_BYTES} bytes in base64`);
  return bytes;
}

const invalid = (why: string): Fault =>
  new Fault({
    kind: 'config',
    code: 'platform.setting-invalid',
    params: { setting: 'ABGLEICH_SECRET_KEYS', why },
  });

const unreadable = ({ table, column }: SecretPlace, keyId: string, cause?: unknown): Fault =>
  new Fault({
    kind: 'config',
    code: 'platform.secret-unreadable',
    params: { table, column, keyId: KEY_ID.test(keyId) ? keyId : '' },
    cause,
  });
