import { AUDIT_ACTIONS, AUDIT_SENTENCES } from '@abgleich/contracts';
import { describe, expect, it } from '@jest/globals';
import type { TFunction } from 'i18next';
import { de } from '../i18n/de/all.js';
import { detailPairs } from './detail-pairs.js';

/** Looks the key up in the German texts, as i18next does. */
const t = ((key: string) =>
  key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], de)) as TFunction; // a tree of texts

describe('an entry of the audit log', () => {
  it.each(AUDIT_ACTIONS)('has a sentence in both languages that names who did it: %s', (action) => {
    for (const language of ['de', 'en'] as const)
      expect(AUDIT_SENTENCES[language][action]).toMatch(/^\{\{actor\}\} .*\.$/);
  });

  it('shows its small facts in words, and no ids', () => {
    const details = {
      role: 'viewer',
      connectionId: 'a-b-c',
      code: 'release.amount-too-low',
      outcome: 'signed-in-with-code',
    };
    expect(detailPairs(details, { t, language: 'de' })).toEqual([
      'Rolle: Nur lesen',
      'Problem: R109',
      'Ergebnis: angemeldet, mit Code',
    ]);
  });

  it('leaves what nobody has a word for as it was written', () => {
    expect(detailPairs({ rows: '12', later: 'x' }, { t, language: 'de' })).toEqual([
      'Zeilen: 12',
      'later: x',
    ]);
  });
});
