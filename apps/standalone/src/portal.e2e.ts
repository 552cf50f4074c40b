import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '@abgleich/sandbox';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsInTheDark } from './testing/browser/accessibility.js';
import {
  focusRing,
  focused,
  injectScript,
  openAllDetails,
  scrollAndMark,
  scrollAndMarkOf,
} from './testing/browser/in-page.js';
import { countOn, listed, rowSays, showsOnly } from './testing/browser/orders-page.js';
import { PortalBrowser, hear, signIn } from './testing/browser/portal-browser.js';
import type { CheckedOut } from './testing/control-client.js';
import { Product } from './testing/product.js';
import { released, settled } from './testing/story.js';

/** Tabs from the top of the list to its first order: the menu, tiles, switches, the search, the filters. */
const TABS_MAX = 45;

let product: Product;
let browser: PortalBrowser;
/** Shipped, charged and booked. */
let done: CheckedOut;
let invoiceNr: string;
/** Paid too little: released with a lock. */
let bad: CheckedOut;
/** Its customer has not come back from PayPal. */
let waiting: CheckedOut;

beforeAll(async () => {
  product = await Product.start();
  const { control, ready } = product;
  const unfinished = { outcome: 'pending', unzerType: 'paypal', paymentCode: 'W' };
  [browser, done, bad, waiting] = await Promise.all([
    PortalBrowser.launch(ready.portal),
    released(product),
    control.checkout({ paymentAmount: '100.00' }),
    control.checkout(unfinished),
  ]);
  ({ invoiceNr } = await control.ship(done.orderNr));
  await settled(product, done.orderNr);
  const page = await member();
  await page.goto('/auftraege');
  await refreshUntil(page, async () => {
    await Promise.all([done, bad, waiting].map(({ orderNr }) => row(page, orderNr).waitFor()));
    await rowSays(page, done.orderNr, 'gebucht');
  });
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const member = (options: BrowserContextOptions = {}): Promise<Page> =>
  browser.member(product.ready.login, options);
const row = (page: Page, orderNr: number) => page.getByTestId(`order-${orderNr}`);

/** Presses "n neue – aktualisieren" whenever it is offered, until `seen` has come true. */
async function refreshUntil(page: Page, seen: () => Promise<void>): Promise<void> {
  await page.addLocatorHandler(page.getByTestId('refresh'), (bar) => bar.click());
  await seen();
  await page.removeLocatorHandler(page.getByTestId('refresh'));
}
/** Opens an order from the list, as a person does. */
async function open(page: Page, { orderNr }: CheckedOut): Promise<void> {
  await page.goto(`/auftraege?q=${orderNr}`);
  await row(page, orderNr).getByRole('link').click();
  await page.getByTestId('timeline-decision').first().waitFor();
}

describe('Signing in', () => {
  it('answers a wrong password with one calm sentence and the right one with the orders', async () => {
    const page = await browser.stranger();
    await page.goto('/auftraege?filter=problem');
    await page.waitForURL('**/anmelden?**');
    await page.locator('input[name=email]').fill(product.ready.login.email);
    await page.locator('input[name=password]').fill('not the password');
    await page.keyboard.press('Enter');
    const refused = page.getByRole('alert');
    await refused.waitFor();
    expect(await refused.innerText()).toBe(
      'E-Mail-Adresse oder Passwort stimmen nicht. Prüfen Sie beide und versuchen Sie es noch einmal.',
    );
    await page.locator('input[name=password]').fill(product.ready.login.password);
    await page.getByTestId('sign-in').click();
    await page.waitForURL('**/auftraege?filter=problem'); // where one wanted to go
    await showsOnly(page, [bad.orderNr]);
  });

  it('ends with signing out: the session is over and the way back shows nothing', async () => {
    const page = await browser.stranger();
    await page.goto('/auftraege');
    await signIn(page, product.ready.login);
    await row(page, done.orderNr).waitFor();
    const kept = await page.context().storageState();
    await page.getByRole('button', { name: 'Demo Haus & Garten' }).click();
    await page.getByTestId('sign-out').click();
    await page.waitForURL('**/anmelden**');
    await page.goBack();
    await page.waitForURL('**/anmelden**');
    expect(await page.locator('[data-order-link]').count()).toBe(0);
    const again = await browser.stranger({ storageState: kept });
    expect((await again.request.get('/api/orders')).status()).toBe(401);
  });
});

describe('The list of orders', () => {
  it('shows an order go from waiting to settled on the open page, and moves neither focus nor scroll', async () => {
    const { control } = product;
    const page = await member({ viewport: { width: 1280, height: 420 } });
    await page.goto('/auftraege');
    await row(page, waiting.orderNr).waitFor();
    const { orderNr, paymentId } = await control.checkout({
      outcome: 'pending',
      unzerType: 'paypal',
      paymentCode: 'W',
    });
    await page.getByTestId('refresh').filter({ hasText: '1 neuer Auftrag' }).click();
    await rowSays(page, orderNr, 'wartet');
    const link = row(page, orderNr).getByRole('link');
    await link.focus();
    await scrollAndMark(page, 150);
    const before = await scrollAndMarkOf(page);
    expect(before).toEqual({ y: 150, mark: 'still here' });

    await control.finish(paymentId ?? '', 'authorized');
    await rowSays(page, orderNr, 'freigegeben');
    await control.ship(orderNr);
    await rowSays(page, orderNr, 'gebucht');
    expect(await focused(page)).toBe(String(orderNr));
    expect(await scrollAndMarkOf(page)).toEqual(before);
  });

  it('is filtered by its counts, and the address keeps the filter for reload and the way back', async () => {
    const page = await member();
    await page.goto('/auftraege');
    await page.getByTestId('filter-problem').click();
    await page.waitForURL('**/auftraege?filter=problem');
    await showsOnly(page, [bad.orderNr]);
    expect(await countOn(page, 'problem')).toBe(1);
    await page.reload();
    await showsOnly(page, [bad.orderNr]);
    expect(await page.getByTestId('filter-problem').getAttribute('aria-current')).toBe('page');
    await page.getByTestId('filter-notice').click();
    await showsOnly(page, [waiting.orderNr]);
    await page.goBack();
    await page.waitForURL('**/auftraege?filter=problem');
    await showsOnly(page, [bad.orderNr]);
    await page.goBack();
    await row(page, done.orderNr).waitFor();
    expect((await listed(page)).length).toBe(await countOn(page, 'all'));
  });

  it.each([
    ['order number', () => String(done.orderNr)],
    ['shop order number', () => done.orderNrExternal],
    ['invoice number', () => invoiceNr],
    ['Unzer payment id', () => done.paymentId ?? ''],
  ])('finds an order by its %s', async (_which, number) => {
    const page = await member();
    await page.goto('/auftraege');
    await row(page, bad.orderNr).waitFor();
    await page.getByTestId('search').fill(number());
    await showsOnly(page, [done.orderNr]);
    expect(new URL(page.url()).searchParams.get('q')).toMatch(number());
    await page.getByTestId('search').fill('there-is-no-such-number');
    await page.getByTestId('empty').filter({ hasText: 'Nichts gefunden' }).waitFor();
  });

  it('explains a mark behind one click, and Escape puts the explanation away', async () => {
    const page = await member();
    await page.goto('/auftraege');
    await row(page, bad.orderNr).getByRole('button', { name: 'Erklärung' }).click();
    const explanation = page.getByRole('dialog').filter({ hasText: 'Was ist zu tun?' });
    await explanation.waitFor();
    expect(await explanation.innerText()).toMatch(/deckt nur 100,00\s€/);
    await page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });
  });

  it('is reached and opened with the keyboard alone', async () => {
    const page = await member();
    await page.goto('/auftraege');
    await row(page, done.orderNr).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Zum Inhalt springen');
    const [first = ''] = await listed(page);
    let tabs = 0;
    for (; tabs < TABS_MAX && (await focused(page)) !== first; tabs += 1)
      await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(first);
    const ring = await focusRing(page);
    expect(ring).toMatch(/^(solid|auto) [1-9]/);
    await page.keyboard.press('Enter');
    await page.getByTestId('order-title').filter({ hasText: first }).waitFor();
  });
});

