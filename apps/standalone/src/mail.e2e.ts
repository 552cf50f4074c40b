import { type MailStatusAnswer, mailStatusAnswer, mailTestAnswer } from '@abgleich/contracts';
import { PROBLEM_CATALOG } from '@abgleich/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { lookWithAxe } from './testing/browser/accessibility.js';
import { PortalBrowser } from './testing/browser/portal-browser.js';
import type { Mail } from './testing/control-client.js';
import { Product, until } from './testing/product.js';
import { SignedIn } from './testing/signed-in.js';

const { number: MISSING } = PROBLEM_CATALOG['release.payment-id-missing'];
const { number: UNKNOWN } = PROBLEM_CATALOG['release.payment-unknown'];
const { number: TOO_LOW } = PROBLEM_CATALOG['release.amount-too-low'];
const COLLECT_SECONDS = 3;
/** The first three waves have a mail each; what comes after them is for the digest. */
const WAVES = [60, 60, 60, 120];
const STORM = 300;

/** The orders a mail lists. German and English list the same, so one half is enough. */
const ordersIn = ({ text }: Mail): string[] => {
  const [german = ''] = text.split('-'.repeat(60));
  const lists = german.split('\n').filter((line) => line.startsWith('- '));
  return lists.flatMap((line) =>
    [...line.matchAll(/Auftrag (\d+)/g)].map(([, number = '']) => number),
  );
};

