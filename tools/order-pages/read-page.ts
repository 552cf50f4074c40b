/** What a reader does: types commands into a terminal, or presses a button on the order's page. */
export type Action = { readonly at: 'terminal' | 'portal'; readonly words: string };
/** A step of a page: what to do, and the rows that a reader is told they will see. */
export type Step = { readonly actions: readonly Action[]; readonly shown: string };
/** A `##` section with commands: one order's story, told on a terminal of its own. */
export type Story = { readonly title: string; readonly steps: readonly Step[] };

const TITLE = /^## (.+)$/m;
const BLOCK = /^```(sh|portal)\n([^]*?)^```$|^<!-- shown -->\n([^]*?)<!-- \/shown -->$/gm;
const OUTCOME = /^<!-- shown -->\n[^]*?<!-- \/shown -->$/gm;

/** The stories of a page, in its order. Throws when commands stand there without a place for what they lead to. */
export function readStories(page: string): readonly Story[] {
  const [, ...sections] = page.split(/^(?=## )/m);
  return sections.flatMap((section) => {
    const title = TITLE.exec(section)?.[1] ?? '';
    const steps: Step[] = [];
    let actions: Action[] = [];
    for (const [, kind, words = '', shown = ''] of section.matchAll(BLOCK)) {
      if (kind === undefined) {
        steps.push({ actions, shown: shown.trim() });
        actions = [];
      } else actions.push({ at: kind === 'sh' ? 'terminal' : 'portal', words: words.trim() });
    }
    if (actions.length > 0 || steps.some((one) => one.actions.length === 0))
      throw new Error(`"${title}": a command without its outcome, or an outcome without a command`);
    return steps.length === 0 ? [] : [{ title, steps }];
  });
}

/** The page with these rows in the places for outcomes; `rows` holds them per story and step. */
export function withOutcomes(page: string, rows: readonly (readonly string[])[]): string {
  const texts = rows.flat();
  let next = 0;
  return page.replace(OUTCOME, () => `<!-- shown -->\n\n${texts[next++] ?? ''}\n\n<!-- /shown -->`);
}

/** The commands that every story begins with, from the page that explains them. */
export function readStage(page: string): string {
  const stage = /^```sh\n([^]*?)^```$/m.exec(page)?.[1];
  if (stage === undefined) throw new Error('the page of the stage has no commands');
  return stage;
}
