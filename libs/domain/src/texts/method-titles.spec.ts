import { describe, expect, it } from '@jest/globals';
import { orderComment } from '../comments.js';
import { PAYMENT_METHOD_NAMES } from '../payment-methods.js';
import { methodTitle } from './method-titles.js';

describe('the name of a payment method', () => {
  it('is never a code, in either language', () => {
    const titles = PAYMENT_METHOD_NAMES.flatMap((code) => [
      methodTitle(code, 'de'),
      methodTitle(code, 'en'),
    ]);
    // eps and iDEAL are written so by their owners; a hyphen or a lower-case word of ours would be a code.
    expect(titles.filter((title) => /^[a-z0-9-]+$/.test(title))).toEqual([]);
  });

  it('stays as it is where it is the brand of a method that is not ours', () => {
    expect(methodTitle('Klarna', 'de')).toBe('Klarna');
    expect(methodTitle('toString', 'de')).toBe('toString');
  });

  it('stands in the comment on the order as Germans say it', () => {
    const comment = orderComment('release.method-unsupported', {
      document: 'order',
      params: { method: 'paylater-direct-debit' },
    });
    expect(comment?.text).toBe(
      'Abgleich: Die Zahlungsart "Lastschrift (Pay Later)" wird nicht unterstützt.',
    );
  });
});
