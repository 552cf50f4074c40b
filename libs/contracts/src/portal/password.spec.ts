import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './password.js';

describe('a new password', () => {
  it.each([
    ['correct horse battery', null],
    ['grüne Äpfel am Baum', null],
    ['elf Zeichen', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['erika.muster@firma.example', 'is-email'],
    ['ERIKA.MUSTER@firma.example', 'is-email'],
    ['erika.muster2026', 'is-email'],
    ['Passwort2026!', 'too-common'],
    ['password12345', 'too-common'],
    ['123456789012', 'too-common'],
    ['aaaaaaaaaaaa', 'too-common'],
    ['121212121212', 'too-common'],
    ['qwertzuiop12', 'too-common'],
    ['Administrator', 'too-common'],
  ])('"%s" is %s', (password, fault) => {
    expect(passwordFault(password, 'erika.muster@firma.example')).toBe(fault);
  });

  it('needs not differ from an address that has no name', () => {
    expect(passwordFault('2026-11-22 at noon', '@firma.example')).toBeNull();
  });
});
