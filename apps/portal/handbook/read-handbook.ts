import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HandbookChapter } from '../src/handbook/handbook.js';
import { type Picture, renderPart } from './render-part.js';
import { type Part, anchorOf, splitChapter } from './split-chapter.js';

/** The language whose headings name the places of the manual in both. */
const SOURCE_LANGUAGE = 'de';
const FILE = /^(\d\d)-([a-z-]+)\.md$/;

export type ReadOptions = {
  /** The folder that holds a folder per language. */
  readonly dir: string;
  readonly language: string;
  /** What the page asks for to get a picture, by its path below `dir`. */
  readonly srcOf: (path: string) => string;
  /** Told of a picture that was not taken yet; the manual is readable without it. Without this it counts as a mistake. */
  readonly onMissing?: (path: string) => void;
};

/** The files of the manual, in the order of their numbers. */
export const chapterFiles = (dir: string, language: string): readonly string[] =>
  readdirSync(join(dir, language))
    .filter((name) => name.endsWith('.md'))
    .sort();

/** Reads the whole manual in one language. Throws for a chapter, heading, link or picture that is not there. */
export function readHandbook(options: ReadOptions): readonly HandbookChapter[] {
  const { dir, language } = options;
  const places = placesOf(dir, language);
  return chapterFiles(dir, language).map((name) => {
    const { number, id } = nameOf(name);
    const [title, ...sections] = partsOf(dir, language, name);
    if (title === undefined) throw new Error(`${language}/${name} has no title.`);
    const resolve = {
      link: (href: string) => addressOf(href, name, places),
      picture: (href: string) => pictureOf(href, options),
    };
    return {
      id,
      number,
      title: title.title,
      html: renderPart(title.body, title.title, resolve),
      sections: sections.map((part) => ({
        anchor: anchorAt(places, name, part.title),
        title: part.title,
        depth: depthOf(part, name),
        html: renderPart(part.body, part.title, resolve),
      })),
    };
  });
}

/** For each file the anchors of its headings in this language, and the ones that both languages share. */
type Places = ReadonlyMap<string, ReadonlyMap<string, string>>;

function placesOf(dir: string, language: string): Places {
  return new Map(
    chapterFiles(dir, language).map((name) => {
      const own = partsOf(dir, language, name).slice(1);
      const source = partsOf(dir, SOURCE_LANGUAGE, name).slice(1);
      if (own.length !== source.length)
        throw new Error(`${name}: ${language} has other headings than ${SOURCE_LANGUAGE}.`);
      return [
        name,
        new Map(own.map(({ title }, at) => [anchorOf(title), anchorOf(source[at]?.title ?? '')])),
      ];
    }),
  );
}

function anchorAt(places: Places, name: string, title: string): string {
  const anchor = places.get(name)?.get(anchorOf(title));
  if (anchor === undefined) throw new Error(`${name} has no heading "${title}".`);
  return anchor;
}

/** The portal's address of what a chapter links to: another chapter, a heading, or a page outside. */
function addressOf(href: string, from: string, places: Places): string {
  if (href.startsWith('https://')) return href;
  const [file = '', anchor] = href.split('#');
  const name = file === '' ? from : file;
  const known = places.get(name);
  if (known === undefined) throw new Error(`${from} links to ${href}, which is no chapter.`);
  const address = `/handbuch/${nameOf(name).id}`;
  if (anchor === undefined) return address;
  const place = known.get(anchor);
  if (place === undefined) throw new Error(`${from} links to ${href}, which is no heading.`);
  return `${address}#${place}`;
}

const PNG_SIZE_AT = 16;

function pictureOf(href: string, { dir, srcOf, onMissing }: ReadOptions): Picture | null {
  const path = /^\.\.\/(images\/[\w/-]+\.png)$/.exec(href)?.[1];
  if (path === undefined) throw new Error(`${href} is no picture of the manual.`);
  if (onMissing !== undefined && !existsSync(join(dir, path))) {
    onMissing(path);
    return null;
  }
  const header = readFileSync(join(dir, path)).subarray(PNG_SIZE_AT, PNG_SIZE_AT + 8);
  return { src: srcOf(path), width: header.readUInt32BE(0), height: header.readUInt32BE(4) };
}

function nameOf(name: string): { number: number; id: string } {
  const [, number, id] = FILE.exec(name) ?? [];
  if (number === undefined || id === undefined)
    throw new Error(`${name} is not named like a chapter (01-name.md).`);
  return { number: Number(number), id };
}

function depthOf({ depth, title }: Part, name: string): 2 | 3 {
  if (depth === 2 || depth === 3) return depth;
  throw new Error(`${name}: "${title}" is a heading of depth ${depth}; chapters have two levels.`);
}

const partsOf = (dir: string, language: string, name: string): readonly Part[] =>
  splitChapter(readFileSync(join(dir, language, name), 'utf8'));
