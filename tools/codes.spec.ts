import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FAULT_CODES, PROBLEM_CODES } from '@abgleich/domain';

/** Where codes are listed and put into words; everywhere else they are used. */
const LISTS =
  /problem-codes\.ts$|domain\/src\/fault\.ts$|\/texts\/|\/testing\/|\.spec\.ts$|\.e2e\.ts$/;
const sources = globSync(['libs/*/src/**/*.ts', 'apps/*/src/**/*.{ts,tsx}'])
  .filter((path) => !LISTS.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('the catalogues', () => {
  it('hold no problem and no fault that nothing raises', () => {
    expect(sources.length).toBeGreaterThan(100_000);
    const unused = [...PROBLEM_CODES, ...FAULT_CODES].filter(
      (code) => !sources.includes(`'${code}'`),
    );
    expect(unused).toEqual([]);
  });
});
