import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { PROBLEM_CATALOG } from '@abgleich/domain';
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

const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g;
/** As GitHub makes them of headings. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

const found = (pattern: RegExp): { path: string; what: string }[] =>
  texts.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([, what = '']) => ({ path, what })),
  );

describe('the documentation', () => {
  it('links only to what is there', () => {
    const links = found(LINK);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(({ path, what }) => !existsSync(join(dirname(path), what)))).toEqual([]);
  });

  it('names only commands there are', () => {
    const commands = found(/npm run ([a-z][a-z:-]*)/g);
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

  it('is found within two clicks of the first page, each page of it', () => {
    const linked = (path: string): readonly string[] =>
      [...(texts.find((one) => one.path === path)?.text ?? '').matchAll(LINK)].map(([, to = '']) =>
        normalize(join(dirname(path), to)),
      );
    const first = ['README.md', ...linked('README.md')];
    const found = new Set([...first, ...first.flatMap(linked)]);
    expect(pages.filter((path) => !found.has(path))).toEqual([]);
  });

  it('jumps only to headings that are there', () => {
    const jumps = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)/g)].map(
        ([, to = '', anchor = '']) => ({
          from: path,
          to: to === '' ? path : normalize(join(dirname(path), to)),
          anchor,
        }),
      ),
    );
    const anchors = new Map(texts.map(({ path, text }) => [path, anchorsOf(text)]));
    expect(jumps.length).toBeGreaterThan(50);
    expect(jumps.filter(({ to, anchor }) => anchors.get(to)?.has(anchor) !== true)).toEqual([]);
  });

  it('tells of every problem of an order on a page about orders, or it is nobody’s to meet there', () => {
    const told = texts
      .filter(({ path }) => path.startsWith('docs/how-to/orders/'))
      .flatMap(({ text }) => [...text.matchAll(/<!-- problems: ([A-Z0-9 ]+) -->/g)])
      .flatMap(([, numbers = '']) => numbers.split(' '));
    const ofOrders = Object.entries(PROBLEM_CATALOG).filter(([code]) =>
      /^(release|capture|cancel-return|operation|order)\./.test(code),
    );
    const untold = ofOrders.filter(([, { number }]) => !told.includes(number));
    expect(untold.map(([code, { number }]) => `${number} ${code}`)).toEqual([]);
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
