import { sandboxSeed } from '@abgleich/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lookWithAxe } from './testing/browser/accessibility.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { PortalClient } from './testing/portal-client.js';
import { Product, until } from './testing/product.js';
import { released, settled } from './testing/story.js';

const CHARGE = 'POST /payments/*/charges';
const INVOICES = 'pixiPayGetInvoicesToCapture';
const REFUSED = { target: 'unzer', match: CHARGE, kind: 'business-code', code: 'COR.100.100.303' };

let product: Product;
let portal: PortalClient;
let browser: PortalBrowser;
beforeAll(async () => {
  product = await Product.start();
  portal = await PortalClient.signIn(product.ready);
  browser = await PortalBrowser.launch(product.ready.portal);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await product.remove();
});

type Refused = { readonly orderNr: number; readonly paymentId: string };

/** A Standard order whose charge Unzer refused: locked, with an error. Unzer would take it now. */
async function refusedOrder(): Promise<Refused> {
  await product.control.fault(REFUSED);
  const { orderNr, paymentId } = await product.control.checkout({ paymentCode: 'S' });
  await until('locked with an error', async () => (await open(orderNr)).length > 0);
  await until('open in pixi', async () => {
    const { status, locked } = await product.control.order(orderNr);
    return status === 'OPEN' && locked;
  });
  await product.control.clearFaults();
  return { orderNr, paymentId: paymentId ?? '' };
}
const open = async (orderNr: number) =>
  ((await portal.order(orderNr))?.problems ?? []).filter(({ resolvedAt }) => resolvedAt === null);
const unzerCalls = async ({ paymentId }: Refused, method: 'GET' | 'POST') =>
  (await product.control.calls('?target=unzer')).filter(
    (one) => one.paymentId === paymentId && one.name.startsWith(method),
  ).length;
/** Waits until the queue of invoices was read so many times more. */
async function polls(times: number): Promise<void> {
  const since = new Date().toISOString();
  await until(`${times} polls`, async () => {
    const calls = await product.control.calls(`?target=pixi&since=${since}`);
    return calls.filter(({ name }) => name === INVOICES).length > times;
  });
}
async function pageOf({ orderNr }: Refused, locale = 'de-DE'): Promise<Page> {
  const detail = await portal.order(orderNr);
  const page = await browser.member(product.ready.login, { locale });
  await page.goto(`/auftraege/${detail?.order.connectionId ?? ''}/${orderNr}`);
  await page.getByTestId('recheck').waitFor();
  return page;
}
async function ownWebhook(): Promise<string> {
  const basic = Buffer.from(`${sandboxSeed.unzer.privateKey}:`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  return until('a webhook', async () => {
    const answer = await fetch(`${product.ready.unzer}/v1/webhooks`, { headers });
    return ((await answer.json()) as { events: { url: string }[] }).events[0]?.url;
  });
}

describe('What a person can do about an order', () => {
  it('"Erneut prüfen" tries a refused charge once more, which no webhook does', async () => {
    const order = await refusedOrder();
    const [reads, charges] = [await unzerCalls(order, 'GET'), await unzerCalls(order, 'POST')];
    const { publicKey } = sandboxSeed.unzer;
    const body = JSON.stringify({ event: 'payment.x', publicKey, paymentId: order.paymentId });
    await fetch(await ownWebhook(), { method: 'POST', body });
    await until('looked', async () => (await unzerCalls(order, 'GET')) > reads);
    expect(await unzerCalls(order, 'POST')).toBe(charges);

    const page = await pageOf(order);
    await page.getByTestId('recheck').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain(`Auftrag ${order.orderNr}`);
    expect((await lookWithAxe(page)).findings).toEqual([]);
    await page.getByTestId('recheck-confirm').click();
    await page.getByText('Die Prüfung ist angefordert').waitFor();
    await until('charged and unlocked', async () => {
      const { locked } = await product.control.order(order.orderNr);
      return !locked && (await product.control.payment(order.paymentId)).charged === '119.00';
    });
    await until('no problem left', async () => (await open(order.orderNr)).length === 0);
    expect(await unzerCalls(order, 'POST')).toBe(charges + 1);
  });

  it('"Problem gelöst" asks first, clears the mark and does nothing else', async () => {
    const order = await refusedOrder();
    const [problem] = await open(order.orderNr);
    const charges = await unzerCalls(order, 'POST');
    const page = await pageOf(order);
    const button = page.getByTestId(`resolve-${problem?.code ?? ''}`);
    await button.click();
    await page.keyboard.press('Escape');
    expect(await open(order.orderNr)).toHaveLength(1);
    await button.click();
    const dialog = page.locator('dialog[open]');
    expect(await dialog.innerText()).toContain(`Auftrag ${order.orderNr}`);
    await dialog.getByRole('button', { name: 'Problem gelöst' }).click();
    await page.getByTestId(`problem-${problem?.code ?? ''}`).waitFor({ state: 'detached' });
    expect(await open(order.orderNr)).toEqual([]);
    expect((await product.control.order(order.orderNr)).locked).toBe(true);
    expect(await unzerCalls(order, 'POST')).toBe(charges);
    expect((await lookWithAxe(page)).findings).toEqual([]);
  });

  it('"Problem gelöst" holds although the cause is seen at every poll, until something new happens', async () => {
    await product.control.fault(REFUSED);
    const { orderNr } = await released(product);
    await product.control.ship(orderNr);
    const [problem] = await until('an error', async () => {
      const found = await open(orderNr);
      return found.length > 0 && found;
    });
    const press = async (action: 'recheck' | 'resolve', body = {}): Promise<void> => {
      const detail = await portal.order(orderNr);
      if (detail === null) throw new Error('the order is gone');
      expect(await portal.press(detail, action, body)).toBeLessThan(300);
    };
    await press('resolve', { problemId: problem?.id });
    await polls(3);
    expect(await open(orderNr)).toEqual([]);
    await press('recheck');
    await until('refused once more', async () => (await open(orderNr)).length > 0);
    await product.control.clearFaults();
    await press('recheck');
    await settled(product, orderNr);
    await until('no problem left', async () => (await open(orderNr)).length === 0);
  });

  it('is offered in English to who reads English', async () => {
    const page = await pageOf(await refusedOrder(), 'en-GB');
    await page
      .getByRole('button', { name: /English/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Check again' }).first().waitFor();
    await page.getByRole('button', { name: 'Problem solved' }).first().waitFor();
  });

  it('leaves no complaint in the console and both ledgers in agreement', async () => {
    expect(browser.complaints).toEqual([]);
    expect((await product.control.truth()).violations).toEqual([]);
  });
});
