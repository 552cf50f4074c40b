import { type OrderDetail, checkStatusAnswer } from '@abgleich/contracts';
import { sandboxSeed } from '@abgleich/sandbox';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { announceSaving } from './testing/back-door.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import { PortalClient } from './testing/portal-client.js';
import { Product, until } from './testing/product.js';
import { released, settled } from './testing/story.js';

/** Checks every second what has been still for three, and everything anew every two; as many calls as that takes. */
const EAGER = {
  ABGLEICH_CHECK_SECONDS: '1',
  ABGLEICH_CHECK_REST_SECONDS: '3',
  ABGLEICH_CHECK_AGAIN_HOURS: '0.0005',
  ABGLEICH_CHECK_CALLS_PER_HOUR: '100000',
};

/** A few polls of a second each. */
const LOOK_AT_OWN_LOCK_MS = 6_000;

let product: Product;
let portal: PortalClient;
let browser: PortalBrowser;
beforeAll(async () => {
  product = await Product.start({ env: EAGER });
  portal = await PortalClient.signIn(product.ready);
  browser = await PortalBrowser.launch(product.ready.portal);
});
afterAll(async () => {
  await browser.close();
  await product.remove();
});

type Problems = OrderDetail['problems'];
const problems = async (orderNr: number): Promise<Problems> =>
  (await portal.order(orderNr))?.problems ?? [];
const open = async (orderNr: number): Promise<Problems> =>
  (await problems(orderNr)).filter(({ resolvedAt }) => resolvedAt === null);
const codes = (found: Problems): readonly string[] => found.map(({ code }) => code);
const told = (orderNr: number, code: string): Promise<Problems[number]> =>
  until(`${code} of order ${orderNr}`, async () =>
    (await problems(orderNr)).find((one) => one.code === code),
  );
const allGone = (orderNr: number): Promise<boolean> =>
  until(`no problem of order ${orderNr}`, async () => (await open(orderNr)).length === 0);
const checks = async () =>
  checkStatusAnswer.parse(await (await portal.call('/api/check-status')).json());

/** An order that was charged, shipped and settled. */
async function sold(): Promise<{ orderNr: number; paymentId: string; invoiceNr: string }> {
  const { orderNr, paymentId } = await released(product);
  await product.control.ship(orderNr);
  const { invoices } = await settled(product, orderNr);
  return { orderNr, paymentId: paymentId ?? '', invoiceNr: invoices[0]?.invoiceNr ?? '' };
}

/** What the merchant's people see at Unzer. */
async function webhooks(method: 'GET' | 'DELETE', path = ''): Promise<{ url: string }[]> {
  const basic = Buffer.from(`${sandboxSeed.unzer.privateKey}:`).toString('base64');
  const answer = await fetch(`${product.ready.unzer}/v1/webhooks${path}`, {
    method,
    headers: { authorization: `Basic ${basic}` },
  });
  return ((await answer.json()) as { events?: { url: string }[] }).events ?? [];
}
const generalCodes = async (): Promise<readonly string[]> =>
  (await portal.orders(0)).general.map(({ code }) => code);

