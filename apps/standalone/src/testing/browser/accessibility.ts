import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA and what axe calls good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Accessibility = {
  /** One line per finding: rule, where, what axe says. Empty is good. */
  readonly findings: string[];
  /** Rules that found something to check; a page that shows nothing has hardly any. */
  readonly rulesPassed: number;
};

// What runs in the page is text: the types of browsers do not belong to the types of this program.
const RUN = `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} } })`;

/** Lets axe look at the page as it stands. */
export async function lookWithAxe(page: Page): Promise<Accessibility> {
  await page.evaluate(axe.source);
  const result = await page.evaluate<axe.AxeResults>(RUN);
  const findings = result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
  return { findings, rulesPassed: result.passes.length };
}
