import { Marked, type Token, type Tokens } from 'marked';

/** One heading of a chapter with what stands below it up to the next one. */
export type Part = { readonly depth: number; readonly title: string; readonly body: Token[] };

const lexer = new Marked({ gfm: true });

/** Where GitHub, and so the pages in docs/, jump for a heading. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** The parts of a chapter in their order; the first one is the chapter's own title. */
export function splitChapter(markdown: string): readonly Part[] {
  const parts: Part[] = [];
  for (const token of lexer.lexer(markdown)) {
    if (isHeading(token)) parts.push({ depth: token.depth, title: token.text, body: [] });
    else parts.at(-1)?.body.push(token);
  }
  return parts;
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';
