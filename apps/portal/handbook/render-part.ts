import { Marked, type Token, type Tokens } from 'marked';

/** A picture of the manual: where the page gets it, and its size, so that the text does not jump when it arrives. */
export type Picture = { readonly src: string; readonly width: number; readonly height: number };

/** How one chapter finds what it names. Both throw for what can be no such thing; a picture that was not taken yet is `null`. */
export type Resolve = {
  readonly link: (href: string) => string;
  readonly picture: (path: string) => Picture | null;
};

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Turns what stands below one heading into HTML. Raw HTML is refused, so nothing but what is written here can come out. */
export function renderPart(body: Token[], caption: string, resolve: Resolve): string {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      html({ text }) {
        if (/^<!--[^]*-->\s*$/.test(text)) return ''; // the marks of what is generated
        throw new Error(`The manual holds raw HTML: ${text.slice(0, 60)}`);
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const rel = href.startsWith('https://') ? ' rel="noreferrer"' : '';
        return `<a href="${escape(resolve.link(href))}"${rel}>${words}</a>`;
      },
      image({ href, text }) {
        if (text.trim() === '') throw new Error(`The picture ${href} has no words for the blind.`);
        const picture = resolve.picture(href);
        if (picture === null) return `<em>${escape(text)}</em>`;
        const { src, width, height } = picture;
        return `<img src="${src}" alt="${escape(text)}" width="${width}" height="${height}" loading="lazy">`;
      },
      table(table) {
        return tableHtml(table, caption, (tokens) => this.parser.parseInline(tokens));
      },
    },
  });
  return marked.parser(body);
}

/** Wide tables scroll by themselves; whoever has no mouse scrolls them with the arrow keys. */
function tableHtml(
  { header, rows }: Tokens.Table,
  caption: string,
  inline: (tokens: Token[]) => string,
): string {
  const head = header.map(({ tokens }) => `<th scope="col">${inline(tokens)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map(({ tokens }) => `<td>${inline(tokens)}</td>`).join('')}</tr>`)
    .join('');
  const name = escape(caption);
  return `<div data-scroll tabindex="0" role="group" aria-label="${name}"><table><caption>${name}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
