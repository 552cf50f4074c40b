// npm run screenshots [-- --to DIR --dark --english --width N]: takes the pictures of docs/images (or DIR) from the running product with its
// demo traffic, in a data directory of its own. The options are for looking at what is not in the docs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ROOT, buildWhatChanged, installWhatIsMissing, pinnedNode, say } from './bootstrap.mjs';

installWhatIsMissing();
buildWhatChanged();
const { chromium } = await import('playwright-core');
const { chromiumPath } = await import('./test-suites.mjs');

const { values: wanted } = parseArgs({
  options: {
    to: { type: 'string', default: join(ROOT, 'docs', 'images') },
    dark: { type: 'boolean', default: false },
    english: { type: 'boolean', default: false },
    width: { type: 'string', default: '1280' },
  },
});
const SIZE = { width: Number(wanted.width), height: 800 };
/** A picture in a README that loads slowly is not looked at. */
const BYTES_MAX = 200_000;
/** Slow machines need a while from the first demo order to the first settled one. */
const LIVES_WITHIN_MS = 240_000;
const LOOK_EVERY_MS = 1_000;
/** The list is worth a picture from here on. */
const SETTLED_MIN = 5;
const ORDERS_MIN = 14;
const PORTS = 10;
const BROWSER_WORDS = [
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** As a user starts it, only with shorter waits; the night is no reason to have no pictures. */
const QUICK = {
  ABGLEICH_POLL_SECONDS: '2',
  ABGLEICH_PIXI_RATE: '0',
  ABGLEICH_QUIET_WINDOW: 'off',
};
/** Orders that must be in the pictures whatever the demo's chance brings: one that needs a person, one that waits. */
const CAST = {
  problem: {
    shopId: 'DEM',
    paymentCode: 'C',
    unzerType: 'card',
    outcome: 'authorized',
    lines: [
      { itemNr: 'WO-4001', qty: 1, price: '119.00' },
      { itemNr: 'KU-2001', qty: 1, price: '42.90' },
    ],
    shipCost: '4.90',
    paymentAmount: '119.00',
  },
  waiting: {
    shopId: 'DEM',
    paymentCode: 'W',
    unzerType: 'paypal',
    outcome: 'pending',
    lines: [{ itemNr: 'GT-1002', qty: 2, price: '27.50' }],
    shipCost: '4.90',
  },
};

const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-pictures-'));
const product = await startProduct();
let browser = null;
try {
  const { ready } = product;
  browser = await chromium.launch({
    executablePath: chromiumPath() ?? undefined,
    args: BROWSER_WORDS,
  });
  const page = await openPage(browser);
  await page.goto(ready.portal);
  await page.getByTestId('sign-in').waitFor();
  await take(page, 'sign-in');
  await signIn(page, ready.login);
  const settled = await untilTheDemoLives(page);
  const cast = await play(ready.control);
  await untilListed(page, cast);
  await page.goto(`${ready.portal}/auftraege`);
  await page.getByTestId(`order-${cast.problem}`).waitFor();
  await take(page, 'orders');
  await openOrder(page, ready.portal, settled);
  await take(page, 'order');
  await openOrder(page, ready.portal, { ...settled, orderNumber: cast.problem });
  await take(page, 'order-problem');
  await page.goto(ready.errorPage);
  await page.getByTestId('open-problems').waitFor();
  await take(page, 'error-page');
} finally {
  await browser?.close();
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function startProduct() {
  const words = ['--json', '--data-dir', dataDir, '--port-base', String(await freePortBase())];
  const child = spawn(pinnedNode(), [join(ROOT, 'apps/standalone/dist/main.js'), ...words], {
    env: { ...process.env, ...QUICK },
    stdio: ['ignore', 'pipe', 2],
  });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The product ended before it was ready.'))),
  ]);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ready: JSON.parse(line), stop };
}

/** A base with ten free ports; asks the system for a port rather than guessing one that everybody guesses. */
async function freePortBase() {
  for (;;) {
    const base = await withServer(0, (port) => port);
    const above = Array.from({ length: PORTS }, (_unused, index) => base + index);
    const taken = await Promise.all(above.map((port) => withServer(port, () => false)));
    if (base + PORTS < 65_536 && !taken.includes(true)) return base;
  }
}

/** What `use` says of the port while it is ours; `true` when it belongs to somebody else. */
async function withServer(port, use) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return use(server.address().port);
  } catch {
    return true;
  } finally {
    server.close();
  }
}

async function openPage(opened) {
  const context = await opened.newContext({
    viewport: SIZE,
    locale: wanted.english ? 'en-GB' : 'de-DE',
    timezoneId: 'Europe/Berlin',
    colorScheme: wanted.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

async function signIn(page, { email, password }) {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByTestId('sign-in').click();
  await page.waitForURL('**/auftraege');
}

/** Plays the shop for the orders that must be in the pictures; gives their numbers in pixi. */
async function play(control) {
  const numbers = {};
  for (const [part, checkout] of Object.entries(CAST)) {
    const answer = await fetch(`${control}/shop/checkout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(checkout),
    });
    if (!answer.ok) throw new Error(`The sandbox refused ${part}: ${await answer.text()}`);
    numbers[part] = String((await answer.json()).orderNr);
  }
  return numbers;
}

/** Waits until the list is worth a picture, and gives an order that went all the way: authorised, charged when it shipped, booked. */
async function untilTheDemoLives(page) {
  const orders = await untilOrders(page, (all) => {
    const settled = all.filter(({ state }) => state === 'settled');
    return all.length >= ORDERS_MIN && settled.length >= SETTLED_MIN;
  });
  const settled = orders.filter(({ state }) => state === 'settled');
  return settled.find(({ paymentCode }) => paymentCode === 'C') ?? settled[0];
}

async function untilListed(page, cast) {
  await untilOrders(page, (all) => {
    const marked = all.filter(({ problem }) => problem).map(({ orderNumber }) => orderNumber);
    return Object.values(cast).every((orderNumber) => marked.includes(orderNumber));
  });
}

/** The orders as the portal lists them, as soon as `enough` says so. */
async function untilOrders(page, enough) {
  const deadline = performance.now() + LIVES_WITHIN_MS;
  while (performance.now() < deadline) {
    const answer = await page.request.get(new URL('/api/orders?limit=100', page.url()).href);
    const { orders } = await answer.json();
    if (enough(orders)) return orders;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`The demo had too little to show after ${LIVES_WITHIN_MS / 1_000} s.`);
}

async function openOrder(page, portal, { connectionId, orderNumber }) {
  await page.goto(`${portal}/auftraege/${connectionId}/${orderNumber}`);
  await page.getByTestId('timeline-decision').first().waitFor();
}

async function take(page, name) {
  const path = join(wanted.to, `${name}.png`);
  await mkdir(wanted.to, { recursive: true });
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => true)');
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(path);
  if (size > BYTES_MAX) throw new Error(`${path} has ${size} bytes, more than ${BYTES_MAX}.`);
  say(`${path}: ${Math.round(size / 1_000)} kB`);
}
