import { describe, expect, it } from '@jest/globals';
import { Secret } from '@abgleich/domain';
import {
  createSecretBox,
  generateSecretKey,
  parseSecretKeys,
  type SecretBox,
} from './secret-box.js';

const PLACE = { table: 'portal.connections', column: 'password_cipher', rowId: 'row-1' };
const PASSWORD = 'Päßwort, mit Komma: und mehr';
const [OLD, NEW] = [generateSecretKey(), generateSecretKey()];
const boxOf = (...entries: string[]): SecretBox =>
  createSecretBox(parseSecretKeys(entries.join(',')));

describe('the secret box', () => {
  it('opens what it closed', () => {
    const box = boxOf(NEW);
    expect(box.decrypt(box.encrypt(new Secret(PASSWORD), PLACE), PLACE).reveal()).toBe(PASSWORD);
  });

  it('makes a different cipher of the same secret every time, and never shows it', () => {
    const box = boxOf(NEW);
    const ciphers = [1, 2].map(() => box.encrypt(new Secret(PASSWORD), PLACE));
    expect(new Set(ciphers).size).toBe(2);
    expect(ciphers.join()).not.toContain('wort');
  });

  it('opens with an old key what was closed with it, and closes with the first key', () => {
    const cipher = boxOf(OLD).encrypt(new Secret(PASSWORD), PLACE);
    const box = boxOf(NEW, OLD);
    expect(box.decrypt(cipher, PLACE).reveal()).toBe(PASSWORD);
    expect(cipher.startsWith(box.currentPrefix)).toBe(false);
    expect(box.encrypt(new Secret(PASSWORD), PLACE).startsWith(box.currentPrefix)).toBe(true);
  });

  it.each([
    ['another row', { ...PLACE, rowId: 'row-2' }],
    ['another column', { ...PLACE, column: 'name' }],
    ['another table', { ...PLACE, table: 'portal.mail_accounts' }],
  ])('does not open a cipher that was copied to %s', (_name, elsewhere) => {
    const box = boxOf(NEW);
    const cipher = box.encrypt(new Secret(PASSWORD), PLACE);
    expect(() => box.decrypt(cipher, elsewhere)).toThrow('platform.secret-unreadable');
  });

  it.each([
    [
      'with one letter changed',
      (cipher: string) =>
        `${cipher.slice(0, 40)}${cipher[40] === 'A' ? 'B' : 'A'}${cipher.slice(41)}`,
    ],
    ['cut short', (cipher: string) => cipher.slice(0, 30)],
    ['of an unknown format', (cipher: string) => cipher.replace('v1:', 'v9:')],
    ['that is none', () => 'geheim'],
    ['that is empty', () => ''],
  ])('refuses a cipher %s', (_name, damage) => {
    const box = boxOf(NEW);
    const cipher = damage(box.encrypt(new Secret(PASSWORD), PLACE));
    expect(() => box.decrypt(cipher, PLACE)).toThrow('platform.secret-unreadable');
  });

  it('says which key is missing and tells neither key nor secret', () => {
    const cipher = boxOf(OLD).encrypt(new Secret(PASSWORD), PLACE);
    const keyId = OLD.split(':')[0];
    expect(() => boxOf(NEW).decrypt(cipher, PLACE)).toThrow(
      expect.objectContaining({
        kind: 'config',
        params: { table: 'portal.connections', column: 'password_cipher', keyId },
      }),
    );
  });
});

describe('ABGLEICH_SECRET_KEYS', () => {
  it('names several keys, of which the first is current', () => {
    const [first, second] = [OLD, NEW].map((entry) => entry.split(':')[0] ?? '');
    const parsed = parseSecretKeys(`${OLD}, ${NEW}`);
    expect(parsed.currentKeyId).toBe(first);
    expect(Object.keys(parsed.keys)).toEqual([first, second]);
  });

  it.each([
    ['an empty text', ''],
    ['a key without an id', 'AAAA'.repeat(11)],
    ['a short key', 'a:AAAA'],
    ['the same id twice', `a:${'A'.repeat(43)}=,a:${'A'.repeat(43)}=`],
    ['an id with strange characters', `a b:${'A'.repeat(43)}=`],
  ])('is refused with %s, without repeating a key', (_name, text) => {
    const attempt = (): unknown => createSecretBox(parseSecretKeys(text));
    expect(attempt).toThrow('platform.setting-invalid');
    expect(attempt).not.toThrow(/AAAA/);
  });
});
