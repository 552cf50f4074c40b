import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { lookWithAxe } from './testing/browser/accessibility.js';
import { tabOn } from './testing/browser/focus-shows.js';
import { focused, stickingOut } from './testing/browser/in-page.js';
import { PORTAL_PAGES, type PortalPage, type Stage } from './testing/browser/portal-pages.js';
import { routesOfPortal } from './testing/browser/portal-pages.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { FEW_POLLS, Product, until } from './testing/product.js';
import { released, settled } from './testing/story.js';

/** The most that a page before the sign-in may load before it can be used, compressed. */
const FIRST_LOAD_BYTES_MAX = 250_000;
/**
 * How every page is looked at. Words depend on the language, colours on the scheme, room on the width and on the length of German words:
 * so axe looks twice, and on the way every width is measured.
 */
const LOOKS = [
  { locale: 'de-DE', colorScheme: 'light', axeAt: 360, widths: [360, 768, 1280, 2560] },
  { locale: 'en-GB', colorScheme: 'dark', axeAt: 1280, widths: [360, 1280] },
] as const;
const HEIGHT = 900;
const LOOKS_MAX = 6;
/** From the top of a page into its first controls. */
const TABS = 8;
/** Words that only the library behind the charts has. */
const CHARTS = 'recharts-';
/** A word of the manual that no page says. */
const MANUAL = 'DTAUS';
const CHARTS_AT = '/uebersicht';
const SKIP = { 'de-DE': 'Zum Inhalt springen', 'en-GB': 'Skip to content' } as const;

let product: Product;
let browser: PortalBrowser;
let stage: Stage;

beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  browser = await PortalBrowser.launch(product.ready.portal);
  const [done] = await Promise.all([
    released(product),
    product.control.checkout({ paymentAmount: '100.00' }),
    product.control.checkout({ outcome: 'pending', unzerType: 'paypal', paymentCode: 'W' }),
  ]);
  await product.control.ship(done.orderNr);
  await settled(product, done.orderNr);
  stage = await findStage(done.orderNr);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const ordersAnswer = z.looseObject({
  orders: z.array(z.looseObject({ connectionId: z.string(), orderNumber: z.string() })),
});
const configurationsAnswer = z.looseObject({
  configurations: z.array(z.looseObject({ id: z.string() })).min(1),
});

/** Asks the portal for what the addresses of its pages are made of. */
async function findStage(orderNr: number): Promise<Stage> {
  const page = await browser.member(product.ready.login);
  const order = await until('the order in the list', async () => {
    const answer = await page.request.get('/api/orders');
    const { orders } = ordersAnswer.parse(await answer.json());
    return orders.find(({ orderNumber }) => orderNumber === String(orderNr));
  });
  const answer = await page.request.get('/api/configurations');
  const { configurations } = configurationsAnswer.parse(await answer.json());
  return {
    errorPage: product.ready.errorPage,
    order,
    configurationId: configurations[0]?.id ?? '',
  };
}

async function visit(
  { framed, address, ready }: PortalPage,
  locale: string,
  watch: (page: Page) => void = () => undefined,
): Promise<Page> {
  const page = framed
    ? await browser.member(product.ready.login, { locale })
    : await browser.stranger({ locale });
  watch(page);
  await page.goto(address(stage));
  await ready(page);
  return page;
}

describe('The portal, page by page', () => {
  it('has no page that this walk leaves out', () => {
    const known = PORTAL_PAGES.map(({ route }) => route);
    expect([...routesOfPortal()].sort()).toEqual([...known].sort());
    expect(known.length).toBeGreaterThan(20);
  });

  it.each(PORTAL_PAGES)(
    'is clean for axe, fits, has a name and shows the focus, in both languages and schemes, on every screen: $route',
    async (one) => {
      const before = browser.complaints.length;
      await Promise.all(LOOKS.map((look) => lookAt(one, look)));
      expect(browser.complaints.slice(before)).toEqual([]);
    },
  );
});

/** The scripts that the German visit of each page has loaded, by route. */
const loaded = new Map<string, Set<string>>();

async function lookAt(
  one: PortalPage,
  { locale, colorScheme, axeAt, widths }: (typeof LOOKS)[number],
): Promise<void> {
  const scripts = new Set<string>();
  if (locale === 'de-DE') loaded.set(one.route, scripts);
  const page = await visit(one, locale, (opened) =>
    opened.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(request.url());
    }),
  );
  expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
  expect(await page.title()).toMatch(/^.+ [–-] Abgleich$/);
  expect(await page.locator('h1').count()).toBe(1);
  if (locale === 'de-DE') await showsFocus(page, one);
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT });
    const on = { locale, colorScheme, width };
    expect({ ...on, out: await outOnceCalm(page) }).toEqual({ ...on, out: [] });
    if (width !== axeAt) continue;
    const { findings, rulesPassed } = await lookWithAxe(page);
    expect({ ...on, findings }).toEqual({ ...on, findings: [] });
    expect(rulesPassed).toBeGreaterThan(12);
  }
  await page.waitForLoadState('networkidle');
}

/** What sticks out once charts have followed the new width, which takes them a moment. */
async function outOnceCalm(page: Page): Promise<readonly string[]> {
  for (let look = 1; look < LOOKS_MAX; look += 1) {
    const out = await stickingOut(page);
    if (out.length === 0) return out;
    await page.waitForTimeout(look * 100);
  }
  return stickingOut(page);
}

/** From the first Tab on, wherever it leads. */
async function showsFocus(page: Page, { framed }: PortalPage): Promise<void> {
  if (framed) await skipsToContent(page);
  const unseen: string[] = [];
  let seen = 0;
  for (let tabs = 0; tabs < TABS; tabs += 1) {
    const here = await tabOn(page);
    if (here === null) break;
    seen += 1;
    if (!here.shows) unseen.push(here.name);
  }
  expect(unseen).toEqual([]);
  expect(seen).toBeGreaterThan(0);
}

/** The first Tab leads past the menu, for people who cannot look past it. */
async function skipsToContent(page: Page): Promise<void> {
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe(SKIP['de-DE']);
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('content');
}

describe('What the pages load', () => {
  it.each(PORTAL_PAGES.filter(({ framed }) => !framed))(
    'is little before they can be used: $route',
    async (one) => {
      const sizes: Promise<number>[] = [];
      const page = await visit(one, 'de-DE', (opened) =>
        opened.on('requestfinished', (request) => {
          if (request.resourceType() !== 'script') return;
          sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
        }),
      );
      await page.waitForLoadState('networkidle');
      const bytes = (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
      expect(bytes).toBeGreaterThan(10_000); // something was measured
      expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
    },
  );

  it('holds charts only where they are shown, and the manual only where it is read', async () => {
    expect(loaded.size).toBe(PORTAL_PAGES.length);
    const urls = [...new Set([...loaded.values()].flatMap((scripts) => [...scripts]))];
    const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
    const routesWith = (words: string) => {
      const holding = urls.filter((_url, index) => texts[index]?.includes(words));
      const holds = (scripts: Set<string>) => holding.some((url) => scripts.has(url));
      return [...loaded].filter(([, scripts]) => holds(scripts)).map(([route]) => route);
    };
    expect(routesWith(CHARTS)).toEqual([CHARTS_AT]);
    expect(routesWith(MANUAL)).toEqual(['/handbuch', '/handbuch/$chapter']);
  });
});
