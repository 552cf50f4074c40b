import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { stickingOut } from './in-page.js';

/** WCAG 2.2 AA and what axe calls good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Accessibility = {
  /** One line per finding: rule, where, what axe says. Empty is good. */
  readonly findings: string[];
  /** Rules that found something to check; a page that shows nothing has hardly any. */
  readonly rulesPassed: number;
};

// What runs in the page is text: the types of browsers do not belong to the types of this program.
// Only findings are told in full; of what is well, the number of rules.
const RUN = `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} }, resultTypes: ['violations'] })
  .then(({ violations, passes }) => ({ violations, rulesPassed: passes.length }))`;
type Seen = Pick<axe.AxeResults, 'violations'> & { readonly rulesPassed: number };

/** Lets axe look at the page as it stands. */
export async function lookWithAxe(page: Page): Promise<Accessibility> {
  await page.evaluate(axe.source);
  const { violations, rulesPassed } = await page.evaluate<Seen>(RUN);
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
  return { findings, rulesPassed };
}

const PHONE = { width: 360, height: 740 };
/** Rules that any page of ours gives axe something to check with. */
const RULES_MIN = 12;

/**
 * What is wrong with the page as it stands, dark, and then on a phone; empty is good. For what a page shows only in a story: the walk over
 * all pages looks at each in both schemes and languages and on four screens.
 */
export async function faultsInTheDark(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  const { findings, rulesPassed } = await lookWithAxe(page);
  await page.setViewportSize(PHONE);
  const out = (await stickingOut(page)).map((one) => `sticks out: ${one}`);
  return [...findings, ...out, ...(rulesPassed < RULES_MIN ? ['there is hardly anything'] : [])];
}
