import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lookWithAxe } from './testing/browser/accessibility.js';
import { focused, scrollAndMark, scrollAndMarkOf } from './testing/browser/in-page.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { FEW_POLLS, Product, until } from './testing/product.js';

let product: Product;
let browser: PortalBrowser;

beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  browser = await PortalBrowser.launch(product.ready.portal);
});
afterEach(async () => {
  await browser.closePages();
  expect(browser.complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const member = (): Promise<Page> => browser.member(product.ready.login);
const panel = (page: Page) => page.getByTestId('handbook-panel');

describe('The manual in the portal', () => {
  it('lies beside each page open at what it says about that page, and gives the focus back', async () => {
    const page = await member();
    await page.goto('/auftraege');
    await page.getByTestId('handbook-link').click();
    await panel(page).getByRole('heading', { level: 2, name: 'Aufträge' }).waitFor();
    expect(await focused(page)).toBe('Aufträge');
    const { findings } = await lookWithAxe(page);
    expect(findings).toEqual([]);
    await page.getByRole('navigation').getByRole('link', { name: 'E-Mail' }).click();
    await panel(page).getByRole('heading', { name: 'Schritt 3: E-Mail' }).waitFor();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Handbuch');
  });

  it('leads from the panel to the place in the whole chapter, in the language one reads', async () => {
    const page = await member();
    await page.goto('/pixi-api');
    await page.getByTestId('handbook-link').click();
    await panel(page).getByRole('link', { name: 'Ganzes Kapitel lesen' }).click();
    await page.waitForURL('**/handbuch/einrichtung#schritt-2-pixi-api');
    // The panel, which goes away with the page it stood beside, has a heading of the same name.
    const heading = page
      .getByTestId('handbook-chapter')
      .getByRole('heading', { level: 2, name: 'Schritt 2: pixi API' });
    await until('the heading at the top of the page', async () => {
      const box = await heading.boundingBox();
      return box !== null && box.y > 0 && box.y < 400;
    });
    expect(await page.getByTestId('handbook-link').count()).toBe(0);
    await page.getByTestId('language-en').click();
    await page.getByRole('heading', { level: 2, name: 'Step 2: pixi API' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/handbuch/einrichtung');
    await page.getByTestId('language-de').click();
  });

  it('is searched by words and by error numbers, and says so when there is nothing', async () => {
    const page = await member();
    await page.goto('/handbuch');
    await page.getByTestId('handbook-search').fill('R109');
    const hit = page.getByTestId('handbook-hits').getByRole('link', { name: 'Freigabe' });
    await hit.click();
    await page.waitForURL('**/handbuch/fehlernummern#freigabe');
    await page.getByTestId('handbook-chapter').getByText('R109 Fehler').waitFor();
    await page.getByTestId('handbook-search').fill('gibt-es-nicht');
    await page.getByText('Nichts gefunden zu „gibt-es-nicht“').waitFor();
  });

  it('goes from chapter to chapter without loading the page anew, and shows its pictures', async () => {
    const page = await member();
    await page.goto('/handbuch/ueberblick');
    await page.getByTestId('handbook-chapter').waitFor();
    await scrollAndMark(page, 0);
    await page.getByTestId('handbook-chapter').getByRole('link', { name: 'Nachtruhe' }).click();
    await page.getByRole('heading', { level: 1, name: /^Nachtruhe/ }).waitFor();
    expect(await scrollAndMarkOf(page)).toMatchObject({ mark: 'still here' });
    await page.goto('/handbuch/alltag');
    const picture = page.getByRole('img', { name: 'Die Liste der Aufträge' });
    await picture.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    const answer = await page.request.get((await picture.getAttribute('src')) ?? '');
    expect(answer.headers()['content-type']).toBe('image/png');
  });

  it('shows all chapters when there is none of that name', async () => {
    const page = await member();
    await page.goto('/handbuch/gibt-es-nicht');
    await page.getByText('Dieses Kapitel gibt es nicht').waitFor();
    await page.getByRole('link', { name: 'Vorbereitung in pixi' }).click();
    await page.getByRole('heading', { level: 1, name: 'Vorbereitung in pixi' }).waitFor();
  });
});
