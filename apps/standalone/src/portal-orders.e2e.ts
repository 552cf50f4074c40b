import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Download, Page } from 'playwright-core';
import { faultsInTheDark, lookWithAxe } from './testing/browser/accessibility.js';
import { focused } from './testing/browser/in-page.js';
import { listed, showsOnly } from './testing/browser/orders-page.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import type { CheckedOut } from './testing/control-client.js';
import { FEW_POLLS, Product, until } from './testing/product.js';
import { released, settled } from './testing/story.js';

/** Tabs from the search to the first tick box: filters, order of the list. */
const TABS_MAX = 20;

let product: Product;
let browser: PortalBrowser;
/** Two paid too little: locked, with an error each; the second one is the dearer. */
let cheap: CheckedOut;
let dear: CheckedOut;
/** Partly shipped, and part of that came back. */
let mixed: CheckedOut;
let creditNoteNr: string;

beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  const { control, ready } = product;
  const line = (price: string) => ({ lines: [{ itemNr: 'A-100', qty: 1, price }] });
  const three = { lines: [{ itemNr: 'A-100', qty: 3, price: '40.00' }], unzerType: 'card' };
  [browser, mixed, cheap, dear] = await Promise.all([
    PortalBrowser.launch(ready.portal),
    released(product, three),
    control.checkout({ ...line('50.00'), paymentAmount: '20.00' }),
    control.checkout({
      ...line('900.00'),
      paymentAmount: '20.00',
      unzerType: 'paypal',
      paymentCode: 'W',
    }),
  ]);
  const [orderline] = (await control.order(mixed.orderNr)).lines;
  const part = (qty: number) => [{ orderlineKey: orderline?.orderlineKey ?? 0, qty }];
  await control.ship(mixed.orderNr, part(2));
  await settled(product, mixed.orderNr);
  ({ creditNoteNr } = await control.return(mixed.orderNr, part(1)));
  await until('the credit note settled', async () =>
    (await control.order(mixed.orderNr)).creditNotes.every((one) => one.settled),
  );
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const member = (options: BrowserContextOptions = {}): Promise<Page> =>
  browser.member(product.ready.login, options);
const row = (page: Page, { orderNr }: CheckedOut) => page.getByTestId(`order-${orderNr}`);
async function list(address = '/auftraege', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await member(options);
  await page.goto(address);
  await page.getByTestId('orders').waitFor();
  return page;
}

describe('Finding orders', () => {
  it('by a method that is chosen: the address says it, a chip takes it back, and so does the way back', async () => {
    const page = await list();
    await row(page, cheap).waitFor();
    await page.getByTestId('filter-by-method').selectOption({ label: 'PayPal' });
    await page.waitForURL('**/auftraege?method=paypal');
    await showsOnly(page, [dear.orderNr]);
    await page.getByTestId('filter-problem').click();
    await page.waitForURL(/filter=problem/);
    await showsOnly(page, [dear.orderNr]);
    await page.goBack();
    await page.waitForURL('**/auftraege?method=paypal');
    await page.reload();
    await showsOnly(page, [dear.orderNr]);
    await page.getByTestId('chip-method').click();
    await page.waitForURL((url) => !url.search.includes('method'));
    await row(page, cheap).waitFor();
  });

  it('by period: tomorrow there is nothing, and the page says why', async () => {
    const page = await member();
    await page.goto('/auftraege?from=2099-01-01');
    await page.getByTestId('empty').filter({ hasText: 'Kein Auftrag passt' }).waitFor();
  });

  it('by the number of a credit note', async () => {
    const page = await list();
    await page.getByTestId('search').fill(creditNoteNr.toLowerCase());
    await showsOnly(page, [mixed.orderNr]);
  });

  it('shows first what needs a person, the most money on top, in seven columns', async () => {
    const page = await list();
    await page.getByTestId('sort').selectOption('urgent');
    await page.waitForURL(/sort=urgent/);
    await until('the dearest problem on top', async () => {
      const [first, second] = await listed(page);
      return first === String(dear.orderNr) && second === String(cheap.orderNr);
    });
    expect(await page.getByRole('columnheader').count()).toBe(7);
  });

  it('explains a mark to a resting pointer, and Escape puts that away', async () => {
    const page = await list();
    await row(page, cheap).getByText('Problem').hover();
    const explanation = page.getByRole('dialog').filter({ hasText: 'Was ist zu tun?' });
    await explanation.waitFor();
    await page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });
  });
});

