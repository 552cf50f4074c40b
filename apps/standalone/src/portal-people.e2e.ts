import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as otpauth from 'otpauth';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsInTheDark, lookWithAxe } from './testing/browser/accessibility.js';
import { PortalBrowser, signIn } from './testing/browser/portal-browser.js';
import { FEW_POLLS, Product, until } from './testing/product.js';

const PHONE = { width: 360, height: 740 };
const PASSWORD = 'correct horse battery staple';
const NEW_PASSWORD = 'quite another passphrase';
const STEP_SECONDS = 30;

let product: Product;
let browser: PortalBrowser;
beforeAll(async () => {
  product = await Product.start({ env: FEW_POLLS });
  browser = await PortalBrowser.launch(product.ready.portal);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** The one-time link in the latest mail to an address, as its reader finds it. */
const linkTo = (email: string, page: string): Promise<string> =>
  until(`a mail to ${email}`, async () => {
    const mails = (await product.control.mails()).filter(({ to }) => to.includes(email));
    return new RegExp(`http\\S+/${page}#\\S+`).exec(mails.at(-1)?.text ?? '')?.[0];
  });

const admin = (options: BrowserContextOptions = {}): Promise<Page> =>
  browser.member(product.ready.login, options);

/** Invites somebody as the admin does, and joins as that person. */
async function joined(email: string, role = 'operations'): Promise<Page> {
  const page = await admin();
  await page.goto('/benutzer');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=name]').fill(`Nina ${role}`);
  await page.locator('select[name=role]').selectOption(role);
  await page.getByTestId('invite').click();
  await page.getByTestId('link-mailed').filter({ hasText: email }).waitFor();
  const colleague = await browser.stranger();
  await colleague.goto(await linkTo(email, 'einladung'));
  await colleague.locator('input[name=password]').fill(PASSWORD);
  await colleague.getByTestId('join').click();
  await colleague.waitForURL('**/uebersicht');
  return colleague;
}

/** What an authenticator app shows; `after`: a code that was used, so a later one is waited for. */
async function codeOf(key: string, after = ''): Promise<string> {
  const totp = new otpauth.TOTP({ secret: otpauth.Secret.fromBase32(key.replaceAll(/\s/g, '')) });
  // The step to come is right as well, so nobody needs to wait half a minute for it.
  const next = (): string => totp.generate({ timestamp: Date.now() + STEP_SECONDS * 1_000 });
  return until('a code that was not used', async () => {
    const code = after === '' ? totp.generate() : next();
    return code !== after && code;
  });
}

/** First step of the sign-in, up to the question for the code. */
async function upToCode(email: string, password = PASSWORD): Promise<Page> {
  const page = await browser.stranger();
  await page.goto('/anmelden');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('send-code').waitFor();
  return page;
}

describe('An invitation', () => {
  it('is mailed by the admin, brings a colleague in with the right role, and works once', async () => {
    const email = 'nina@firma.example';
    const page = await joined(email, 'viewer');
    const link = await linkTo(email, 'einladung');
    expect(await page.getByRole('link', { name: 'Benutzer' }).count()).toBe(0); // not for viewers
    await page.goto('/konto');
    await page.getByTestId('sign-ins').filter({ hasText: 'angemeldet' }).waitFor();

    const late = await browser.stranger();
    await late.goto(link);
    await late.getByTestId('link-wrong').waitFor();
    const boss = await admin();
    await boss.goto('/benutzer');
    const row = boss.getByTestId(`user-${email}`);
    await row.filter({ hasText: 'Nur lesen' }).waitFor();
    expect(await boss.getByTestId('invitations').count()).toBe(0);
  });

  it('for a bad address or a weak password says at the field what is wrong', async () => {
    const page = await admin();
    await page.goto('/benutzer');
    await page.locator('input[name=email]').fill('nobody');
    await page.getByTestId('invite').click();
    await page.getByText('Geben Sie eine E-Mail-Adresse ein').waitFor();
    await page.getByText('Geben Sie den Namen ein').waitFor();
    await page.locator('input[name=email]').fill(product.ready.login.email);
    await page.locator('input[name=name]').fill('Doris Doppelt');
    await page.getByTestId('invite').click();
    await page.getByText('Mit dieser Adresse meldet sich schon jemand an.').waitFor();
    await page.locator('input[name=email]').fill('weak@firma.example');
    await page.locator('input[name=name]').fill('Walter Weak');
    await page.getByTestId('invite').click();
    const colleague = await browser.stranger();
    await colleague.goto(await linkTo('weak@firma.example', 'einladung'));
    await colleague.locator('input[name=password]').fill('Passwort2026!');
    await colleague.getByTestId('join').click();
    await colleague.getByText('wird als eines der ersten geraten').waitFor();
    await page.reload();
    await page.getByTestId('withdraw-weak@firma.example').click();
    await page.getByTestId('withdraw-weak@firma.example-confirm').click();
    await page.getByTestId('outcome').filter({ hasText: 'zurückgezogen' }).waitFor();
    await colleague.reload();
    await colleague.getByTestId('link-wrong').waitFor();
  });
});

describe('The users of the organisation', () => {
  it('get another role and are removed after one question; the last admin stays', async () => {
    const email = 'ole@firma.example';
    const colleague = await joined(email);
    const page = await admin();
    await page.goto('/benutzer');
    const own = page.getByTestId(`user-${product.ready.login.email}`);
    await own.filter({ hasText: 'Letzter Administrator' }).waitFor();
    expect(await own.getByRole('button').count()).toBe(0);
    const row = page.getByTestId(`user-${email}`);
    await row.getByRole('combobox').selectOption('admin');
    await page.getByTestId(`change-role-${email}`).click();
    await page.getByTestId(`change-role-${email}-confirm`).click();
    await page.getByTestId('outcome').filter({ hasText: 'Administrator' }).waitFor();
    await colleague.goto('/benutzer');
    await colleague.getByTestId('users').waitFor();

    await page.getByTestId(`remove-${email}`).click();
    await page.getByTestId(`remove-${email}-confirm`).click();
    await row.waitFor({ state: 'detached' });
    await colleague.reload();
    await colleague.waitForURL('**/anmelden**');
  });
});

describe('A forgotten password', () => {
  it('is replaced with the link from the mail; the old one and all sessions end', async () => {
    const email = 'vera@firma.example';
    const working = await joined(email);
    const page = await browser.stranger();
    await page.goto('/anmelden');
    await page.getByTestId('forgotten').click();
    await page.getByTestId('ask-reset').waitFor(); // the sign-in has a field of the same name
    await page.locator('input[name=email]').fill('nobody@firma.example');
    await page.getByTestId('ask-reset').click();
    const unknown = await page.getByTestId('reset-asked').innerText();
    await page.goto('/passwort-vergessen');
    await page.locator('input[name=email]').fill(email);
    await page.getByTestId('ask-reset').click();
    const known = await page.getByTestId('reset-asked').innerText();
    expect(known.replace(email, '')).toBe(unknown.replace('nobody@firma.example', ''));

    const link = await linkTo(email, 'passwort-neu');
    await page.goto(link);
    await page.locator('input[name=password]').fill(NEW_PASSWORD);
    await page.getByTestId('set-password').click();
    await page.getByTestId('password-set').waitFor();
    await working.reload();
    await working.waitForURL('**/anmelden**');
    await page.goto('/anmelden');
    await signIn(page, { email, password: NEW_PASSWORD });
    await page.goto(link);
    await page.getByTestId('link-wrong').waitFor();
  });

  it('is replaced with a link that the admin sends', async () => {
    const email = 'paul@firma.example';
    await joined(email);
    const page = await admin();
    await page.goto('/benutzer');
    await page.getByTestId(`password-link-${email}`).click();
    await page.getByTestId(`password-link-${email}-confirm`).click();
    await page.getByTestId('link-mailed').waitFor();
    const reader = await browser.stranger();
    await reader.goto(await linkTo(email, 'passwort-neu'));
    await reader.getByTestId('set-password').waitFor();
  });
});

describe('The own account', () => {
  it('changes name, language and password, and says so', async () => {
    const page = await joined('karl@firma.example');
    await page.goto('/konto');
    await page.locator('input[name=name]').fill('Karla Neu');
    await page.getByTestId('save-profile').click();
    await page.getByTestId('outcome').filter({ hasText: 'Gespeichert.' }).waitFor();
    await page.getByRole('button', { name: 'Karla Neu' }).waitFor();
    await page.locator('input[name=current]').fill('not the password');
    await page.locator('input[name=password]').first().fill(NEW_PASSWORD);
    await page.getByTestId('change-password').click();
    await page.getByText('Das jetzige Passwort stimmt nicht.').waitFor();
    await page.locator('input[name=current]').fill(PASSWORD);
    await page.getByTestId('change-password').click();
    await page.getByText('Das Passwort ist geändert.').waitFor();

    await page.getByTestId('language-en').click();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await until('the language is kept', async () => {
      const answer = await page.request.get('/api/session');
      return (await answer.text()).includes('"language":"en"');
    });
    // Somebody else's German browser shows this person English after the sign-in.
    const elsewhere = await browser.stranger();
    await elsewhere.goto('/anmelden');
    await signIn(elsewhere, { email: 'karl@firma.example', password: NEW_PASSWORD });
    await elsewhere.getByRole('heading', { name: 'Orders' }).waitFor();
  });

  it('signs out everywhere: every device is asked to sign in again', async () => {
    const email = 'emma@firma.example';
    const desk = await joined(email);
    const phone = await browser.stranger({ viewport: PHONE });
    await phone.goto('/anmelden');
    await signIn(phone, { email, password: PASSWORD });
    await desk.goto('/konto');
    const sessions = desk.getByTestId('sessions').locator('tbody tr');
    await sessions.nth(1).waitFor();
    expect(await sessions.count()).toBe(2);
    await desk.getByTestId('sign-out-everywhere').click();
    await desk.getByTestId('sign-out-everywhere-confirm').click();
    await desk.waitForURL('**/anmelden**'); // with the way back, when a poll noticed it first
    await phone.reload();
    await phone.waitForURL('**/anmelden**');
  });
});

describe('The second factor', () => {
  it('is switched on with an app, asked for at the sign-in, and a recovery code helps once when the phone is lost', async () => {
    const email = 'sven@firma.example';
    const page = await joined(email);
    await page.goto('/konto');
    const card = page.getByTestId('second-factor');
    await card.locator('input[name=password]').fill(PASSWORD);
    await page.getByTestId('begin-second-factor').click();
    const key = await page.getByTestId('second-factor-key').locator('code').innerText();
    await card.getByRole('img').waitFor();
    expect((await lookWithAxe(page)).findings).toEqual([]);
    const first = await codeOf(key);
    await card.locator('input[name=code]').fill(first);
    await page.getByTestId('confirm-second-factor').click();
    await page.getByTestId('recovery-codes').waitFor();
    const codes = await page.getByTestId('recovery-codes').getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByTestId('codes-kept').click();
    await card.filter({ hasText: 'Noch 10 Wiederherstellungscodes' }).waitFor();

    const entering = await upToCode(email);
    expect((await lookWithAxe(entering)).findings).toEqual([]);
    await entering.locator('input[name=code]').fill(first);
    await entering.getByTestId('send-code').click();
    await entering.getByTestId('code-refused').waitFor(); // used already
    await entering.locator('input[name=code]').fill(await codeOf(key, first));
    await entering.getByTestId('send-code').click();
    await entering.waitForURL('**/uebersicht');

    const lost = await upToCode(email);
    await lost.locator('input[name=code]').fill(codes[0] ?? '');
    await lost.getByTestId('send-code').click();
    await lost.waitForURL('**/uebersicht');
    await lost.goto('/konto');
    await lost
      .getByTestId('second-factor')
      .filter({ hasText: 'Noch 9 Wiederherstellungscodes' })
      .waitFor();
    await lost.getByTestId('sign-ins').filter({ hasText: 'mit Wiederherstellungscode' }).waitFor();
    await lost.getByTestId('second-factor-off').click();
    await lost.getByTestId('second-factor').locator('input[name=password]').fill(PASSWORD);
    await lost
      .getByTestId('second-factor')
      .locator('input[name=code]')
      .fill(codes[1] ?? '');
    await lost.getByTestId('prove').click();
    await lost.getByTestId('second-factor').filter({ hasText: 'Ausgeschaltet' }).waitFor();
    const plain = await browser.stranger();
    await plain.goto('/anmelden');
    await signIn(plain, { email, password: PASSWORD });
  });

  it('is switched off by the admin when phone and recovery codes are lost', async () => {
    const email = 'lena@firma.example';
    const page = await joined(email);
    await page.goto('/konto');
    const card = page.getByTestId('second-factor');
    await card.locator('input[name=password]').fill(PASSWORD);
    await page.getByTestId('begin-second-factor').click();
    const key = await page.getByTestId('second-factor-key').locator('code').innerText();
    await card.locator('input[name=code]').fill(await codeOf(key));
    await page.getByTestId('confirm-second-factor').click();
    await page.getByTestId('recovery-codes').waitFor();
    const boss = await admin();
    await boss.goto('/benutzer');
    await boss.getByTestId(`second-factor-off-${email}`).click();
    await boss.getByTestId(`second-factor-off-${email}-confirm`).click();
    await boss.getByTestId('outcome').filter({ hasText: 'abgeschaltet' }).waitFor();
    const plain = await browser.stranger();
    await plain.goto('/anmelden');
    await signIn(plain, { email, password: PASSWORD });
  });
});

/** What a page shows in such a story only. */
const PAGES: Record<string, (options: BrowserContextOptions) => Promise<Page>> = {
  'an invitation': async (options) => {
    const page = await browser.stranger(options);
    await page.goto(await linkTo('open@firma.example', 'einladung'));
    await page.getByTestId('join').click(); // with what is wrong at the field
    await page.getByRole('textbox').first().waitFor();
    return page;
  },
  'a wrong link': async (options) => {
    const page = await browser.stranger(options);
    await page.goto(`/passwort-neu#${'x'.repeat(43)}`);
    await page.getByTestId('link-wrong').waitFor();
    return page;
  },
};

describe('Pages that a link leads to', () => {
  beforeAll(async () => {
    const page = await admin();
    await page.goto('/benutzer');
    await page.locator('input[name=email]').fill('open@firma.example');
    await page.locator('input[name=name]').fill('Otto Offen');
    await page.getByTestId('invite').click();
    await page.getByTestId('link-mailed').waitFor();
  });

  it.each(Object.entries(PAGES))(
    'is accessible in English, dark, on a phone: %s',
    async (_name, visit) => {
      expect(await faultsInTheDark(await visit({ locale: 'en-GB' }))).toEqual([]);
    },
  );

  it('complained about nothing in all of the above', () => {
    expect(browser.complaints).toEqual([]);
  });
});
