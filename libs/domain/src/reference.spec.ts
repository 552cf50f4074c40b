import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { providerReference, REFERENCE_LENGTH } from './reference.js';

const of = (document: string, orderNumber = '200417') =>
  providerReference({ document, orderNumber });

describe('providerReference', () => {
  it('is the document number where that fits', () => {
    expect(of('DEM0000021')).toBe('DEM0000021');
    expect(of('RE-2026/0815.b')).toBe('RE-2026/0815.b');
  });

  it('is the order number for an effect on the order as a whole', () => {
    expect(of('order')).toBe('ORDER-200417');
  });

  it('always fits, whatever the document is called', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.string({ maxLength: 60 }),
        (document, order) => {
          for (const reference of [of(document, order), of('order', order)]) {
            expect(reference).toMatch(/^[A-Za-z0-9._/-]+$/);
            expect(reference.length).toBeLessThanOrEqual(REFERENCE_LENGTH);
          }
        },
      ),
    );
  });

  it('is the same for the same purpose', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (document) => of(document) === of(document)),
    );
  });

  it('differs for long numbers that begin alike', () => {
    const beginning = 'RECHNUNG-2026-NIEDERLASSUNG-SUEDWEST-';
    const references = Array.from({ length: 5_000 }, (_, index) => of(`${beginning}${index}`));
    expect(new Set(references).size).toBe(references.length);
  });

  it('differs for numbers that differ only in characters that the provider does not take', () => {
    expect(
      new Set(['RE 1', 'RE#1', 'RE_1', 'RE ä1', 'RE ö1'].map((document) => of(document))).size,
    ).toBe(5);
  });

  it('does not let an invoice pass for an order', () => {
    expect(of('ORDER-200417')).not.toBe(of('order'));
  });

  it('keeps a readable beginning', () => {
    expect(of('RE 2026/0815')).toMatch(/^RE_2026\/0815-[0-9a-z]{13}$/);
  });
});
