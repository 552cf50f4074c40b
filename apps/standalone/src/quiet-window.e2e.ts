import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_MERCHANT_KEY } from './merchant/demo-merchant.js';
import { parkedEvents, requestRecheck } from './testing/back-door.js';
import { windowAround } from './testing/berlin-window.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import type { CheckedOut } from './testing/control-client.js';
import { Product, until } from './testing/product.js';
import { bookedCents, released, settled } from './testing/story.js';

/** Several ticks of every queue and every kind of look-up. */
const NIGHT_MS = 5_000;
/** The longest a call may take: a window that begins within the next minute is then always too near for one. */
const LONG_CALLS = { ABGLEICH_PIXI_TIMEOUT_SECONDS: '120' };
const NOW = windowAround(-10, 60);
const LATER = windowAround(8 * 60, 9 * 60);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('The quiet window', () => {
  let product: Product;
  let waiting: CheckedOut;
  let shipped: CheckedOut;
  let locked: CheckedOut;
  beforeAll(async () => {
    product = await Product.start();
    shipped = await released(product);
    locked = await product.control.checkout({ kkId: 's-pay-999999' });
    await until('locked', async () => (await product.control.order(locked.orderNr)).locked);
    await product.control.fault({
      target: 'pixi',
      match: 'pixiPaySetAuthorizationStatus',
      kind: 'lost-answer',
      times: 1,
    });
    // Its look-ups fall into the night; each is put off until the window ends.
    await product.control.fault({ target: 'pixi', match: 'pixiGetOrderHeader', kind: 'error-500' });
    const inDoubt = await product.control.checkout();
    await until(
      'in doubt',
      async () => (await product.control.order(inDoubt.orderNr)).status === 'OPEN',
    );
    await product.stop();
  });
  afterAll(() => product.remove());

  /** Everything that could make somebody ask pixi, for a while; answers what arrived there. */
  async function night(): Promise<string[]> {
    const { orderNr } = locked;
    await requestRecheck(product, DEMO_MERCHANT_KEY, [
      String(orderNr),
      String(waiting.orderNr),
      String(shipped.orderNr),
    ]);
    await pause(NIGHT_MS);
    return (await product.control.calls('?target=pixi')).map(({ name }) => name);
  }

  it('lets not one request reach pixi, not even for the WSDL, while orders, invoices, look-ups and clicks wait', async () => {
    product = await product.again({ env: { ABGLEICH_QUIET_WINDOW: NOW } });
    waiting = await product.control.checkout();
    await product.control.ship(shipped.orderNr);
    expect(await night()).toEqual([]);
    const order = await product.control.order(waiting.orderNr);
    expect(order).toMatchObject({ status: 'HOLD', locked: false, comments: [] });
    expect((await product.control.order(shipped.orderNr)).invoices).toMatchObject([
      { settled: false },
    ]);
    expect(await parkedEvents(product)).toBe(0);
    await product.stop();
  });

  it('is told in the portal, which asks pixi nothing either', async () => {
    product = await product.again({ env: { ABGLEICH_QUIET_WINDOW: NOW } });
    const browser = await PortalBrowser.launch(product.ready.portal);
    try {
      const page = await browser.member(product.ready.login);
      await page.goto('/uebersicht');
      await page.getByTestId('resting').waitFor();
      await page.goto(`/auftraege?search=${shipped.orderNr}`);
      await page.locator('[data-order-link]').first().click();
      await page.getByTestId('erp-rests').filter({ hasText: 'pixi ruht bis' }).waitFor();
      await page.goto('/pixi-api');
      await page.getByTestId('test-connection').click();
      await page.getByTestId('test-quiet').waitFor();
      expect(await product.control.calls('?target=pixi')).toEqual([]);
      expect(browser.complaints).toEqual([]);
    } finally {
      await browser.close();
    }
    await product.stop();
  });

  it('begins no request that could still be under way when it begins', async () => {
    const soon = windowAround(1, 60); // from the next full minute, however near that is
    product = await product.again({ env: { ...LONG_CALLS, ABGLEICH_QUIET_WINDOW: soon } });
    expect(await night()).toEqual([]);
    expect((await product.control.order(waiting.orderNr)).status).toBe('HOLD');
    await product.stop();
  });

  it('is followed by all that waited: orders, invoices and clicks', async () => {
    product = await product.again({ env: { ABGLEICH_QUIET_WINDOW: LATER } });
    const { control } = product;
    await until('released', async () => (await control.order(waiting.orderNr)).status === 'OPEN');
    await control.ship(waiting.orderNr);
    for (const { orderNr, paymentId } of [shipped, waiting]) {
      expect(bookedCents(await settled(product, orderNr))).toBe(11_900);
      expect((await control.payment(paymentId ?? '')).charged).toBe('119.00');
    }
    await until('the click on the locked order', async () =>
      (await control.calls('?target=pixi')).some(
        (call) => call.name === 'pixiGetOrderHeader' && call.orderNr === locked.orderNr,
      ),
    );
    expect(await parkedEvents(product)).toBe(0);
    expect((await control.truth()).violations).toEqual([]);
  });
});
