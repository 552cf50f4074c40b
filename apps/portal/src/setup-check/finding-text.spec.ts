import { describe, expect, it } from '@jest/globals';
import { SETUP_REASONS } from '@abgleich/domain';
import { setupCheck as german } from '../i18n/de/setup-check.js';
import { REASONS_WITH_WORK } from './finding-text.js';

describe('the words of the set-up check', () => {
  it('exist for every reason, and say what to do wherever something is to be done', () => {
    expect(Object.keys(german.what).sort()).toEqual(Object.keys(SETUP_REASONS).sort());
    expect(Object.keys(german.todo).sort()).toEqual([...REASONS_WITH_WORK].sort());
  });
});
