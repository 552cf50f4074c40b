import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toErpText } from './erp-text.js';

/** Decoding knows the code page: what survives the way there and back is in it. */
const cp1252 = new TextDecoder('windows-1252');
const CODE_PAGE = new Set(cp1252.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)));

describe('toErpText', () => {
  it.each([
    ['keeps German', 'Größe „Müller“ – 5 € übrig…', 'Größe „Müller“ – 5 € übrig…'],
    ['takes accents off that the code page does not know', 'Łódź, Dvořák, Ő', 'Lódz, Dvorák, O'],
    ['writes arrows and comparisons plainly', 'HOLD → OPEN, a ≤ b', 'HOLD -> OPEN, a <= b'],
    ['puts everything on one line', 'eins\r\nzwei\tdrei   vier', 'eins zwei drei vier'],
    ['joins letters and loose accents', 'u\u0308ber', 'über'],
    ['replaces what has no equal by one mark', '日本 😀', '?? ?'],
    ['drops what cannot be seen', 'a\u200bb\u0000c', 'abc'],
    ['trims', '  Text ', 'Text'],
  ])('%s', (_name, text, expected) => {
    expect(toErpText(text, 100)).toBe(expected);
  });

  it('shows where it cut', () => {
    expect(toErpText('Versandsperre gesetzt', 14)).toBe('Versandsperre…');
    expect(toErpText('Versandsperre gesetzt', 15)).toBe('Versandsperre…');
    expect(toErpText('Versandsperre', 13)).toBe('Versandsperre');
    expect(toErpText('Text', 0)).toBe('');
  });

  it('holds only the code page and never exceeds the length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 0, max: 300 }),
        (text, length) => {
          const result = toErpText(text, length);
          expect(result.length).toBeLessThanOrEqual(length);
          expect([...result].filter((character) => !CODE_PAGE.has(character))).toEqual([]);
          expect(result).not.toMatch(/[\r\n\t]/);
        },
      ),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const once = toErpText(text, 60);
        expect(toErpText(once, 60)).toBe(once);
      }),
    );
  });
});
