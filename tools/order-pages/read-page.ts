/** A step of a page: what to type (or to press in the portal), and the rows that a reader is told they will see. */
export type Step = {
  readonly at: 'terminal' | 'portal';
  readonly commands: string;
  readonly shown: string;
};
/** A `##` section with commands: one order's story, told on a terminal of its own. */
export type Story = { readonly title: string; readonly steps: readonly Step[] };

const SECTION = /^## (.+)$/m;
const STEP = /^```(sh|portal)\n([^]*?)^```\n+<!-- shown -->\n([^]*?)<!-- \/shown -->$/gm;

/** The stories of a page, in its order. Throws when commands stand there without a place for what they lead to. */
export function readStories(page: string): readonly Story[] {
  const [, ...sections] = page.split(/^(?=## )/m);
  return sections.flatMap((section) => {
    const title = SECTION.exec(section)?.[1] ?? '';
    const steps = [...section.matchAll(STEP)].map(([, kind, commands = '', shown = '']) => ({
      at: kind === 'sh' ? ('terminal' as const) : ('portal' as const),
      commands: commands.trim(),
      shown: shown.trim(),
    }));
    const blocks = section.match(/^```(sh|portal)$/gm)?.length ?? 0;
    if (blocks !== steps.length) throw new Error(`"${title}": a command without its outcome`);
    return steps.length === 0 ? [] : [{ title, steps }];
  });
}

/** The page with these rows in the places for outcomes; `rows` holds them per story and step. */
export function withOutcomes(page: string, rows: readonly (readonly string[])[]): string {
  const texts = rows.flat();
  let next = 0;
  return page.replace(STEP, (whole) =>
    whole.replace(
      /<!-- shown -->\n[^]*<!-- \/shown -->$/,
      () => `<!-- shown -->\n\n${texts[next++] ?? ''}\n\n<!-- /shown -->`,
    ),
  );
}

/** The commands that every story begins with, from the page that explains them. */
export function readStage(page: string): string {
  const stage = /^```sh\n([^]*?)^```$/m.exec(page)?.[1];
  if (stage === undefined) throw new Error('the page of the stage has no commands');
  return stage;
}
