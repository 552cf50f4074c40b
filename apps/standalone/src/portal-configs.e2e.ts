import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxSeed } from '@abgleich/sandbox';
import type { Page } from 'playwright-core';
import { enterMerchant, merchantAt } from './testing/back-door.js';
import { faultsInTheDark } from './testing/browser/accessibility.js';
import { PortalBrowser, hear } from './testing/browser/portal-browser.js';
import { FEW_POLLS, Product, until } from './testing/product.js';

const { publicKey, privateKey } = sandboxSeed.unzer;

let product: Product;
let browser: PortalBrowser;
/** A second organisation on the same pixi that has configured nothing yet. */
let empty: PortalBrowser;
const EMPTY = 'empty';
const login = { email: `${EMPTY}@abgleich.example`, password: 'a-long-password' };

beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  const { ready } = product;
  const nothing = { ...merchantAt(EMPTY, ready), configurations: [] };
  [browser, empty] = await Promise.all([
    PortalBrowser.launch(ready.portal),
    PortalBrowser.launch(ready.portal),
    enterMerchant(product, nothing),
  ]);
});
afterEach(async () => {
  await product.control.clearFaults();
  await Promise.all([browser.closePages(), empty.closePages()]);
});
afterAll(async () => {
  await browser?.close();
  await empty?.close();
  await product?.remove();
});

const member = (): Promise<Page> => browser.member(product.ready.login);
const row = (page: Page, shopId: string, code: string) =>
  page.getByTestId(`configuration-${shopId}-${code}`);
const field = (page: Page, path: string) => page.locator(`input[name="${path}"]`);

async function edit(page: Page, code: string): Promise<void> {
  await page.goto('/konfiguration');
  await row(page, 'DEM', code).getByTestId('edit').click();
  await page.getByTestId('setting-active').waitFor();
}
async function save(page: Page): Promise<void> {
  await page.getByTestId('save').click();
  await page.getByTestId('save-ask-yes').click();
}
async function choose(page: Page, choice: string): Promise<void> {
  await page.getByTestId(`choice-${choice}`).getByRole('link').click();
}

describe('A new configuration', () => {
  it('leads from an empty organisation to the first processed order through the pages alone', async () => {
    const page = await empty.member(login);
    const heard = hear(page);
    await page.goto('/konfiguration');
    await page.getByTestId('empty').getByTestId('new-configuration').click();
    await page.getByTestId('choices').getByRole('link').first().click();
    await choose(page, 'DEO');
    await choose(page, 'W');
    await page.getByTestId('setting-xmlTag').waitFor();
    expect(await field(page, 'xmlTag').inputValue()).toBe('UNZERPAYPAL'); // as pixi has it
    await page.reload(); // the step stands in the address
    await page.getByTestId('save').click();
    await page.getByTestId('bar-wrong').filter({ hasText: 'Unzer Private Key' }).waitFor();
    await field(page, 'bookingCodeInvoice').fill('RPZ');
    await field(page, 'bookingCodeReturn').fill('GPZ');
    await field(page, 'publicKey').fill(publicKey);
    await field(page, 'privateKey').fill('s-priv-wrong');
    await page.getByTestId('setting-active').locator('label', { hasText: 'Aus' }).click();
    await save(page);
    await page.getByTestId('save-refused').filter({ hasText: 'abgelehnt' }).waitFor();
    await field(page, 'privateKey').fill(privateKey);
    await save(page);
    await page.getByTestId('saved').filter({ hasText: 'Unzer hat die Schlüssel' }).waitFor();
    const texts = [await page.content(), ...(await heard()).map(({ body }) => body)];
    expect(texts.filter((text) => text.includes(privateKey))).toEqual([]);

    const { control } = product;
    const order = { shopId: 'DEO', paymentCode: 'W', unzerType: 'paypal' };
    const { orderNr, paymentId } = await control.checkout(order);
    await until('the order released', async () => (await control.order(orderNr)).status === 'OPEN');
    expect((await control.payment(paymentId ?? '')).charged).toBe('119.00'); // Standard charges first
    await page.goto(`/auftraege?q=${orderNr}`);
    await page.getByTestId(`order-${orderNr}`).filter({ hasText: 'freigegeben' }).waitFor();
  });

  it('shows what is configured already and does not offer it, also by hand', async () => {
    const page = await member();
    await page.goto('/konfiguration');
    await page.getByTestId('new-configuration').click();
    await page.getByTestId('choices').getByRole('link').first().click();
    await choose(page, 'DEM');
    await page.getByTestId('choice-C').filter({ hasText: 'schon konfiguriert' }).waitFor();
    await page.getByTestId('manual').click();
    await page.getByTestId('manual-id').fill('C');
    await page.getByTestId('manual-next').click();
    await page.getByText('Diese Zahlungsart ist für den Mandanten schon konfiguriert.').waitFor();
    await page.goBack();
    await page.getByTestId('choice-DEO').waitFor();
  });

  it('goes on by hand when pixi does not answer, and says why', async () => {
    const page = await member();
    await page.goto('/konfiguration/neu');
    await product.control.fault({
      target: 'pixi',
      match: 'pixiGetShops',
      kind: 'error-500',
      times: 20,
    });
    await page.getByTestId('choices').getByRole('link').first().click();
    await page
      .getByTestId('erp-unavailable')
      .filter({ hasText: 'pixi kann gerade nicht' })
      .waitFor();
    await page.getByTestId('manual-id').fill('DEX');
    await page.getByTestId('manual-next').click();
    await page.waitForURL(/mandant=DEX/);
    await page.getByTestId('choice-C').waitFor();
  });
});

