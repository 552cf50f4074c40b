import { describe, expect, it } from '@jest/globals';
import type { HandbookChapter } from './handbook.js';
import { HITS_MAX, searchHandbook, textOf } from './search-handbook.js';

const section = (title: string, html: string, anchor = title.toLowerCase()) =>
  ({ anchor, title, depth: 2, html }) as const;
const chapter = (
  id: string,
  sections: HandbookChapter['sections'],
  html = '',
): HandbookChapter => ({
  id,
  number: 1,
  title: `Kapitel ${id}`,
  html,
  sections,
});
const BOOK = [
  chapter('eins', [section('Sperre', '<p>Der Auftrag ist gesperrt.</p>')]),
  chapter('zwei', [
    section('Geld', '<p>Eine Sperre <em>verhindert</em> den Versand &amp; mehr.</p>'),
    section('Rückgabe', '<p>Die Überweisung kommt zurück.</p>'),
  ]),
];

describe('searching the manual', () => {
  it('finds passages that hold every word, the ones that name it in their heading first', () => {
    const hits = searchHandbook(BOOK, 'sperr');
    expect(hits.map(({ title }) => title)).toEqual(['Sperre', 'Geld']);
    expect(searchHandbook(BOOK, 'sperre versand').map(({ anchor }) => anchor)).toEqual(['geld']);
    expect(searchHandbook(BOOK, 'sperre überweisung')).toEqual([]);
  });

  it('minds neither capitals nor accents', () => {
    expect(searchHandbook(BOOK, 'RUCKGABE').map(({ title }) => title)).toEqual(['Rückgabe']);
    expect(searchHandbook(BOOK, 'uberweisung').map(({ title }) => title)).toEqual(['Rückgabe']);
  });

  it('finds nothing for nothing', () => {
    expect(searchHandbook(BOOK, '   ')).toEqual([]);
  });

  it('shows the words around the first one found, without any mark-up', () => {
    const long = `<p>${'Anfang '.repeat(40)}Kernwort ${'Ende '.repeat(80)}</p>`;
    const [hit] = searchHandbook([chapter('lang', [section('Text', long)])], 'kernwort');
    expect(hit?.excerpt).toMatch(/^… .*Kernwort.* …$/);
    expect(hit?.excerpt.length).toBeLessThan(200);
    expect(textOf(BOOK[1]?.sections[0]?.html ?? '')).toBe(
      'Eine Sperre verhindert den Versand & mehr.',
    );
  });

  it('gives no more than somebody reads', () => {
    const many = Array.from({ length: HITS_MAX + 5 }, (_unused, at) => section(`Titel ${at}`, ''));
    expect(searchHandbook([chapter('viele', many)], 'titel')).toHaveLength(HITS_MAX);
  });
});
