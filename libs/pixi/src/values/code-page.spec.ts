import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitsCodePage, toCodePage } from './code-page.js';

describe('text for pixi', () => {
  it.each([
    ['Zahlung geprüft – 5,00 €', 'Zahlung geprüft – 5,00 €'],
    ['zwei\r\nZeilen\tund\u0000mehr', 'zwei Zeilen und mehr'],
    ['a → b ≤ c − d', 'a -> b <= c - d'],
    ['Łukasz Dvořák', '?ukasz Dvorák'],
    ['日本 🙂', '?? ?'],
    ['u\u0308', 'ü'],
    ['<![CDATA[x]]>', ' <![CDATA[x]]>'],
    ['  <![CDATA[x]]>', ' <![CDATA[x]]>'],
  ])('%j becomes %j', (text, expected) => {
    expect(toCodePage(text, 100)).toBe(expected);
  });

  it('is cut with an ellipsis', () => {
    expect(toCodePage('abcdefghij', 5)).toBe('abcd…');
    expect(toCodePage('abcde', 5)).toBe('abcde');
  });

  it('always fits, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 300 }), (text, max) => {
        const stored = toCodePage(text, max);
        expect(stored.length).toBeLessThanOrEqual(max);
        expect(fitsCodePage(stored)).toBe(true);
        expect(stored.startsWith('<![CDATA[')).toBe(false);
      }),
    );
  });
});
