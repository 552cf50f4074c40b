import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '@abgleich/sandbox';
import type { Page } from 'playwright-core';
import { type OtherSandbox, startOtherSandbox } from './testing/back-door.js';
import { windowAround } from './testing/berlin-window.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { Product, until } from './testing/product.js';

/** Minutes. */
const HOUR = 60;
const PASSWORD = 'correct horse battery staple';
const { pixi, unzer, smtp } = sandboxSeed;

let sandbox: OtherSandbox;
let product: Product;
let browser: PortalBrowser;
beforeAll(async () => {
  sandbox = await startOtherSandbox();
  product = await Product.start({
    args: ['--no-sandbox'],
    env: {
      ABGLEICH_UNZER_TEST_URL: sandbox.urls.unzer,
      ABGLEICH_PRIVATE_ADDRESSES: 'allowed',
      ABGLEICH_QUIET_WINDOW: windowAround(6 * HOUR, 7 * HOUR), // whatever time it is, not now
    },
  });
  browser = await PortalBrowser.launch(product.ready.portal);
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await sandbox?.stop();
});

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
};
/** What the page itself offers as the next step. */
const goOn = (page: Page): Promise<void> =>
  page.getByTestId('set-up-guide').getByRole('link').click();

describe('Somebody who has only the set-up link', () => {
  it('gets to the first processed order by what the pages say', async () => {
    const page = await browser.stranger();
    await page.goto(product.ready.setUp ?? '');
    await page.locator('input[name=organisation]').fill('Mein Laden GmbH');
    await page.locator('input[name=name]').fill('Anna Erste');
    await page.locator('input[name=email]').fill('anna@laden.example');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByTestId('set-up').click();

    await page.getByTestId('first-connection').getByRole('link').click();
    await page.getByTestId('add-connection').click();
    await fill(page, {
      Bezeichnung: 'pixi',
      Adresse: sandbox.urls.pixi,
      Datenbank: pixi.database,
      Benutzername: pixi.user,
      Passwort: pixi.password,
    });
    await page.getByTestId('save').click();
    await page.getByTestId('connection-pixi').getByTestId('test-passed').waitFor();

    await goOn(page);
    const [host = '', port = ''] = sandbox.urls.smtp.split(':');
    await page.getByLabel('Sicherheit', { exact: true }).selectOption('none');
    await fill(page, {
      Server: host,
      Port: port,
      Benutzername: smtp.user,
      Passwort: smtp.password,
      Absender: 'abgleich@laden.example',
      Empfänger: 'buero@laden.example',
    });
    await page.getByTestId('save').click();
    await page.getByTestId('saved').waitFor();
    await page.getByTestId('test-mail').click();
    await page.getByTestId('test-accepted').waitFor();

    await goOn(page);
    await page.getByTestId('start-trial').click();
    await page.getByTestId('start-trial-confirm').click();
    await page.getByTestId('booking-state').getByText('Testzeitraum').first().waitFor();

    await goOn(page);
    await page.getByTestId('empty').getByTestId('new-configuration').click();
    await page.getByTestId('choices').getByRole('link').first().click();
    await page.getByTestId('choice-DEM').getByRole('link').click();
    await page.getByTestId('choice-C').getByRole('link').click();
    for (const [path, value] of [
      ['bookingCodeInvoice', 'RPZ'],
      ['bookingCodeReturn', 'GPZ'],
      ['publicKey', unzer.publicKey],
      ['privateKey', unzer.privateKey],
    ] as const)
      await page.locator(`input[name="${path}"]`).fill(value);
    await page.getByTestId('setting-active').locator('label', { hasText: 'Aus' }).click();
    await page.getByTestId('save').click();
    await page.getByTestId('save-ask-yes').click();
    await page.getByTestId('saved').filter({ hasText: 'Unzer hat die Schlüssel' }).waitFor();

    await page.getByRole('link', { name: 'Einrichtung prüfen' }).first().click();
    await page.getByTestId('run-check').click();
    const card = page.getByTestId('setup-DEM-C');
    await card.locator('summary').click();
    for (const right of [
      'access',
      'procedures',
      'shop',
      'hold',
      'keys',
      'mail-account',
      'app-booking',
    ])
      await card.getByTestId(`${right}-ok`).waitFor();
    expect(await page.getByTestId('first-steps').count()).toBe(0);

    const { control } = sandbox;
    const { orderNr } = await control.checkout({ paymentCode: 'C' });
    await until('released', async () => (await control.order(orderNr)).status === 'OPEN');
    await control.ship(orderNr);
    await until('settled', async () =>
      (await control.order(orderNr)).invoices.every((invoice) => invoice.settled),
    );
    await page.goto(`/auftraege?q=${orderNr}`);
    await page.getByTestId(`order-${orderNr}`).filter({ hasText: 'gebucht' }).waitFor();
    expect((await control.truth()).violations).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
