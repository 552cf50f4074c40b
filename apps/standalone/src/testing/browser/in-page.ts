import type { Page } from 'playwright-core';

// What runs in the page is text: the types of browsers do not belong to the types of this program.

/** The text of what has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement.textContent');

/** Style and width of the ring around what has the focus. */
export const focusRing = (page: Page): Promise<string> =>
  page.evaluate<string>(
    '(({ outlineStyle, outlineWidth }) => `${outlineStyle} ${outlineWidth}`)(getComputedStyle(document.activeElement))',
  );

/** Opens everything on the page that can be unfolded. */
export const openAllDetails = (page: Page): Promise<unknown> =>
  page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);

/** Does what an attacker would try: puts a script that changes the title into the page itself. */
export const injectScript = (page: Page, title: string): Promise<unknown> =>
  page.evaluate(
    `document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = ${JSON.stringify(title)}' })); null`,
  );

/** Scrolls there and leaves a mark on the page that a reload would wipe away. */
export const scrollAndMark = (page: Page, y: number): Promise<unknown> =>
  page.evaluate(`window.scrollTo(0, ${y}); document.body.dataset.mark = 'still here'`);

/** Where the page is scrolled to, and the mark if it was not loaded anew since. */
export const scrollAndMarkOf = (page: Page): Promise<unknown> =>
  page.evaluate('({ y: window.scrollY, mark: document.body.dataset.mark })');

/**
 * What sticks out of the window to the right, whether one can scroll there or it is cut off; empty is good. What lies in a box that scrolls
 * by itself and fits (code, wide tables) is reached there, and on a phone table heads are there for screen readers only.
 */
export const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const sticks = (one) => one.getBoundingClientRect().right > window.innerWidth + 1;
    const scrolls = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
    const inBoxThatFits = (one) => {
      for (let box = one.parentElement; box !== null && box !== document.body; box = box.parentElement)
        if (scrolls(box) && !sticks(box)) return true;
      return false;
    };
    return [
      ...(document.documentElement.scrollWidth > window.innerWidth ? ['the page itself'] : []),
      ...[...document.body.querySelectorAll('*')]
        .filter((one) => sticks(one) && one.closest('thead') === null && !inBoxThatFits(one))
        .map((one) => one.outerHTML.slice(0, 120)),
    ];
  })()`);
