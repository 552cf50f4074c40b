import { HOUR, MINUTE } from '@abgleich/domain';
import { describe, expect, it } from '@jest/globals';
import { formatRelative } from '../format/moment.js';
import { nextLookWords } from './next-step-of.js';

describe('The words for the next look', () => {
  it('never say that something ahead has just happened, nor that something past is ahead', () => {
    expect([-HOUR, -1, 0].map(nextLookWords)).toEqual(Array(3).fill('nextLookDue'));
    expect([1, MINUTE - 1].map(nextLookWords)).toEqual(Array(2).fill('nextLookSoon'));
    expect([MINUTE, HOUR].map(nextLookWords)).toEqual(Array(2).fill('nextLook'));
    // A number is there to be told exactly where it is asked for.
    for (const ahead of [1, MINUTE - 1, MINUTE, HOUR]) {
      const told = formatRelative(new Date(ahead).toISOString(), 0, 'de');
      expect(told !== null).toBe(nextLookWords(ahead) === 'nextLook');
    }
  });
});
