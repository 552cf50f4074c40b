import type { HandbookChapter } from './handbook.js';

/** A passage that holds every word looked for. */
export type Hit = {
  readonly chapterId: string;
  readonly chapterTitle: string;
  /** `null`: the words before the first heading. */
  readonly anchor: string | null;
  readonly title: string;
  readonly excerpt: string;
};

/** More than this nobody reads; another word narrows it down. */
export const HITS_MAX = 20;
const EXCERPT_BEFORE = 50;
const EXCERPT_LENGTH = 180;
/** A word in a heading says more than one in a text. */
const TITLE_WEIGHT = 10;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** The words of a piece of our HTML. */
export const textOf = (html: string): string =>
  html
    .replaceAll(/<caption>.*?<\/caption>/g, ' ')
    .replaceAll(/<\/?(?:em|strong|code|a)\b[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim();

/** As people type: no capitals, no accents. Keeps the length, so that places in both texts agree. */
const plain = (text: string): string =>
  [...text]
    .map((letter) => {
      const bare = letter.normalize('NFD')[0]?.toLowerCase() ?? letter;
      return bare.length === letter.length ? bare : letter;
    })
    .join('');

/** Every passage with all the words, those that name them in a heading first. */
export function searchHandbook(
  chapters: readonly HandbookChapter[],
  asked: string,
): readonly Hit[] {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return chapters
    .flatMap(passagesOf)
    .map((passage) => ({ passage, weight: weightOf(passage, words) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, HITS_MAX)
    .map(({ passage: { text, ...place } }) => ({ ...place, excerpt: excerptOf(text, words) }));
}

type Passage = Omit<Hit, 'excerpt'> & { readonly text: string };

function passagesOf(chapter: HandbookChapter): readonly Passage[] {
  const of = { chapterId: chapter.id, chapterTitle: chapter.title };
  return [
    { ...of, anchor: null, title: chapter.title, text: textOf(chapter.html) },
    ...chapter.sections.map(({ anchor, title, html }) => ({
      ...of,
      anchor,
      title: textOf(title),
      text: textOf(html),
    })),
  ];
}

function weightOf({ title, text }: Passage, words: readonly string[]): number {
  const [heading, body] = [plain(title), plain(text)];
  if (!words.every((word) => heading.includes(word) || body.includes(word))) return 0;
  const inHeading = words.filter((word) => heading.includes(word)).length;
  const inBody = words.reduce((sum, word) => sum + Math.min(body.split(word).length - 1, 5), 0);
  return inHeading * TITLE_WEIGHT + inBody + 1;
}

/** The passage around the first word found, whole words only. */
function excerptOf(text: string, words: readonly string[]): string {
  const body = plain(text);
  const found = words.map((word) => body.indexOf(word)).filter((at) => at >= 0);
  const at = Math.max(0, Math.min(...found, body.length) - EXCERPT_BEFORE);
  const from = at === 0 || found.length === 0 ? 0 : text.indexOf(' ', at) + 1;
  const until = text.lastIndexOf(' ', from + EXCERPT_LENGTH);
  const whole = from + EXCERPT_LENGTH >= text.length;
  const cut = whole ? text.slice(from) : text.slice(from, until);
  return `${from > 0 ? '… ' : ''}${cut}${whole ? '' : ' …'}`;
}
