import { overviewAnswer } from '@abgleich/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { focused, openAllDetails, stickingOut } from './testing/browser/in-page.js';
import { showsOnly } from './testing/browser/orders-page.js';
import { PortalBrowser, hear, signIn } from './testing/browser/portal-browser.js';
import type { CheckedOut } from './testing/control-client.js';
import { FEW_POLLS, Product, until } from './testing/product.js';
import { released, settled } from './testing/story.js';

const PHONE = { width: 360, height: 740 };
const WALL = { width: 2560, height: 1440 };

let product: Product;
let browser: PortalBrowser;
/** Shipped, charged and booked today. */
let done: CheckedOut;
/** Paid too little: needs a person. */
let bad: CheckedOut;

beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  const { control, ready } = product;
  // Its customer has not come back from PayPal: a notice, nobody needs to act yet.
  const unfinished = { outcome: 'pending', unzerType: 'paypal', paymentCode: 'W' };
  [browser, done, bad] = await Promise.all([
    PortalBrowser.launch(ready.portal),
    released(product),
    control.checkout({ paymentAmount: '100.00' }),
    control.checkout(unfinished),
  ]);
  await control.ship(done.orderNr);
  await settled(product, done.orderNr);
  const page = await member();
  await until('three orders on the overview', async () => {
    const answer = await page.request.get('/api/overview');
    const { days } = overviewAnswer.parse(await answer.json());
    const { problem, notice, ok } = days.at(-1) ?? { problem: 0, notice: 0, ok: 0 };
    return problem === 1 && notice === 1 && ok === 1;
  });
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const member = (options: BrowserContextOptions = {}): Promise<Page> =>
  browser.member(product.ready.login, options);

describe('The overview', () => {
  it('is the first page after the sign-in, unless somebody wanted to go elsewhere', async () => {
    const page = await browser.stranger();
    await page.goto('/');
    await signIn(page, product.ready.login);
    await page.waitForURL('**/uebersicht');
    await page.getByRole('heading', { level: 1, name: 'Übersicht' }).waitFor();
    const other = await browser.stranger();
    await other.goto('/protokoll?actor=user');
    await other.waitForURL('**/anmelden?**');
    await other.locator('input[name=email]').fill(product.ready.login.email);
    await other.locator('input[name=password]').fill(product.ready.login.password);
    await other.getByTestId('sign-in').click();
    await other.waitForURL('**/protokoll?actor=user');
  });

  it.each([
    ['waiting', '0', () => []],
    ['attention', '1', () => [bad.orderNr]],
    ['captured', '119,00', () => [done.orderNr]],
    ['refunded', '–', () => []],
  ])('tells "%s" in a number that leads to exactly these orders', async (name, value, orders) => {
    const page = await member();
    await page.goto('/uebersicht');
    const tile = page.getByTestId(`number-${name}`);
    await tile.filter({ hasText: value }).waitFor();
    await tile.click();
    await page.waitForURL('**/auftraege?**');
    await showsOnly(page, orders());
  });

  it('shows what became of the orders and how old open cases are, as sentence, bars and table', async () => {
    const page = await member();
    await page.goto('/uebersicht');
    const outcomes = page.getByTestId('outcomes');
    await outcomes.locator('path.recharts-rectangle').first().waitFor({ state: 'attached' });
    expect(await outcomes.innerText()).toMatch(/3 Aufträge.*1 davon braucht Aufmerksamkeit/);
    await outcomes.getByText('Als Tabelle').click();
    const today = page.getByTestId('outcomes-table').locator('tbody tr').first();
    expect((await today.locator('td').allInnerTexts()).map(Number)).toEqual([1, 0, 1, 1, 3]);
    const ages = page.getByTestId('ages');
    expect(await ages.innerText()).toContain('1 Fall ist offen');
    await ages.getByText('Als Tabelle').click();
    const young = page.getByTestId('ages-table').locator('tbody tr').first();
    expect((await young.locator('td').allInnerTexts()).map(Number)).toEqual([1, 0]);
    // Each outcome has a pattern of its own, so that nobody needs to tell colours apart.
    const fills = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-testid=outcomes] ul svg > rect')].map((one) => one.getAttribute('fill'))`,
    );
    expect(new Set(fills).size).toBe(4);
  });

  it('tells when pixi and Unzer last answered, and how the check and the e-mails stand', async () => {
    const page = await member();
    await page.goto('/uebersicht');
    for (const side of ['erp', 'psp'])
      await page.getByTestId(`contact-${side}`).filter({ hasText: 'erreicht' }).waitFor();
    await page.getByTestId('check').waitFor();
    await page.getByTestId('mails').waitFor();
  });

  it('loads charts where they are shown and nowhere else', async () => {
    const page = await member();
    const scripts: string[] = [];
    page.on('request', (request) => void scripts.push(request.url()));
    await page.goto('/auftraege', { waitUntil: 'networkidle' });
    expect(scripts.some((url) => url.includes('/assets/'))).toBe(true);
    expect(scripts.filter((url) => /chart/.test(url))).toEqual([]);
    await page.goto('/uebersicht', { waitUntil: 'networkidle' });
    expect(scripts.filter((url) => /bars-chart-.*\.js$/.test(url))).toHaveLength(1);
  });
});

