import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SKIPPED = new Set(['node_modules', 'dist']);
const sources = ['libs', 'apps', 'tools'].flatMap(filesBelow);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const code = sources.filter((path) => /\.(ts|tsx|mjs)$/.test(path));

describe('house rules that no linter knows', () => {
  it('name every file in kebab-case, with a suffix only where a tool or a role needs one', () => {
    const role = '(module|controller|job|consumer|entity|guard|config)';
    const test = '((int|contract|sim)\\.spec|spec|e2e|d)';
    const name = new RegExp(
      `^(\\d{13}-)?[a-z0-9]+(-[a-z0-9]+)*(\\.${role})?(\\.${test})?\\.(ts|tsx|mjs|mts)$`,
    );
    expect(code.filter((path) => !name.test(path.split('/').at(-1) ?? ''))).toEqual([]);
  });

  it('know no folder or file for whatever has no place', () => {
    const homeless = /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.[a-z]+$)/;
    expect(sources.filter((path) => homeless.test(path))).toEqual([]);
  });

  it('leave nothing for later', () => {
    const later = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].map((word) => `\\b${word}\\b`).join('|'),
    );
    expect(code.filter((path) => later.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('keep folders small enough to read', () => {
    const byFolder = Map.groupBy(
      code.filter((path) => !/\.(spec|e2e)\./.test(path)),
      (path) => path.split('/').slice(0, -1).join('/'),
    );
    const FILES_MAX = 40;
    const crowded = [...byFolder].filter(([, files]) => files.length > FILES_MAX);
    expect(crowded.map(([folder]) => folder)).toEqual([]);
  });
});
