import type { Page } from 'playwright-core';
import { until } from '../product.js';

/** Waits until exactly these orders are listed, in any order. */
export async function showsOnly(page: Page, orderNumbers: readonly number[]): Promise<void> {
  const wanted = orderNumbers.map(String).sort();
  await until(`a list of only ${wanted.join(', ')}`, async () => {
    const shown = (await listed(page)).sort();
    if (shown.join() === wanted.join()) return true;
    throw new Error(`the page lists ${shown.join(', ')}`);
  });
}

/** The order numbers on the page, from top to bottom. */
export const listed = (page: Page): Promise<string[]> =>
  page.locator('[data-order-link]').allInnerTexts();

/** Waits until the row of the order says this. */
export const rowSays = (page: Page, orderNr: number, words: string): Promise<void> =>
  page.getByTestId(`order-${orderNr}`).filter({ hasText: words }).waitFor();

/** The number on one of the tiles above the list. */
export async function countOn(page: Page, choice: string): Promise<number> {
  const tile = page.getByTestId(`filter-${choice}`);
  const digits = tile.locator('span').filter({ hasText: /^\d+$/ });
  return Number(await digits.innerText());
}
