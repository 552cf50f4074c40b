import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const pages = [
  ...readdirSync('.'),
  ...readdirSync('docs', { recursive: true }).map((path) => join('docs', String(path))),
].filter((path) => path.endsWith('.md'));
const texts = pages.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const { scripts } = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const settings = readFileSync('docs/reference/settings.md', 'utf8');

const found = (pattern: RegExp): { path: string; what: string }[] =>
  texts.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([, what = '']) => ({ path, what })),
  );

describe('the documentation', () => {
  it('links only to what is there', () => {
    const links = found(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(({ path, what }) => !existsSync(join(dirname(path), what)))).toEqual([]);
  });

  it('names only commands there are', () => {
    const commands = found(/npm run ([a-z][a-z:]*)/g);
    expect(commands.filter(({ what }) => !(what in scripts))).toEqual([]);
  });

  it('names only settings that some service reads', () => {
    const named = found(/\b(ABGLEICH_[A-Z_]*[A-Z])\b/g);
    expect(named.filter(({ what }) => !settings.includes(`\`${what}\``))).toEqual([]);
  });

  it('names only files and folders of the code that are there', () => {
    const named = found(/`((?:libs|apps|tools|deploy|docs)\/[\w./-]+)`/g);
    expect(named.filter(({ what }) => !existsSync(what))).toEqual([]);
  });

  it('numbers every decision once, with status, context, decision and consequences', () => {
    const adrs = texts.filter(({ path }) => path.startsWith('docs/adr/'));
    const numbers = adrs.map(({ path }) => path.slice('docs/adr/'.length, 'docs/adr/0000'.length));
    expect(new Set(numbers).size).toBe(adrs.length);
    const incomplete = adrs.filter(
      ({ text }) => !/## Context[^]*## Decision[^]*## Consequences/.test(text),
    );
    expect(incomplete.map(({ path }) => path)).toEqual([]);
  });
});
