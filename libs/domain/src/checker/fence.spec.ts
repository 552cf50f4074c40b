import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const HERE = dirname(fileURLToPath(import.meta.url));
const DOMAIN = dirname(HERE);
const IMPORT = /(?:from|import)\s+'(\.[^']+)\.js'/g;

/** Words of the whole domain that know no rule: what is added here must decide nothing. */
const ALLOWED = [
  'amount-text.ts',
  'configuration.ts',
  'ids.ts',
  'money.ts',
  'payment-methods.ts',
  'secret.ts',
  'time.ts',
];

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(
    ([, path = '']) => `${resolve(dirname(file), path)}.ts`,
  );

/** Everything that a file needs, directly or through others. */
function reach(file: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const next of importsOf(file)) if (!seen.has(next)) reach(next, seen.add(next));
  return seen;
}

const sources = readdirSync(HERE)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join(HERE, name));
const reached = new Set(sources.flatMap((file) => [...reach(file)]));

describe('the code of the checker', () => {
  it('imports nothing but itself and words without rules, directly or indirectly', () => {
    const others = [...reached].filter((file) => dirname(file) !== HERE);
    expect(others.map((file) => relative(DOMAIN, file)).toSorted()).toEqual(ALLOWED);
  });

  it.each(['release', 'capture', 'cancel-return'])('reaches no rule of %s', (folder) => {
    const rules = [...reached].filter((file) => file.startsWith(join(DOMAIN, folder)));
    expect(rules).toEqual([]);
  });

  it('would be caught: the rules themselves are seen from where they are used', () => {
    const seen = reach(join(DOMAIN, 'cancel-return', 'decide-cancel-return.ts'));
    expect([...seen].some((file) => file.endsWith('cancel-return/dues.ts'))).toBe(true);
  });

  it('asks its own table for methods, not the one of the rules', () => {
    for (const file of sources) {
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(/import \{[^}]*\} from '\.\.\/payment-methods\.js'/);
    }
  });
});
