import { createHash, randomInt } from 'node:crypto';
import { type Instant, Secret } from '@abgleich/domain';
import { type CheckCode, type SecretBox, secondFactorKey } from '@abgleich/persistence';
import * as otpauth from 'otpauth';
import QRCode from 'qrcode';

const ISSUER = 'Abgleich';
/** RFC 6238 as every authenticator app reads it; a code of the step before or after is right as well, for clocks that differ. */
const DIGITS = 6;
const PERIOD_SECONDS = 30;
const WINDOW_STEPS = 1;
/** RFC 4226 recommends 160 bits. */
const KEY_BYTES = 20;
const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. 16 of 31 are 79 bits: a plain digest is enough. */
const RECOVERY_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const RECOVERY_GROUPS = 4;
const GROUP = 4;

const totpOf = (key: string, email: string): otpauth.TOTP =>
  new otpauth.TOTP({
    issuer: ISSUER,
    label: email,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
    secret: otpauth.Secret.fromBase32(key),
  });

/** A new key, its picture and its cipher for the database. */
export async function newSecondFactor(
  user: { readonly id: string; readonly email: string },
  secrets: SecretBox,
): Promise<{ readonly key: string; readonly qrSvg: string; readonly cipher: string }> {
  const key = new otpauth.Secret({ size: KEY_BYTES }).base32;
  const uri = totpOf(key, user.email).toString();
  const qrSvg = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  const cipher = secrets.encrypt(new Secret(key), secondFactorKey(user.id));
  return { key: key.replaceAll(/(.{4})(?=.)/g, '$1 '), qrSvg, cipher };
}

/** Checks a code of the app against a stored key: right within the window and of a later step than the last one that was used. */
export function checkCode(
  user: { readonly id: string; readonly email: string },
  {
    code,
    now,
    secrets,
  }: { readonly code: string; readonly now: Instant; readonly secrets: SecretBox },
): CheckCode {
  const token = code.replaceAll(/\s/g, '');
  return (cipher, lastStep) => {
    if (!/^\d{6}$/.test(token)) return null;
    const key = secrets.decrypt(cipher, secondFactorKey(user.id)).reveal();
    const delta = totpOf(key, user.email).validate({ token, timestamp: now, window: WINDOW_STEPS });
    if (delta === null) return null;
    const step = Math.floor(now / (PERIOD_SECONDS * 1_000)) + delta;
    return lastStep !== null && step <= lastStep ? null : step;
  };
}

/** Codes for the day the phone is lost, each good for one sign-in. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: RECOVERY_GROUPS }, () =>
      Array.from(
        { length: GROUP },
        () => RECOVERY_LETTERS[randomInt(RECOVERY_LETTERS.length)],
      ).join(''),
    ).join('-'),
  );
}

/** What is stored of a recovery code, however it was typed. */
export const recoveryHash = (userId: string, code: string): Buffer =>
  createHash('sha256')
    .update(`${userId}\n${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`)
    .digest();
