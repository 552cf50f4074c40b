import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { de } from '../src/i18n/de/all.js';
import { en } from '../src/i18n/en/all.js';
import { PLACES } from '../src/handbook/places.js';
import { searchHandbook } from '../src/handbook/search-handbook.js';
import { chapterFiles, readHandbook } from './read-handbook.js';

const DIR = 'docs/handbuch';
/** What a page of a book may weigh before nobody waits for it. */
const BYTES_MAX = 6_000_000;
const LANGUAGES = ['de', 'en'] as const;
const PORTAL_TEXTS = { de, en };

const chaptersIn = (language: string, onMissing?: (path: string) => void) =>
  readHandbook({
    dir: DIR,
    language,
    srcOf: (path) => path,
    ...(onMissing && { onMissing }),
  });
const textsIn = (language: string) =>
  chapterFiles(DIR, language).map((name) => ({
    name,
    text: readFileSync(join(DIR, language, name), 'utf8'),
  }));
const picturesIn = (text: string): string[] =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => path);

type Texts = { readonly [key: string]: string | Texts };
const wordsOf = (texts: Texts): string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : wordsOf(text)));

describe('the manual', () => {
  it('has the same chapters and headings in both languages', () => {
    const shape = (language: string) =>
      chaptersIn(language, () => undefined).map(({ id, sections }) => ({
        id,
        sections: sections.map(({ anchor, depth }) => ({ anchor, depth })),
      }));
    expect(shape('de').length).toBeGreaterThanOrEqual(13);
    expect(shape('en')).toEqual(shape('de'));
  });

  it('numbers its chapters without a gap, and gives no two headings of one the same place', () => {
    const chapters = chaptersIn('de', () => undefined);
    expect(chapters.map(({ number }) => number)).toEqual(chapters.map((_unused, at) => at + 1));
    for (const { id, sections } of chapters) {
      const anchors = sections.map(({ anchor }) => anchor);
      expect({ id, anchors: [...new Set(anchors)] }).toEqual({ id, anchors });
    }
  });

  it.each(LANGUAGES)('links only to what is there, and shows only pictures there are: %s', (of) => {
    const missing: string[] = [];
    expect(() => chaptersIn(of, (path) => missing.push(path))).not.toThrow();
    expect(missing).toEqual([]);
  });

  it('shows the same pictures in both languages, each in its own', () => {
    const shown = (language: string) =>
      textsIn(language).map(({ name, text }) => ({
        name,
        pictures: picturesIn(text).map((path) => path.replace(`images/${language}/`, 'images/*/')),
      }));
    expect(shown('de').flatMap(({ pictures }) => pictures).length).toBeGreaterThan(10);
    expect(shown('en')).toEqual(shown('de'));
    expect(
      shown('de')
        .flatMap(({ pictures }) => pictures)
        .filter((path) => !path.startsWith('../images/*/')),
    ).toEqual([]);
  });

  it('weighs little enough to be opened on a phone', () => {
    const files = LANGUAGES.flatMap((language) => {
      const folder = join(DIR, 'images', language);
      return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
    });
    const bytes = files.reduce((sum, path) => sum + readFileSync(path).length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(BYTES_MAX);
  });

  it.each(LANGUAGES)('names pages, buttons and fields as the portal does: %s', (language) => {
    const known = new Set(wordsOf(PORTAL_TEXTS[language]).map(withoutColon));
    const named = textsIn(language).flatMap(({ name, text }) =>
      [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words = '']) => ({ name, words })),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ words }) => !known.has(withoutColon(words)))).toEqual([]);
  });

  it('names only problems there are', () => {
    const all = textsIn('de').find(({ name }) => name.startsWith('14-'))?.text ?? '';
    const known = new Set([...all.matchAll(/^\| ([A-Z]\d{3}) /gm)].map(([, number]) => number));
    expect(known.size).toBeGreaterThan(50);
    const named = LANGUAGES.flatMap(textsIn).flatMap(({ name, text }) =>
      [...text.matchAll(/\b([RCSPOAKV]\d{3})\b/g)].map(([, number]) => ({ name, number })),
    );
    expect(named.filter(({ number }) => !known.has(number))).toEqual([]);
  });

  it('addresses merchants formally and spares them the words of developers', () => {
    const words = /\b(du|dein\w*|dich|dir|Endpoint|Request|Response|Payload|Timeout|Backend)\b/;
    const found = textsIn('de').flatMap(({ name, text }) =>
      text
        .replaceAll(/`[^`]*`/g, '')
        .split('\n')
        .filter((line) => words.test(line))
        .map((line) => ({ name, line })),
    );
    expect(found).toEqual([]);
  });

  it('has a chapter and a heading for every page that points into it', () => {
    const chapters = chaptersIn('de', () => undefined);
    const places = Object.entries(PLACES).filter(([, place]) => place !== null);
    expect(places.length).toBeGreaterThan(10);
    const lost = places.filter(([, place]) => {
      const chapter = chapters.find(({ id }) => id === place?.chapter);
      return !chapter?.sections.some(({ anchor }) => anchor === place?.section);
    });
    expect(lost).toEqual([]);
  });

  it.each([
    ['de', 'DTAUS', 'pixi'],
    ['de', 'R109', 'fehlernummern'],
    ['de', 'webhook', 'unzer'],
    ['en', 'booking event sign', 'pixi'],
    ['en', 'private key never', 'support'],
  ])('is found by its words (%s): %s', (language, words, chapter) => {
    const hits = searchHandbook(
      chaptersIn(language, () => undefined),
      words,
    );
    expect(hits.map(({ chapterId }) => chapterId)).toContain(chapter);
  });

  it('brings no script, no style and no handler into a page', () => {
    const html = LANGUAGES.flatMap((language) => chaptersIn(language, () => undefined)).flatMap(
      ({ html: lead, sections }) => [lead, ...sections.map((section) => section.html)],
    );
    const tags = new Set(
      html.flatMap((text) => [...text.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag)),
    );
    const harmless =
      'p ul ol li a em strong code img div table caption thead tbody tr th td blockquote'.split(
        ' ',
      );
    expect([...tags].filter((tag) => !harmless.includes(tag ?? ''))).toEqual([]);
    expect(html.filter((text) => /\son\w+=|style=|javascript:/i.test(text))).toEqual([]);
  });
});

const withoutColon = (words: string): string => words.replace(/:$/, '');