describe('A saved configuration', () => {
  it('shows the difference and the orders in flight before it is saved, and becomes a new version', async () => {
    const { orderNr } = await product.control.checkout({ paymentCode: 'S' });
    const { control } = product;
    await until('the order released', async () => (await control.order(orderNr)).status === 'OPEN');
    const page = await member();
    await edit(page, 'S');
    await page.getByTestId('in-flight').filter({ hasText: '1 Auftrag' }).waitFor();
    await page.getByTestId('mode-expert').click();
    await field(page, 'policy.toleranceMinor').fill('7');
    await page.getByTestId('save-bar').filter({ hasText: '2 Felder sind geändert' }).waitFor();
    await page.getByTestId('save').click();
    const ask = page.getByTestId('save-ask');
    expect(await ask.getByTestId('diff').innerText()).toMatch(/App-Modus\s+Standard\s+Experten/);
    await ask.getByTestId('in-flight').waitFor();
    await page.getByTestId('save-ask-yes').click();
    await page.getByTestId('saved').filter({ hasText: 'Version 2' }).waitFor();
    await page.getByTestId('save-bar').waitFor({ state: 'detached' });
  });

  it('asks before unsaved changes are left behind', async () => {
    const page = await member();
    await edit(page, 'W');
    await field(page, 'policy.graceHours').fill('48');
    await page.getByRole('link', { name: 'Alle Konfigurationen' }).click();
    await page.getByTestId('leave-no').click();
    expect(await field(page, 'policy.graceHours').inputValue()).toBe('48');
    await page.getByRole('link', { name: 'Alle Konfigurationen' }).click();
    await page.getByTestId('leave-yes').click();
    await row(page, 'DEM', 'W').waitFor();
  });

  it('that somebody else saved meanwhile is shown, and nothing that was entered is lost', async () => {
    const [mine, theirs] = [await member(), await member()];
    await edit(mine, 'I');
    await edit(theirs, 'I');
    await field(theirs, 'policy.graceHours').fill('12');
    await save(theirs);
    await theirs.getByTestId('saved').waitFor();
    await field(mine, 'policy.toleranceMinor').fill('9');
    await save(mine);
    const conflict = mine.getByTestId('conflict');
    await conflict.filter({ hasText: 'Version 2 gespeichert' }).waitFor();
    expect(await conflict.innerText()).toMatch(/24 Stunden\s+12 Stunden/);
    await mine.getByTestId('conflict-keep').click();
    await conflict.waitFor({ state: 'detached' });
    expect(await field(mine, 'policy.toleranceMinor').inputValue()).toBe('9');
    expect(await field(mine, 'policy.graceHours').inputValue()).toBe('12');
    await save(mine);
    await mine.getByTestId('saved').filter({ hasText: 'Version 3' }).waitFor();
  });

  it('can be saved unchecked when Unzer does not answer, after a clear choice', async () => {
    const page = await member();
    await edit(page, 'L');
    await field(page, 'privateKey').fill(`${privateKey}x`);
    await product.control.fault({ target: 'unzer', kind: 'error-500' });
    await save(page);
    await page.getByTestId('save-refused').filter({ hasText: 'antwortet gerade nicht' }).waitFor();
    await page.getByTestId('save-unchecked').click();
    await page.getByTestId('saved').filter({ hasText: 'nicht bei Unzer geprüft' }).waitFor();
  });
});

