// npm run screenshots [-- --to DIR --only NAME,NAME --dark --width N]: takes a picture of every page of the portal in German and English,
// from the running product with its demo traffic, in a data directory of its own: docs/handbuch/images/de and en (or DIR/de and en), and
// those of docs/images. The options are for looking at what is not in the docs.
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, buildWhatChanged, installWhatIsMissing, say } from './bootstrap.mjs';
import { playDemo, startProduct } from './screenshots/demo.mjs';
import { PICTURES } from './screenshots/pages.mjs';

installWhatIsMissing();
buildWhatChanged();
const { chromium } = await import('playwright-core');
const { chromiumPath } = await import('./test-suites.mjs');

const MANUAL = join(ROOT, 'docs', 'handbuch', 'images');
const { values: wanted } = parseArgs({
  options: {
    to: { type: 'string', default: MANUAL },
    only: { type: 'string', default: '' },
    dark: { type: 'boolean', default: false },
    width: { type: 'string', default: '1280' },
  },
});
const LOCALES = { de: 'de-DE', en: 'en-GB' };
/** Long pages are shown from their top on: more than this nobody looks at in a manual. */
const HEIGHT = { min: 720, max: 900 };
/** A picture that loads slowly is not looked at. */
const BYTES_MAX = 220_000;
/** The pictures that the first page and the documentation for developers show. */
const DOCS_IMAGES = ['sign-in', 'orders', 'order', 'order-problem', 'error-page'];
const BROWSER_WORDS = [
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const only = wanted.only.split(',').filter(Boolean);
const unknown = only.filter((name) => !PICTURES.some((picture) => picture.name === name));
if (unknown.length > 0) throw new Error(`There is no page called ${unknown.join(', ')}.`);
const pictures = PICTURES.filter(({ name }) => only.length === 0 || only.includes(name));

const browser = await chromium.launch({
  executablePath: chromiumPath() ?? undefined,
  args: BROWSER_WORDS,
});
try {
  await ofTheDemo(pictures.filter(({ who }) => who !== 'founder'));
  await ofTheFirstStart(pictures.filter(({ who }) => who === 'founder'));
} finally {
  await browser.close();
}
if (wanted.to === MANUAL) {
  for (const name of DOCS_IMAGES.filter((one) => pictures.some((picture) => picture.name === one)))
    await copyFile(join(MANUAL, 'de', `${name}.png`), join(ROOT, 'docs', 'images', `${name}.png`));
}

/** Pictures of an installation that is at work. */
async function ofTheDemo(wantedPictures) {
  if (wantedPictures.length === 0) return;
  await withProduct({}, async (ready) => {
    const { page, state } = await signIn(ready);
    const stage = { ...ready, ...(await playDemo(page, ready)) };
    for (const language of Object.keys(LOCALES))
      for (const picture of wantedPictures) await take({ picture, language, stage, state });
    await page.context().close();
  });
}

/** Pictures of an installation that nobody can sign in to yet. */
async function ofTheFirstStart(wantedPictures) {
  if (wantedPictures.length === 0) return;
  const env = { ABGLEICH_SECRET_KEYS: `pictures:${randomBytes(32).toString('base64')}` };
  await withProduct({ words: ['--no-sandbox'], env }, async (ready) => {
    for (const language of Object.keys(LOCALES))
      for (const picture of wantedPictures) await take({ picture, language, stage: ready });
  });
}

/** Runs the product for as long as `use` takes, in a data directory that is gone afterwards. */
async function withProduct(options, use) {
  const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-pictures-'));
  const product = await startProduct(dataDir, options);
  try {
    await use(product.ready);
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function openPage(language, storageState) {
  const context = await browser.newContext({
    viewport: { width: Number(wanted.width), height: HEIGHT.min },
    locale: LOCALES[language],
    timezoneId: 'Europe/Berlin',
    colorScheme: wanted.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(storageState && { storageState }),
  });
  return context.newPage();
}

/** Signs in once; the other visits come back with what the browser keeps, in the language of the picture. */
async function signIn({ portal, login: { email, password } }) {
  const page = await openPage('de');
  await page.goto(portal);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByTestId('sign-in').click();
  await page.waitForURL(({ pathname }) => pathname !== '/' && pathname !== '/anmelden');
  return { page, state: await page.context().storageState() };
}

async function take({ picture, language, stage, state }) {
  const page = await openPage(language, picture.who === 'member' ? state : undefined);
  await page.goto(stage.portal + (await picture.path(stage)));
  await untilCalm(page);
  await picture.ready?.(page);
  await picture.before?.(page);
  await untilCalm(page);
  await fit(page);
  const path = join(wanted.to, language, `${picture.name}.png`);
  await mkdir(join(wanted.to, language), { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  await page.context().close();
  const { size } = await stat(path);
  if (size > BYTES_MAX) throw new Error(`${path} has ${size} bytes, more than ${BYTES_MAX}.`);
  say(`${path}: ${Math.round(size / 1_000)} kB`);
}

/** The heading is there, nothing is loading any more, and the letters are the right ones. */
async function untilCalm(page) {
  await page.locator('h1').first().waitFor();
  const loading = page.locator('.mantine-Loader-root, .mantine-Skeleton-root, [aria-busy=true]');
  await loading.first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => true)');
}

/** As high as the page, within reason. */
async function fit(page) {
  const whole = await page.evaluate('document.documentElement.scrollHeight');
  const height = Math.min(HEIGHT.max, Math.max(HEIGHT.min, whole));
  await page.setViewportSize({ width: Number(wanted.width), height });
}
