import { describe, expect, it } from '@jest/globals';
import { ORDER_STATES } from '@abgleich/domain';
import { de } from './de/all.js';
import { en } from './en/all.js';

type Texts = { readonly [key: string]: string | Texts };

function leaves(texts: Texts, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else for (const [below, text] of leaves(value, here)) found.set(below, text);
  }
  return found;
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

const german = leaves(de);
const english = leaves(en);

describe('the texts of the portal', () => {
  it('exist under the same keys in German and English', () => {
    expect([...english.keys()].sort()).toEqual([...german.keys()].sort());
  });

  it('are nowhere empty', () => {
    const empty = [...german, ...english].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('name the same values in both languages', () => {
    for (const [key, text] of german) {
      expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it('have a form for one and for many wherever they count', () => {
    const counted = [...german.keys()].filter((key) => /_(one|other)$/.test(key));
    expect(counted.length).toBeGreaterThan(0);
    for (const key of counted) {
      const twin = key.endsWith('_one')
        ? key.replace(/_one$/, '_other')
        : key.replace(/_other$/, '_one');
      expect(german.has(twin)).toBe(true);
    }
  });

  it('address merchants formally in German', () => {
    const informal = [...german].filter(([, text]) =>
      /\b(du|dein|deine|deinen|dich|dir)\b/i.test(text),
    );
    expect(informal).toEqual([]);
  });

  it('have a word for every order state, so that nobody reads a code', () => {
    const wordless = ORDER_STATES.filter((state) => !Object.hasOwn(de.state, state));
    expect(wordless).toEqual([]);
  });
});
