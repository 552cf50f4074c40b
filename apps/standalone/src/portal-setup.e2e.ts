import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '@abgleich/sandbox';
import type { Page } from 'playwright-core';
import { accessTo } from './testing/back-door.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { FEW_POLLS, Product, until } from './testing/product.js';

const { database, user, password } = sandboxSeed.pixi;

let product: Product;
let browser: PortalBrowser;
beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  browser = await PortalBrowser.launch(product.ready.portal);
});
afterEach(async () => {
  await browser.closePages();
  await product.control.dialect({});
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function open(path: string): Promise<Page> {
  const page = await browser.member(product.ready.login);
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function fillConnection(page: Page, change: Record<string, string> = {}): Promise<void> {
  await page.getByTestId('add-connection').click();
  const values = {
    Bezeichnung: 'pixi Test',
    Adresse: product.ready.pixi,
    Datenbank: database,
    Benutzername: user,
    Passwort: password,
    ...change,
  };
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
  await page.getByTestId('save').click();
}

describe('The pixi connections', () => {
  it('tell of missing calls by what they are needed for, with a text for pixi support', async () => {
    await product.control.dialect({ missingProcedures: ['pixiGetOrderline', 'pixiGetAddress'] });
    const page = await open('/pixi-api');
    await page.getByTestId('test-connection').click();
    const lacking = page.getByTestId('test-lacking');
    await lacking.waitFor();
    const text = await lacking.innerText();
    expect(text).toContain('2 Aufrufe sind nicht freigeschaltet');
    expect(text).toContain('Positionen eines Auftrags lesen');
    expect(text).toContain(`API-Benutzer ${user}`);
    await product.control.dialect({});
    await page.getByTestId('test-connection').click();
    await page.getByTestId('test-passed').waitFor();
  });

  it('are saved with a wrong password only after a clear choice, and there are no more than two', async () => {
    const page = await open('/pixi-api');
    await fillConnection(page, { Passwort: 'not the password' });
    await page.getByTestId('test-failed-login-refused').waitFor();
    await page.getByTestId('not-saved').waitFor();
    await page.getByTestId('save-anyway').click();
    const card = page.getByTestId('connection-pixi Test');
    await card.getByTestId('test-failed-login-refused').waitFor();
    expect(await page.getByTestId('add-connection').count()).toBe(0);
    await card.getByTestId('edit-connection').click();
    expect(await field(page, 'Passwort').inputValue()).toBe('');
    await field(page, 'Passwort').fill(password);
    await page.getByTestId('save').click();
    await page.getByTestId('saved').waitFor();
    await card.getByTestId('test-passed').waitFor();
    expect(await page.content()).not.toContain(password);
  });

  it('say what stops before they are switched off', async () => {
    const page = await open('/pixi-api');
    const card = page.getByTestId('connection-pixi (Sandbox)');
    await card.getByTestId('switch-connection').click();
    const asked = page.getByRole('dialog');
    await asked.waitFor();
    expect(await asked.innerText()).toContain(
      `${sandboxSeed.configurations.length} Konfigurationen hören auf zu arbeiten`,
    );
    await page.getByTestId('switch-connection-confirm').first().click();
    await card.getByText('Ausgeschaltet').waitFor();
    await leftAlone();
    await card.getByTestId('switch-connection').click();
    await card.getByTestId('switch-connection-confirm').click();
    await card.getByText('Aktiv', { exact: true }).waitFor();
  });
});

describe('The mail account', () => {
  it('is complete only when a test mail was accepted, and says in plain words why it was not', async () => {
    const page = await open('/e-mail');
    await page.getByTestId('mail-untested').waitFor();
    await field(page, 'Passwort').fill('not the password');
    await page.getByTestId('save').click();
    await page.getByTestId('saved').waitFor();
    await page.getByTestId('test-mail').click();
    await page.getByTestId('test-mail.login-refused').waitFor();
    await field(page, 'Passwort').fill(sandboxSeed.smtp.password);
    await page.getByTestId('save').click();
    await page.getByTestId('saved').waitFor();
    await page.getByTestId('test-mail').click();
    await page.getByTestId('test-accepted').waitFor();
    await page.getByTestId('mail-accepted').waitFor();
    expect(await page.content()).not.toContain(sandboxSeed.smtp.password);
    expect((await product.control.mails()).at(-1)?.subject).toBe('[Abgleich] Test-Mail');
  });

  it('asks for a login only of a server that wants one', async () => {
    const page = await open('/e-mail');
    const login = page.getByRole('switch');
    await field(page, 'Benutzername').waitFor();
    expect(await login.isChecked()).toBe(true);
    await login.click();
    await field(page, 'Benutzername').waitFor({ state: 'detached' });
    await login.click();
    expect(await field(page, 'Benutzername').inputValue()).toBe(sandboxSeed.smtp.user);
  });

  it('names the field that cannot be saved', async () => {
    const page = await open('/e-mail');
    await field(page, 'Empfänger').fill('a@b.example, c@d.example');
    await page.getByTestId('save').click();
    await page.getByText('Das ist nicht genau eine E-Mail-Adresse').waitFor();
  });
});

describe('The set-up check', () => {
  it('says for each configuration what is right, and what to do about what is not', async () => {
    const page = await open('/einrichtung');
    await page.getByTestId('run-check').click();
    await page.getByTestId('checked-at').filter({ hasText: 'Zuletzt geprüft' }).waitFor();
    const card = page.getByTestId('setup-DEM-C');
    await card.locator('summary').click();
    for (const right of ['access', 'procedures', 'shop', 'hold', 'xml-tag', 'keys'])
      await card.getByTestId(`${right}-ok`).waitFor();
    await card.getByTestId('booking-events-by-hand').waitFor();
    await product.control.dialect({ missingProcedures: ['pixiCreateOrderComment'] });
    await page.getByTestId('run-check').click();
    await card.getByTestId('procedures-wrong').waitFor();
    await card.getByRole('link', { name: 'Zur pixi-Anbindung' }).first().click();
    await page.waitForURL('**/pixi-api');
  });
});

/** No call to pixi for longer than any poll waits. */
const leftAlone = (): Promise<unknown> =>
  until('pixi being left alone', async () => {
    const before = (await product.control.calls('?target=pixi')).length;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return (await product.control.calls('?target=pixi')).length === before;
  });
const OPERATE = fileURLToPath(new URL('../dist/operate-main.js', import.meta.url));
/** What `npm run operate` says, in lines. */
async function operated(...words: readonly string[]): Promise<readonly string[]> {
  const env = { ...process.env, ...(await accessTo(product)) };
  const { stdout } = await promisify(execFile)(process.execPath, [OPERATE, ...words], { env });
  return stdout.trim().split('\n');
}

describe('The booking of the app', () => {
  it('that ended stops all work, says so on every page, and is taken up again by ordering', async () => {
    const [first = ''] = await operated('bookings');
    const id = first.split(' ')[0] ?? '';
    expect(await operated('end-booking', id)).toEqual([`${id}  is ended`]);
    await leftAlone();
    const { orderNr } = await product.control.checkout({ paymentCode: 'C' });
    const page = await open('/auftraege');
    await page.getByTestId('booking-banner').waitFor();
    expect((await product.control.order(orderNr)).status).toBe('HOLD');
    await page.goto('/app-buchen');
    await page.getByTestId('booking-state').getByText('Abgelaufen').first().waitFor();
    await page.getByTestId('order-app').click();
    await page.getByTestId('order-app-confirm').click();
    await page.getByTestId('booking-state').getByText('Gebucht').first().waitFor();
    await until(
      'the order that waited is open',
      async () => (await product.control.order(orderNr)).status === 'OPEN',
    );
  });

  it('ends after it was cancelled, can be taken back, and shows what was charged', async () => {
    const page = await open('/app-buchen');
    await page.getByTestId('cancel-booking').click();
    await page.getByTestId('cancel-booking-confirm').click();
    const order = page.getByTestId('order-app');
    await order.waitFor();
    await order.click();
    expect(await page.getByRole('dialog').innerText()).toMatch(/49,00\s€ im Monat/);
    await page.getByTestId('order-app-confirm').click();
    await page.getByTestId('booking-state').getByText('Gebucht').first().waitFor();
    await page.reload();
    await page.getByTestId('fee-records').getByText('offen').waitFor();
    await page.goto('/auftraege');
    await page.getByTestId('filter-all').waitFor();
    expect(await page.getByTestId('booking-banner').count()).toBe(0);
  });
});

it('The set-up made no browser complain', () => {
  expect(browser.complaints).toEqual([]);
});