describe('E-mails about errors', () => {
  let product: Product;
  let portal: SignedIn;
  let browser: PortalBrowser;
  beforeAll(async () => {
    const env = { ABGLEICH_MAIL_COLLECT_SECONDS: String(COLLECT_SECONDS) };
    product = await Product.start({ env });
    portal = await SignedIn.to(product);
    browser = await PortalBrowser.launch(product.ready.portal);
  });
  afterEach(() => product.control.clearFaults());
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  const status = async (): Promise<MailStatusAnswer> =>
    mailStatusAnswer.parse(await portal.get('/api/mail-status'));
  const testMail = async () => mailTestAnswer.parse(await portal.post('/api/mail-account/test'));
  const mailsAbout = async (subject: string): Promise<Mail[]> =>
    (await product.control.mails()).filter((mail) => mail.subject.includes(subject));

  it('a bad order arrives as a mail with its number, what to do, and a link that opens it', async () => {
    const { orderNr } = await product.control.checkout({ paymentAmount: '100.00' });
    const mail = await until('the mail', async () => (await mailsAbout(`Auftrag ${orderNr}`))[0]);
    expect(mail.subject).toBe(`[Abgleich] Fehler ${TOO_LOW}: Auftrag ${orderNr}`);
    expect(mail.text).toContain(PROBLEM_CATALOG['release.amount-too-low'].de.todo);
    expect(mail.text).toContain(PROBLEM_CATALOG['release.amount-too-low'].en.todo);
    const link = /https?:\/\/\S+\/auftraege\/\S+/.exec(mail.text)?.[0] ?? '';
    expect(link.startsWith(`${product.ready.portal}/auftraege/`)).toBe(true);
    const path = link.slice(`${product.ready.portal}/auftraege`.length);
    expect(await portal.get(`/api/orders${path}`)).toMatchObject({
      order: { orderNumber: String(orderNr) },
    });
  });

  it('a good order, and one that only gets a notice, arrive as none', async () => {
    const good = await product.control.checkout();
    const waiting = await product.control.checkout({
      outcome: 'pending',
      unzerType: 'paypal',
      paymentCode: 'W',
    });
    const bad = await product.control.checkout({ outcome: 'none' });
    await until('the mail about the bad one', async () => (await mailsAbout(MISSING))[0]);
    const told = (await product.control.mails()).flatMap(ordersIn);
    expect(told).toContain(String(bad.orderNr));
    expect(told).not.toContain(String(good.orderNr));
    expect(told).not.toContain(String(waiting.orderNr));
  });

  it('the mail server down: the mail is kept, the portal says so, and it arrives when the server is back', async () => {
    await product.control.fault({ target: 'smtp', kind: 'error-500' });
    const { orderNr } = await product.control.checkout({ paymentAmount: '80.00' });
    const kept = await until('the portal says what waits', async () => {
      const now = await status();
      return now.lastError !== null && now;
    });
    expect(kept).toMatchObject({ errorsWaiting: 1, lastError: { code: 'mail.busy' } });
    expect(kept.lastError?.de.what).toMatch(/^\S.{10,}\.$/);
    expect(await mailsAbout(`Auftrag ${orderNr}`)).toEqual([]);
    expect(await testMail()).toMatchObject({ accepted: false, fault: { code: 'mail.busy' } });

    const page = await browser.member(product.ready.login);
    await page.goto('/auftraege');
    const notice = page.getByTestId('mail-notice');
    await notice.waitFor();
    expect(await notice.innerText()).toContain(kept.lastError?.de.what);
    expect(await notice.innerText()).toContain(kept.lastError?.number);
    expect((await lookWithAxe(page)).findings).toEqual([]);

    await product.control.clearFaults();
    expect(await testMail()).toMatchObject({ accepted: true });
    await until('the mail', async () => (await mailsAbout(`Auftrag ${orderNr}`))[0], 100_000);
    await until('all quiet', async () => {
      const { account, errorsWaiting, lastError } = await status();
      return account === 'accepted' && errorsWaiting === 0 && lastError === null;
    });
    await page.reload();
    await page.getByTestId(`order-${orderNr}`).waitFor();
    expect(await notice.count()).toBe(0);
  });

  it('a restart loses no mail that waits', async () => {
    await product.control.fault({ target: 'smtp', kind: 'unauthorized', match: 'AUTH' });
    const { orderNr } = await product.control.checkout({ paymentAmount: '90.00' });
    await until(
      'tried in vain',
      async () => (await status()).lastError?.code === 'mail.login-refused',
    );
    await product.kill();
    product = await product.again({
      env: { ABGLEICH_MAIL_COLLECT_SECONDS: String(COLLECT_SECONDS) },
    });
    portal = await SignedIn.to(product);
    await product.control.clearFaults();
    await until('the account works', async () => (await testMail()).accepted);
    await until('the mail', async () => (await mailsAbout(`Auftrag ${orderNr}`))[0], 100_000);
  });

  it(`${STORM} bad orders arrive as three mails and a digest, every order once`, async () => {
    const ours = new Set<string>();
    const mails = () => mailsAbout(UNKNOWN);
    const told = async (): Promise<string[]> => (await mails()).flatMap(ordersIn);
    const digests = async (): Promise<Mail[]> =>
      (await mails()).filter(({ subject }) => subject.includes('Sammelmeldung'));
    for (const wave of WAVES) {
      const orders = Array.from({ length: wave }, (_unused, index) =>
        product.control.checkout({ kkId: `s-pay-88${ours.size + index}` }),
      );
      (await Promise.all(orders)).forEach(({ orderNr }) => ours.add(String(orderNr)));
      await until(
        `all ${ours.size} were told, or the digest has left and the rest waits for the next`,
        async () => {
          const count = (await told()).length;
          if (count === ours.size) return true;
          const { errorsWaiting } = await status();
          return (await digests()).length > 0 && count + errorsWaiting === ours.size;
        },
      );
    }
    const found = await told();
    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((order) => !ours.has(order))).toEqual([]);
    expect(found.length + (await status()).errorsWaiting).toBe(STORM);
    expect(await digests()).toHaveLength(1);
    expect((await mails()).length).toBeLessThanOrEqual(4);
  });

  it('no mail and no log line tells a secret', async () => {
    const { login } = product.ready;
    const said = [JSON.stringify(await product.control.mails()), product.log()];
    for (const text of said) {
      expect(text).not.toContain(login.password);
      expect(text).not.toMatch(/s-priv-/);
    }
  });
});
