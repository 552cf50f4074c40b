/** NIST SP 800-63B asks for length, not for mixtures of signs; twelve keep an offline attacker busy for long. */
export const PASSWORD_MIN = 12;
/** More than a passphrase needs, and little enough to hash. */
export const PASSWORD_MAX = 200;
/** `aaaaaaaaaaaa` and `121212121212` are as long as they are easy. */
const DIFFERENT_MIN = 5;

/** The commonest passwords of at least twelve signs in published leaks and their German brothers, in small letters and without what people hang on behind. */
const COMMONEST: ReadonlySet<string> = new Set([
  'abgleichabgleich',
  'abcdefghijkl',
  'administrator',
  'changemechangeme',
  'geheimgeheim',
  'hallohallohallo',
  'iloveyouiloveyou',
  'letmeinletmein',
  'masterpasswort',
  'meinpasswort',
  'mypassword',
  'passwort',
  'passwortpasswort',
  'password',
  'passwordpassword',
  'qwertyuiop',
  'qwertyuiopas',
  'qwertyuiopasdf',
  'qwertzuiop',
  'qwertzuiopas',
  'qwertzuiopasdf',
  'qazwsxedcrfv',
  'schalke',
  'startstart',
  'sommersommer',
  'testtesttest',
  'unzerpixi',
  'willkommen',
  'welcome',
]);
const COMMON_NUMBERS = '012345678901234567890123456789';

export type PasswordFault = 'too-short' | 'too-long' | 'is-email' | 'too-common';

/** What is wrong with a new password; `null`: it may be used. The page and the server ask the same. */
export function passwordFault(password: string, email: string): PasswordFault | null {
  if (password.length < PASSWORD_MIN) return 'too-short';
  if (password.length > PASSWORD_MAX) return 'too-long';
  const small = password.toLowerCase();
  const [name = ''] = email.toLowerCase().split('@');
  if (small === email.toLowerCase().trim() || (name !== '' && bare(small) === bare(name)))
    return 'is-email';
  return isCommon(small) ? 'too-common' : null;
}

function isCommon(small: string): boolean {
  if (new Set(small).size < DIFFERENT_MIN) return true;
  if (COMMON_NUMBERS.includes(small)) return true;
  return COMMONEST.has(small) || COMMONEST.has(bare(small));
}

/** Without the digits and signs around the word: `Passwort2026!` is `passwort`. */
const bare = (small: string): string => small.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