describe('The independent check', () => {
  it('has nothing to say about an order that went well, makes three calls for it and sends nothing', async () => {
    const { orderNr, paymentId } = await sold();
    const countsAfter = (orders: number) =>
      until(`${orders} checks`, async () => {
        const { lastDay } = await checks();
        return lastDay.orders >= orders && lastDay;
      });
    const first = await countsAfter(1);
    const later = await countsAfter(first.orders + 2);
    expect(later.calls - first.calls).toBe(3 * (later.orders - first.orders));
    expect(await problems(orderNr)).toEqual([]);
    expect(await checks()).toMatchObject({ openFindings: 0, lastRun: { faultCode: null } });
    const charges = (await product.control.calls('?target=unzer')).filter(
      (one) => one.paymentId === paymentId && one.name.startsWith('POST'),
    );
    expect(charges).toHaveLength(1);
  });

  it('tells of a refund that somebody made by hand, until its credit note is there', async () => {
    const { orderNr, paymentId } = await sold();
    await product.control.refundByHand(paymentId, '119.00');
    const problem = await told(orderNr, 'checker.refunded-by-others');
    expect(problem).toMatchObject({
      severity: 'error',
      number: 'P801',
      params: { amount: '119.00 EUR' },
    });
    const [line] = (await product.control.order(orderNr)).lines;
    await product.control.return(orderNr, [{ orderlineKey: line?.orderlineKey ?? 0, qty: 1 }]);
    await until(
      'the finding is gone',
      async () => !codes(await open(orderNr)).includes('checker.refunded-by-others'),
    );
    // One cause, one problem: by now the credit note says that it was refunded elsewhere.
    expect(codes(await open(orderNr))).toEqual(['cancel-return.refunded-elsewhere']);
    expect((await product.control.payment(paymentId)).canceled).toBe('119.00');
  });

  it('tells of a booking that somebody deleted, books nothing itself, and is content when it is booked again', async () => {
    const { orderNr, invoiceNr } = await sold();
    await product.control.deleteBooking(orderNr, invoiceNr);
    const problem = await told(orderNr, 'checker.booking-missing');
    expect(problem).toMatchObject({ document: invoiceNr, params: { amount: '119.00 EUR' } });
    expect(codes(await open(orderNr))).toEqual(['checker.booking-missing']);
    expect((await product.control.order(orderNr)).bookings).toEqual([]);
    await product.control.settle(orderNr, invoiceNr);
    await allGone(orderNr);
    expect((await product.control.order(orderNr)).bookings).toHaveLength(1);
  });

  it('tells of webhooks that somebody deleted at Unzer, once, and registers them again', async () => {
    const own = await until('registered', async () => {
      const found = await webhooks('GET');
      return found.length > 0 && found.length;
    });
    await webhooks('DELETE');
    await announceSaving(product, 'demo');
    await until('told', async () =>
      (await generalCodes()).includes('configuration.webhook-removed'),
    );
    expect(await webhooks('GET')).toHaveLength(own);
    await announceSaving(product, 'demo');
    await until(
      'gone',
      async () => !(await generalCodes()).includes('configuration.webhook-removed'),
    );
  });

  it('finds a lock whose cause is gone, has the rules look again, and the order can be shipped', async () => {
    const { orderNr, paymentId } = await product.control.checkout({
      paymentCode: 'V',
      unzerType: 'prepayment',
      outcome: 'pending',
    });
    await told(orderNr, 'release.awaiting-transfer');
    await until('locked', async () => (await product.control.order(orderNr)).locked);
    // The lock is a change of its own, for which the rules look once more; a transfer in that moment they would see themselves.
    await new Promise((resolve) => setTimeout(resolve, LOOK_AT_OWN_LOCK_MS));
    // The transfer arrives, and no webhook tells Abgleich of it.
    await webhooks('DELETE');
    await product.control.receive(paymentId ?? '', '119.00');
    expect(await told(orderNr, 'checker.lock-left-behind')).toMatchObject({ severity: 'notice' });
    await until('unlocked', async () => !(await product.control.order(orderNr)).locked);
    await allGone(orderNr);
  });

  it('says in the portal when it was last made and that nothing is open', async () => {
    const page = await browser.member(product.ready.login, { locale: 'de-DE' });
    await page.goto('/auftraege');
    const line = page.getByTestId('check-line');
    await line.waitFor();
    expect(await line.innerText()).toMatch(
      /^Letzte unabhängige Prüfung: .+ · \d+ Aufträge in 24 Stunden/,
    );
    expect(browser.complaints).toEqual([]);
  });

  it('leaves both ledgers in agreement', async () => {
    expect((await product.control.truth()).violations).toEqual([]);
  });
});
