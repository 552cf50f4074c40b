// The running product that the pictures are taken of: as a user starts it, with its demo traffic and a few orders that must be seen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT, pinnedNode } from '../bootstrap.mjs';

/** Slow machines need a while from the first demo order to the first settled one. */
const LIVES_WITHIN_MS = 240_000;
const LOOK_EVERY_MS = 1_000;
/** The list is worth a picture from here on. */
const SETTLED_MIN = 5;
const ORDERS_MIN = 14;
const PORTS = 10;
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

/** Starts the product, with these words besides its own; gives what it says of itself and how to stop it. */
export async function startProduct(dataDir, { words = [], env = QUICK } = {}) {
  const child = spawn(
    pinnedNode(),
    [
      join(ROOT, 'apps/standalone/dist/main.js'),
      ...['--json', '--data-dir', dataDir, '--port-base', String(await freePortBase())],
      ...words,
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 2] },
  );
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

/** Waits until there is something to see; gives the orders that pages are opened for. */
export async function playDemo(page, { portal, control }) {
  const { configurations } = await ask(page, portal, '/api/configurations');
  const settled = await untilTheDemoLives(page, portal);
  const cast = await play(control);
  const orders = await untilOrders(page, portal, (all) => {
    const marked = all.filter(({ problem }) => problem).map(({ orderNumber }) => orderNumber);
    return Object.values(cast).every((orderNumber) => marked.includes(orderNumber));
  });
  return {
    settled,
    problem: orders.find(({ orderNumber }) => orderNumber === cast.problem),
    configurationId: configurations.find(({ paymentCode }) => paymentCode === 'C')?.id,
  };
}

async function ask(page, portal, path) {
  const answer = await page.request.get(new URL(path, portal).href);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}.`);
  return answer.json();
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
async function untilTheDemoLives(page, portal) {
  const orders = await untilOrders(page, portal, (all) => {
    const settled = all.filter(({ state }) => state === 'settled');
    return all.length >= ORDERS_MIN && settled.length >= SETTLED_MIN;
  });
  const settled = orders.filter(({ state }) => state === 'settled');
  return settled.find(({ paymentCode }) => paymentCode === 'C') ?? settled[0];
}

/** The orders as the portal lists them, as soon as `enough` says so. */
async function untilOrders(page, portal, enough) {
  const deadline = performance.now() + LIVES_WITHIN_MS;
  while (performance.now() < deadline) {
    const { orders } = await ask(page, portal, '/api/orders?limit=100');
    if (enough(orders)) return orders;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`The demo had too little to show after ${LIVES_WITHIN_MS / 1_000} s.`);
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