describe('The link to the error page', () => {
  it('is renewed and revoked after a question, shown once, and told in the audit log', async () => {
    const page = await member();
    await page.goto('/fehler-seite');
    await page.getByTestId('link-state').filter({ hasText: 'Ein Link ist aktiv, seit' }).waitFor();
    await page.getByTestId('renew-link').click();
    await page.getByRole('dialog').filter({ hasText: 'gilt sofort nicht mehr' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('new-link').count()).toBe(0);
    await page.getByTestId('renew-link').click();
    await page.getByTestId('renew-link-confirm').click();
    const shown = page.getByTestId('new-link');
    await shown.waitFor();
    const url = (await shown.locator('code').innerText()).trim();
    expect(await focused(page)).toContain(url); // nobody misses it
    const old = await browser.stranger();
    await old.goto(product.ready.errorPage);
    await old.getByTestId('error-page-message').filter({ hasText: 'gilt nicht' }).waitFor();
    const wall = await browser.stranger({ viewport: WALL });
    await wall.goto(url);
    await wall
      .getByTestId('open-problems')
      .filter({ hasText: String(bad.orderNr) })
      .waitFor();
    await page.reload();
    await page.getByTestId('link-state').waitFor();
    expect(await page.content()).not.toContain(url);
    await page.getByTestId('revoke-link').click();
    await page.getByTestId('revoke-link-confirm').click();
    await page.getByTestId('link-state').filter({ hasText: 'Es gibt keinen Link' }).waitFor();
    await wall.reload();
    await wall.getByTestId('error-page-message').filter({ hasText: 'gilt nicht' }).waitFor();
    await page.goto('/protokoll?action=error-page.revoked');
    await page
      .getByTestId('audit')
      .filter({ hasText: 'hat den Link zur Fehler-Seite widerrufen' })
      .waitFor();
  });

  it('is for a phone and for a wall: everything fits, and a wall is read from afar', async () => {
    const admin = await member();
    const { path } = (await (
      await admin.request.post('/api/error-link', { headers: { origin: product.ready.portal } })
    ).json()) as { path: string }; // the contract is checked elsewhere
    const sizes: number[] = [];
    for (const viewport of [PHONE, { width: 1280, height: 800 }, WALL]) {
      const page = await browser.stranger({ viewport });
      await page.goto(path);
      const number = page.getByTestId('open-problems').getByText(String(bad.orderNr)).first();
      await number.waitFor();
      await page
        .getByTestId('clock')
        .filter({ hasText: /Stand \d\d:\d\d:\d\d/ })
        .waitFor();
      expect(await stickingOut(page)).toEqual([]);
      const robots = await page.locator('meta[name=robots]').getAttribute('content');
      expect(robots).toContain('noindex');
      sizes.push(
        await page.evaluate<number>(
          `parseFloat(getComputedStyle(document.querySelector('[data-testid=open-problems] td:nth-child(2)')).fontSize)`,
        ),
      );
    }
    expect(sizes[2]).toBeGreaterThan(1.6 * (sizes[1] ?? 0));
  });
});

describe('API access', () => {
  it('creates a token that opens what its role may, shows it once, and revokes it', async () => {
    const page = await member();
    await page.goto('/api-zugang');
    await page.getByTestId('create-token').click();
    await page.getByText('Geben Sie dem Token einen Namen').waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('name');
    await page.locator('input[name=name]').fill('Auswertung');
    await page.keyboard.press('Enter');
    const shown = page.getByTestId('new-token');
    await shown.waitFor();
    const token = (await shown.locator('code').innerText()).trim();
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(product.ready.portal + path, {
        headers: { authorization: `Bearer ${token}` },
        ...init,
      });
    expect((await ask('/api/orders')).status).toBe(200);
    expect((await ask('/api/tokens')).status).toBe(403);
    await page.reload();
    const row = page.locator('tr[data-token=Auswertung]');
    await row.filter({ hasText: 'gerade eben' }).waitFor();
    expect(await page.content()).not.toContain(token);
    await row.getByTestId('revoke-token').click();
    await page.getByRole('dialog').filter({ hasText: 'Auswertung' }).waitFor();
    await page.getByTestId('revoke-token-confirm').locator('visible=true').click();
    await row.filter({ hasText: 'widerrufen' }).waitFor();
    expect((await ask('/api/orders')).status).toBe(401);
  });

  it('is described on the page as in the document', async () => {
    const page = await member();
    await page.goto('/api-zugang');
    const orders = page.getByTestId('operation-listOrders');
    await orders.locator('summary').click();
    await orders.getByText('capturedOn').waitFor();
    const document = (await (await page.request.get('/api/openapi.json')).json()) as {
      paths: Record<string, object>; // the contract is checked elsewhere
    };
    const operations = Object.values(document.paths).flatMap((one) => Object.keys(one));
    expect(await page.locator('[data-testid^=operation-]').count()).toBe(operations.length);
  });
});

describe('The audit log', () => {
  it('tells in sentences who did what, is filtered in the address, and leaves as a file', async () => {
    const page = await member();
    await page.goto('/protokoll');
    await page.getByTestId('audit').waitFor();
    await page.locator('select[name=action]').selectOption('token.created');
    await page.getByTestId('audit-apply').click();
    await page.waitForURL('**/protokoll?action=token.created');
    await page
      .getByTestId('audit')
      .filter({ hasText: 'hat das API-Token „Auswertung“ erstellt.' })
      .waitFor();
    await until('only what was asked for', async () => {
      const actions = await page.evaluate<string[]>(
        `[...document.querySelectorAll('tr[data-action]')].map((one) => one.dataset.action)`,
      );
      return [...new Set(actions)].join() === 'token.created';
    });
    await page.getByTestId('language-en').click();
    await page.getByTestId('audit').filter({ hasText: 'created the API token' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByTestId('audit-export').click();
    expect((await download).suggestedFilename()).toBe('abgleich-protokoll.csv');
    await page.goto('/protokoll?search=there-is-nothing-like-it');
    await page.getByTestId('audit-empty').waitFor();
  });
});

/** Every page of this file, whole on the screen. */
const PAGES: Record<string, (page: Page) => Promise<void>> = {
  '/uebersicht': async (page) => {
    await page.getByTestId('outcomes').waitFor();
    await page.getByTestId('check').waitFor();
    await openAllDetails(page);
  },
  '/fehler-seite': (page) => page.getByTestId('link-state').waitFor(),
  '/api-zugang': async (page) => {
    await page.getByTestId('operation-listOrders').locator('summary').click();
    await page.getByText('capturedOn').waitFor();
  },
  '/protokoll': (page) => page.getByTestId('audit').waitFor(),
};

describe('Every page here', () => {
  it('told no secret and complained about nothing', async () => {
    const page = await member();
    const heard = hear(page);
    for (const path of Object.keys(PAGES)) {
      await page.goto(path);
      await PAGES[path]?.(page);
    }
    const texts = (await heard()).map(({ body }) => body);
    for (const secret of [browser.sessionToken(), product.ready.login.password])
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
