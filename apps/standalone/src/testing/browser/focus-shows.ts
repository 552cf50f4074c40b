import type { Page } from 'playwright-core';

// What runs in the page is text: the types of browsers do not belong to the types of this program.

/**
 * Whether one sees what has the focus: what it looks like now and without it must differ, on itself, beside it or around it (the switch
 * that looks like one is the label of a hidden one).
 */
const SHOWS = `(async () => {
  const active = document.activeElement;
  if (active === null || active === document.body) return null;
  const looks = () => [active, active.nextElementSibling, active.parentElement]
    .filter((one) => one !== null)
    .map((one) => getComputedStyle(one))
    .map((s) => [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.transform].join('|'))
    .join(' ');
  const name = active.outerHTML.slice(0, 120);
  // A change of colour may take a moment, even where motion is reduced.
  const settle = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60)));
  await settle();
  const focused = looks();
  active.blur();
  await settle();
  const plain = looks();
  active.focus({ focusVisible: true });
  return { name, shows: focused !== plain };
})()`;

/** Goes on by one Tab; says what has the focus then and whether one sees it. `null` at the end of the page. */
export async function tabOn(page: Page): Promise<{ name: string; shows: boolean } | null> {
  await page.keyboard.press('Tab');
  return page.evaluate<{ name: string; shows: boolean } | null>(SHOWS);
}
