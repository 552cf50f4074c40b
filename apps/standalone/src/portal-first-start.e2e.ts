import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lookWithAxe } from './testing/browser/accessibility.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { Product } from './testing/product.js';

const PASSWORD = 'correct horse battery staple';

describe('The first start without a sandbox', () => {
  it('prints a link that creates organisation and admin, once; the next start prints none', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-people-'));
    const env = { ABGLEICH_QUIET_WINDOW: '' }; // the usual one: off is for sandboxes
    const args = ['--no-sandbox'];
    let real = await Product.start({ args, env, dataDir });
    const own = await PortalBrowser.launch(real.ready.portal);
    try {
      const link = real.ready.setUp ?? '';
      expect(link.startsWith(`${real.ready.portal}/einrichten#`)).toBe(true);
      const page = await own.stranger();
      await page.goto(link);
      await page.getByTestId('set-up').click();
      await page.getByText('Geben Sie den Namen Ihres Unternehmens ein').waitFor();
      await page.locator('input[name=organisation]').fill('Mein Laden GmbH');
      await page.locator('input[name=name]').fill('Anna Erste');
      await page.locator('input[name=email]').fill('anna@laden.example');
      await page.locator('input[name=password]').fill(PASSWORD);
      expect((await lookWithAxe(page)).findings).toEqual([]);
      await page.getByTestId('set-up').click();
      await page.waitForURL('**/einrichtung');
      await page.goto('/benutzer');
      await page
        .getByTestId('user-anna@laden.example')
        .filter({ hasText: 'Administrator' })
        .waitFor();

      // No mail account yet: the admin passes the link on.
      await page.locator('input[name=email]').fill('bert@laden.example');
      await page.locator('input[name=name]').fill('Bert Zweiter');
      await page.getByTestId('invite').click();
      const shown = await page.getByTestId('link-shown').locator('code').innerText();
      const colleague = await own.stranger();
      await colleague.goto(shown);
      await colleague.getByTestId('join').waitFor();
      await colleague.goto('/passwort-vergessen');
      await colleague.locator('input[name=email]').fill('anna@laden.example');
      await colleague.getByTestId('ask-reset').click();
      await colleague.getByTestId('reset-asked').filter({ hasText: 'Administrator' }).waitFor();

      const late = await own.stranger();
      await late.goto(link);
      await late.getByTestId('link-wrong').waitFor();
      expect(own.complaints).toEqual([]);
      expect(real.log()).not.toContain(link.split('#')[1]);
      await own.closePages();
      await real.stop();
      real = await real.again({ args, env });
      expect(real.ready.setUp).toBeNull();
    } finally {
      await own.close();
      await real.remove();
    }
  });
});