describe('Many orders at once', () => {
  it('are reached by keyboard, previewed, and marked as solved; nothing else happens', async () => {
    const page = await list('/auftraege?filter=problem');
    await page.getByTestId('search').focus();
    const ticked = (): Promise<boolean> =>
      page.evaluate<boolean>(`document.activeElement.getAttribute('data-testid') === 'tick-all'`);
    for (let tabs = 0; tabs < TABS_MAX && !(await ticked()); tabs += 1)
      await page.keyboard.press('Tab');
    expect(await ticked()).toBe(true);
    await page.keyboard.press('Space');
    await page.getByTestId('bulk-bar').filter({ hasText: '2 Aufträge ausgewählt' }).waitFor();
    await page.getByTestId('bulk-resolve').press('Enter');
    const preview = page.getByTestId('bulk-preview');
    await preview.waitFor();
    expect(await preview.innerText()).toContain('von 2 Aufträgen');
    expect(await preview.getByTestId('bulk-problem-release.amount-too-low').innerText()).toMatch(
      /R109\s+2/,
    );
    expect((await lookWithAxe(page)).findings).toEqual([]);
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
    expect(await focused(page)).toContain('Problem gelöst'); // where one came from
    await page.getByTestId('bulk-resolve').click();
    await page.getByTestId('bulk-confirm').click();
    const results = page.getByTestId('bulk-results');
    await results.filter({ hasText: 'Bei 2 Aufträgen sind die Probleme' }).waitFor();
    expect(await results.getByRole('link').allInnerTexts()).toEqual(
      expect.arrayContaining([String(cheap.orderNr), String(dear.orderNr)]),
    );
    expect((await product.control.order(dear.orderNr)).locked).toBe(true);
  });

  it('are checked again, all that are filtered, and the order tells who asked', async () => {
    const page = await list(`/auftraege?q=${dear.orderNr}`);
    await showsOnly(page, [dear.orderNr]);
    await page.getByTestId('bulk-recheck').click();
    await page.getByTestId('bulk-confirm').click();
    await page.getByTestId('bulk-results').filter({ hasText: 'Prüfung angefordert' }).waitFor();
    await page.getByTestId('bulk-results').getByRole('link').click();
    await page
      .getByTestId('timeline-person')
      .filter({ hasText: '„Erneut prüfen“ verlangt' })
      .waitFor();
    await page.getByTestId('problem-release.amount-too-low').waitFor(); // it still holds, so it is told again
  });
});

describe('An export', () => {
  async function download(page: Page, format: 'csv' | 'xlsx'): Promise<string> {
    await page.getByTestId('export').click();
    await page.getByTestId(`export-${format}`).check();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('export-confirm').click(),
    ]);
    await page.getByTestId('export-outcome').filter({ hasText: '1 von 1' }).waitFor();
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^auftraege-\\d{4}-\\d\\d-\\d\\d\\.${format}$`),
    );
    return pathOf(file);
  }
  const pathOf = async (file: Download): Promise<string> => (await file.path()) ?? '';

  it('of what is filtered is a CSV file that opens', async () => {
    const page = await list(`/auftraege?q=${mixed.orderNr}`);
    await showsOnly(page, [mixed.orderNr]);
    const lines = (await readFile(await download(page, 'csv'), 'utf8')).split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(new RegExp(`^${mixed.orderNr};.*;120,00;EUR;`));
  });

  it('of what is filtered is an Excel file that opens', async () => {
    const page = await list(`/auftraege?q=${mixed.orderNr}`);
    await showsOnly(page, [mixed.orderNr]);
    const path = await download(page, 'xlsx');
    const sheet = execFileSync('unzip', ['-p', path, 'xl/worksheets/sheet1.xml']).toString();
    expect(sheet).toContain('<v>120</v>');
  });
});

describe('An order that was partly shipped and partly returned', () => {
  const AMOUNTS = {
    authorized: '120,00',
    captured: '80,00',
    refunded: '40,00',
    kept: '40,00',
    invoiced: '80,00',
    credited: '-40,00',
    booked: '40,00',
  };

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await list(`/auftraege?q=${mixed.orderNr}`, options);
    await row(page, mixed).getByRole('link').click();
    await page.getByTestId('timeline-decision').first().waitFor();
    return page;
  }

  it('adds up: every figure is there with what it is, and the page says that it checks', async () => {
    const page = await open();
    for (const [line, amount] of Object.entries(AMOUNTS)) {
      const cells = await page.getByTestId(`ledger-${line}`).innerText();
      expect(`${line} ${cells.replaceAll('\u2212', '-')}`).toMatch(
        new RegExp(`\\D${amount.replace('-', '-?')}\\s€`),
      );
    }
    expect(await page.getByTestId('ledger-verdict').innerText()).toContain('Es geht auf');
    expect(await page.locator('[data-testid=ledger-checks] [data-good=false]').count()).toBe(0);
    await page.getByTestId('you-can').waitFor();
  });

  it('tells its history in groups, in full, and as a file without secrets', async () => {
    const page = await open();
    const compact = await page.getByTestId('timeline-calls').count();
    expect(compact).toBeGreaterThan(2);
    await page.getByTestId('timeline-view').getByText('Ausführlich').click();
    expect(await page.getByTestId('timeline-calls').count()).toBe(0);
    expect(await page.getByTestId('timeline-call').count()).toBeGreaterThan(compact);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('history').click(),
    ]);
    const history = await readFile((await file.path()) ?? '', 'utf8');
    expect(JSON.parse(history)).toMatchObject({
      orderNumber: String(mixed.orderNr),
      truncated: false,
    });
    expect(history).not.toMatch(/s-priv-/);
  });

  it('names the order and its amount before anything is done', async () => {
    const page = await open();
    await page.getByTestId('recheck').click();
    const dialog = page.locator('dialog[open]');
    expect(await dialog.innerText()).toMatch(
      new RegExp(`Auftrag ${mixed.orderNr} über 120,00\\s€`),
    );
  });

  it('leads to the configuration it was decided by', async () => {
    const page = await open();
    const link = page.getByTestId('configuration-link').first();
    expect(await link.getAttribute('href')).toMatch(
      /^\/konfiguration\/[0-9a-f-]{36}\?version=\d+$/,
    );
  });

  it('is accessible in English, dark, on a phone', async () => {
    expect(await faultsInTheDark(await open({ locale: 'en-GB' }))).toEqual([]);
  });

  it('leaves no complaint in the console', () => {
    expect(browser.complaints).toEqual([]);
  });
});
