import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const versions = z.record(z.string(), z.string()).default({});
const manifest = z.looseObject({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});

const folders = ['libs', 'apps'].flatMap((top) => readdirSync(top).map((name) => join(top, name)));
const declared = ['.', ...folders].flatMap((folder) => {
  const found = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const all = [found.dependencies, found.devDependencies, found.optionalDependencies];
  return all.flatMap((group) =>
    Object.entries(group).map(([name, version]) => ({ folder, name, version })),
  );
});
const foreign = declared.filter(({ name }) => !name.startsWith('@abgleich/'));
const rows = [
  ...readFileSync('docs/reference/dependencies.md', 'utf8').matchAll(/^\| `(\S+)` \| (.+) \|$/gm),
];

describe('dependencies', () => {
  it('have a sentence each in docs/reference/dependencies.md, and no sentence is left over', () => {
    const explained = rows.map(([, name]) => name);
    expect(explained).toEqual([...new Set(foreign.map(({ name }) => name))].sort());
  });

  it('are explained in whole sentences', () => {
    expect(rows.map(([, , why]) => why).filter((why) => !/^[A-Z`].*\.$/.test(why ?? ''))).toEqual(
      [],
    );
  });

  it('have exact versions', () => {
    expect(declared.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
  });

  it('have one version in the whole workspace', () => {
    const byName = Map.groupBy(foreign, ({ name }) => name);
    const torn = [...byName].filter(
      ([, uses]) => new Set(uses.map(({ version }) => version)).size > 1,
    );
    expect(torn).toEqual([]);
  });
});