describe('The page of one order', () => {
  it('shows where both sides stand, why, and every call with time, duration and outcome', async () => {
    const page = await member();
    await open(page, done);
    await page.getByTestId('order-state').filter({ hasText: 'gebucht' }).waitFor();
    await page.getByTestId('payment-state').filter({ hasText: 'abgeschlossen' }).waitFor();
    await page.getByTestId('erp-state').filter({ hasText: 'CLOSED' }).waitFor();
    await page.getByTestId('erp-side').filter({ hasText: invoiceNr }).waitFor();
    await page
      .getByTestId('payment-side')
      .filter({ hasText: done.paymentId ?? '' })
      .waitFor();
    const verdict = await page.getByTestId('ledger-verdict').innerText();
    expect(verdict).toBe('Es geht auf: gebucht ist genau, was eingezogen wurde.');

    const decisions = await page.getByTestId('timeline-decision').locator('p').allInnerTexts();
    expect(decisions).toEqual(expect.arrayContaining([expect.stringMatching(/autorisiert/)]));
    const operations = await page.getByTestId('timeline-operation').allInnerTexts();
    expect(operations).toEqual(expect.arrayContaining([expect.stringMatching(/^Einzug.*119,00/)]));
    expect(operations.filter((operation) => /(release|capture)\./.test(operation))).toEqual([]);
    await page.getByTestId('timeline-view').getByText('Ausführlich').click();
    const calls = await page.getByTestId('timeline-call').allInnerTexts();
    const CALL = /(pixi|Unzer) \S+[^]*(in Ordnung|fehlgeschlagen)[^]*\d (ms|s)[^]*\d\d:\d\d:\d\d/;
    expect(calls.filter((call) => !CALL.test(call))).toEqual([]);
    expect(calls.filter((call) => call.includes('pixiPaySetInvoiceCapture'))).toHaveLength(1);
    expect(calls.filter((call) => call.includes('POST') && call.includes('charges'))).toHaveLength(
      1,
    );
  });

  it('opens each request and response and shows no secret, neither on the page nor in any answer', async () => {
    const page = await member();
    const heard = hear(page);
    await open(page, done);
    await openAllDetails(page);
    const charge = page.getByTestId('timeline-call').filter({ hasText: 'charges' }).first();
    await charge.getByRole('group', { name: 'Anfrage' }).filter({ hasText: invoiceNr }).waitFor();
    await charge.getByRole('group', { name: 'Antwort' }).filter({ hasText: '119' }).waitFor();

    const texts = [await page.content(), ...(await heard()).map(({ body }) => body)];
    const { pixi, smtp, unzer } = sandboxSeed;
    const secrets = [unzer.privateKey, pixi.password, smtp.password, browser.sessionToken()];
    const basic = Buffer.from(`${pixi.user}:${pixi.password}`).toString('base64');
    for (const secret of [...secrets, basic, product.ready.login.password]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
    // The same search finds what may be seen, in the page and in an answer.
    expect(texts.filter((text) => text.includes(invoiceNr)).length).toBeGreaterThan(1);
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('says of a problem what happened, what it means and what to do', async () => {
    const page = await member();
    await open(page, bad);
    await page.getByTestId('order-state').filter({ hasText: 'gesperrt' }).waitFor();
    await page.getByTestId('erp-state').filter({ hasText: 'OPEN' }).waitFor();
    await page.getByTestId('payment-state').filter({ hasText: 'autorisiert' }).waitFor();
    const block = page.getByTestId('problem-release.amount-too-low');
    await block.waitFor();
    const said = await block.innerText();
    expect(said).toMatch(
      new RegExp(`Auftrag ${bad.orderNr} hat 119,00\\s€.* deckt nur 100,00\\s€`),
    );
    expect(said).toContain('Was bedeutet das?');
    expect(said).toContain('Was ist zu tun?');
    expect(said).toMatch(/Problem R\d+/);
    expect(said).not.toMatch(/[{}]|undefined|null/);
  });

  it('speaks German and English, and stays in the language one chose', async () => {
    const page = await member();
    await open(page, bad);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.getByTestId('language-en').click();
    await page
      .getByTestId('problem-release.amount-too-low')
      .getByText('What is to be done?')
      .waitFor();
    await page.reload();
    await page
      .getByTestId('order-title')
      .filter({ hasText: `Order ${bad.orderNr}` })
      .waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('main').innerText()).toContain('€119.00');
    await page.getByTestId('language-de').click();
    await page.getByTestId('order-title').filter({ hasText: 'Auftrag' }).waitFor();
  });
});

describe('The error page', () => {
  it('shows whoever has the link the orders with open problems, and nothing else', async () => {
    const page = await browser.stranger();
    const heard = hear(page);
    await page.goto(product.ready.errorPage);
    await page
      .getByTestId('open-problems')
      .filter({ hasText: String(bad.orderNr) })
      .waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain(bad.orderNrExternal);
    expect(shown).toContain('R109');
    expect(shown).not.toContain(String(done.orderNr));
    const answers = (await heard()).filter(({ url }) => url.includes('/api/errors/'));
    expect(answers.map(({ body }) => body).join()).not.toMatch(/119[.,]00|11900|customer/);
    expect((await page.request.get('/api/orders')).status()).toBe(401);
  });

  it('shows nothing for a wrong link', async () => {
    const page = await browser.stranger();
    const wrong = product.ready.errorPage.replace(/.{4}$/, 'AAAA');
    await page.goto(wrong);
    await page.getByTestId('error-page-message').filter({ hasText: 'gilt nicht' }).waitFor();
    expect(await page.getByTestId('open-problems').count()).toBe(0);
    expect(await page.content()).not.toContain('Demo Haus');
  });
});

/** Pages with everything unfolded, and with what is wrong. */
const PAGES: Record<string, (options: BrowserContextOptions) => Promise<Page>> = {
  'a settled order': async (options) => {
    const page = await member(options);
    await open(page, done);
    await openAllDetails(page);
    return page;
  },
  'an order with a problem': async (options) => {
    const page = await member(options);
    await open(page, bad);
    return page;
  },
  'the error page': async (options) => {
    const page = await browser.stranger(options);
    await page.goto(product.ready.errorPage);
    await page.getByTestId('open-problems').waitFor();
    return page;
  },
};

describe('Every page', () => {
  it.each(Object.entries(PAGES))(
    'is accessible in English, dark, on a phone: %s',
    async (_name, visit) => {
      expect(await faultsInTheDark(await visit({ locale: 'en-GB' }))).toEqual([]);
    },
  );

  it('runs no script that is not a file of ours', async () => {
    const page = await browser.stranger();
    const answer = await page.goto('/anmelden');
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).not.toContain('unsafe');
    await page.getByTestId('sign-in').waitFor();
    expect(await page.locator('script:not([src]), [onclick], [onload]').count()).toBe(0);
    const refused = page.waitForEvent('console', (message) =>
      /Content.Security/.test(message.text()),
    );
    await injectScript(page, 'injected');
    await refused;
    expect(await page.title()).not.toBe('injected');
    // The refusal above is the only thing any page of this file complained about.
    expect(browser.complaints).toEqual([expect.stringMatching(/Content.Security/)]);
  });
});
