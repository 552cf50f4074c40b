import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** Key and certificate as PEM. */
export type Certificate = { readonly key: string; readonly cert: string };

/** DER tags, X.690. */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const SEQUENCE = 0x30;
const SET = 0x31;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** Object identifiers, ready encoded: ecdsa-with-SHA256, commonName, subjectAltName. */
const ECDSA_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');
/** From 2050 on a moment has four digits of year and another tag (RFC 5280). */
const UTC_TIME_UNTIL = Date.UTC(2050, 0, 1);
const YEARS = 10;
const LOOPBACK_4 = Buffer.from([127, 0, 0, 1]);
const LOOPBACK_6 = Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);

/** A certificate for this machine that signed itself: made here, because no program beside Node may be asked for. `now` in epoch ms. */
export function selfSigned(now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, utf8('Abgleich sandbox'))));
  const algorithm = der(SEQUENCE, ECDSA_SHA256);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const names = der(
    SEQUENCE,
    der(DNS_NAME, Buffer.from('localhost')),
    der(IP_ADDRESS, LOOPBACK_4),
    der(IP_ADDRESS, LOOPBACK_6),
  );
  const toSign = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    // A leading one keeps the number positive.
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    der(SEQUENCE, moment(now - 86_400_000), moment(until.getTime())),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names)))),
  );
  const signature = createSign('sha256').update(toSign).sign(privateKey);
  const unusedBits = Buffer.from([0]);
  const whole = der(SEQUENCE, toSign, algorithm, der(BIT_STRING, unusedBits, signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${wrapped(whole.toString('base64'))}\n-----END CERTIFICATE-----\n`,
  };
}

const utf8 = (text: string): Buffer => der(UTF8_STRING, Buffer.from(text));
const wrapped = (text: string): string => text.replace(/.{64}(?=.)/g, '$&\n');

function moment(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
  return at < UTC_TIME_UNTIL
    ? der(UTC_TIME, Buffer.from(digits.slice(2)))
    : der(GENERALIZED_TIME, Buffer.from(digits));
}

/** One DER value: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.from(bytes);
}