describe('The history', () => {
  it('names author and time, shows any difference, and restores a version as a new one', async () => {
    const page = await member();
    await edit(page, 'V');
    await field(page, 'xmlTag').fill('ANDERS');
    await save(page);
    await page.getByTestId('saved').filter({ hasText: 'Version 2' }).waitFor();
    await page.getByTestId('tab-history').click();
    await page.getByTestId('version-2').filter({ hasText: 'XML-Tag' }).waitFor();
    expect(await page.getByTestId('compare').innerText()).toMatch(/UNZERPREPAYMENT\s+ANDERS/);
    await page.getByTestId('version-1').getByTestId('restore').click();
    await page.getByTestId('restore-ask-yes').click();
    await page.getByTestId('version-3').filter({ hasText: 'in Kraft' }).waitFor();
    await page.getByTestId('tab-fields').click();
    expect(await field(page, 'xmlTag').inputValue()).toBe('UNZERPREPAYMENT');
  });
});

describe('A copy', () => {
  it('shows the fields of its source and takes the private key over without showing it', async () => {
    const page = await member();
    await page.goto('/konfiguration');
    await row(page, 'DEM', 'P').getByTestId('copy').click();
    await page.getByTestId('copy-hint').waitFor();
    await page.getByTestId('choices').getByRole('link').first().click();
    await choose(page, 'DEO');
    await choose(page, 'P');
    expect(await field(page, 'bookingCodeInvoice').inputValue()).toBe('RPZ');
    expect(await field(page, 'privateKey').inputValue()).toBe('');
    await save(page);
    await page.getByTestId('saved').waitFor();
    await page.goto('/konfiguration');
    await row(page, 'DEO', 'P').filter({ hasText: 'aktiv' }).waitFor();
  });
});

describe('What happens when …?', () => {
  it('follows the form: the mode decides when the money is charged', async () => {
    const page = await member();
    await edit(page, 'C');
    const story = page.getByTestId('preview-story');
    await story.locator('[data-command=release]').waitFor();
    expect(await story.locator('[data-command=capture]').count()).toBe(0); // Experten
    await page.getByTestId('mode-standard').click();
    await story.locator('[data-command=capture]').waitFor();
    await page.getByTestId('preview-situation').selectOption('too-little');
    await story.locator('[data-problem="release.amount-too-low"]').waitFor();
    await field(page, 'policy.toleranceMinor').fill('');
    await story.getByText('noch nicht vollständig').waitFor();
    await field(page, 'policy.toleranceMinor').fill('3');
    await page.getByTestId('preview-situation').selectOption('shipped');
    await story.getByText(/gleicht Rechnung .* Buchungs-Event RPZ/).waitFor();
  });

  it('hints at methods that Unzer retires and on which the mode has no effect', async () => {
    const page = await member();
    await edit(page, 'G');
    await page.getByTestId('hint-deprecated').filter({ hasText: 'Rechnungskauf' }).waitFor();
    await page.getByTestId('hint-mode-without-effect').waitFor();
  });
});

/** What a page shows in such a story only. */
const PAGES: Record<string, (page: Page) => Promise<void>> = {
  'a step': async (page) => {
    await page.goto('/konfiguration/neu');
    await page.getByTestId('choices').getByRole('link').first().click();
    await page.getByTestId('choice-DEM').waitFor();
  },
  'the form': async (page) => {
    await page.goto('/konfiguration');
    await row(page, 'DEM', 'R').getByTestId('edit').click();
    await page.getByTestId('preview-story').waitFor();
    await field(page, 'xmlTag').fill('1 wrong');
    await page.getByTestId('save').click();
    await page.getByTestId('bar-wrong').waitFor();
  },
  'the history': async (page) => {
    await page.goto('/konfiguration');
    await row(page, 'DEM', 'R').getByTestId('history').click();
    await page.getByTestId('version-1').waitFor();
  },
};

describe('The pages of the configurations', () => {
  it.each(Object.entries(PAGES))(
    'are accessible in English, dark, on a phone: %s',
    async (_name, visit) => {
      const page = await browser.member(product.ready.login, { locale: 'en-GB' });
      await visit(page);
      await page.getByTestId('language-en').click();
      expect(await faultsInTheDark(page)).toEqual([]);
    },
  );
});
