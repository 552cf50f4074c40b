import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sandboxSeed } from '@abgleich/sandbox';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PortalClient } from './testing/portal-client.js';
import { Product, until } from './testing/product.js';
import { released, settled } from './testing/story.js';

type Hook = { id: string; url: string; event: string };
/** The events the product wants to hear of. */
const WANTED = ['authorize', 'charge', 'chargeback', 'payment'];
const FOREIGN = 'http://127.0.0.1:9/shop/webhook';
/** Within this a webhook has done its work many times over, and no poll of the second start has come. */
const SOON_MS = 15_000;
/** Between two pages of a poll on a busy machine. */
const PAGE_MS = 1_000;
/** Nothing is polled after the first look. */
const NO_POLLS = { ABGLEICH_POLL_SECONDS: '3600' };
const PENDING = { outcome: 'pending', unzerType: 'paypal', paymentCode: 'W' };

let product: Product;
let portal: PortalClient;
beforeAll(async () => {
  product = await Product.start();
  portal = await PortalClient.signIn(product.ready);
});
afterAll(() => product.remove());

async function unzer(method: string, path: string, body?: object): Promise<Hook[]> {
  const basic = Buffer.from(`${sandboxSeed.unzer.privateKey}:`).toString('base64');
  const answer = await fetch(`${product.ready.unzer}/v1${path}`, {
    method,
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { events = [] } = (await answer.json()) as { events?: Hook[] }; // the sandbox's contract
  return events;
}
const hooks = () => unzer('GET', '/webhooks');
const own = async () =>
  (await hooks()).filter(({ url }) => url.startsWith(`${product.ready.portal}/hooks/unzer/`));
const registered = () =>
  until('all webhooks registered', async () => {
    const found = await own();
    return (
      found
        .map(({ event }) => event)
        .sort()
        .join() === WANTED.join() && found
    );
  });
/** Plays Unzer, or somebody who would like to be. */
const post = (url: string, body: string) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
const notification = (rest: object) =>
  JSON.stringify({ event: 'payment.completed', publicKey: sandboxSeed.unzer.publicKey, ...rest });
const polls = async (since: string) =>
  (await product.control.calls(`?target=pixi&since=${since}`)).filter(
    ({ name }) => name === 'pixiPayGetOrdersToAuthorize',
  );
async function isOpen(orderNr: number): Promise<boolean> {
  const { status, locked } = await product.control.order(orderNr);
  return status === 'OPEN' && !locked;
}
/** Checks out and waits until the product has seen that the payment is not finished. */
async function waiting(): Promise<{ orderNr: number; paymentId: string }> {
  const { orderNr, paymentId } = await product.control.checkout(PENDING);
  await until('seen', async () => (await portal.order(orderNr))?.order.state === 'waiting');
  return { orderNr, paymentId: paymentId ?? '' };
}
async function restart(env: Record<string, string> = {}): Promise<void> {
  await product.stop();
  product = await product.again({ env });
  portal = await PortalClient.signIn(product.ready);
}

describe('The product and the webhooks of Unzer', () => {
  it('registers its own address for the key pair by itself', async () => {
    const found = await registered();
    expect(new Set(found.map(({ url }) => url)).size).toBe(1);
  });

  it("puts right at the next start what others have deleted, drops its old address, and leaves the shop's alone", async () => {
    const [first] = await registered();
    await unzer('POST', '/webhooks', { url: FOREIGN, event: 'all' });
    const outdated = `${product.ready.portal}/hooks/unzer/of-long-ago`;
    await unzer('POST', '/webhooks', { url: outdated, event: 'payment' });
    await unzer('DELETE', `/webhooks/${first?.id}`);
    await restart();
    await until('right again', async () => (await own()).length === WANTED.length);
    expect((await registered()).map(({ url }) => url)).not.toContain(outdated);
    expect((await hooks()).filter(({ url }) => url === FOREIGN)).toHaveLength(1);
  });

  it('costs no calls for what the product did itself', async () => {
    const silent = await callsOfCleanOrder(true);
    const told = await callsOfCleanOrder(false);
    expect(Object.keys(silent).length).toBeGreaterThan(3);
    expect(told).toEqual(silent);
  });

  it('reaches the same end by polling when every notification is lost', async () => {
    const { orderNr, paymentId } = await waiting();
    await product.control.fault({ target: 'webhook', kind: 'drop', probability: 1, times: 1000 });
    await product.control.finish(paymentId, 'authorized');
    await until('released', () => isOpen(orderNr));
    await product.control.clearFaults();
  });

  it('releases at once, without a poll, when a payment is finished, also when notifications come twice or in another order', async () => {
    const orders = { plain: await waiting(), duplicate: await waiting(), reorder: await waiting() };
    const unpaid = await waiting();
    const charged = await released(product, { paymentCode: 'S' });
    const restarted = new Date().toISOString();
    await restart(NO_POLLS);
    await until('the end of its only poll, which asks for one page after the other', async () => {
      const { length } = await polls(restarted);
      await new Promise((resolve) => setTimeout(resolve, PAGE_MS));
      return length > 0 && (await polls(restarted)).length === length;
    });
    const [hook] = await registered();
    await forgeries(hook?.url ?? '', unpaid);
    const since = new Date().toISOString();
    for (const [kind, { orderNr, paymentId }] of Object.entries(orders)) {
      if (kind !== 'plain') await product.control.fault({ target: 'webhook', kind, times: 10 });
      await product.control.finish(paymentId, 'authorized');
      await until(`released (${kind})`, () => isOpen(orderNr), SOON_MS);
      await product.control.clearFaults();
    }
    expect(await polls(since)).toEqual([]);
    expect(await isOpen(unpaid.orderNr)).toBe(false);
    await chargeback(charged);
  });

  it('writes down what it heard, but never its address', async () => {
    const log = await readFile(join(product.dataDir, 'abgleich.log'), 'utf8');
    expect(log).toContain('notification of Unzer');
    const [hook] = await registered();
    expect(log).not.toContain(hook?.url.split('/').at(-1));
  });

  it('ends with both ledgers in agreement', async () => {
    expect((await product.control.truth()).violations).toEqual([]);
  });
});

/** Asked when the poll for changes meets an order between its shipment and its settlement: chance, whatever notifications say. */
const BY_CHANCE = 'pixiGetOrderline';

/** What a clean Standard order takes of pixi and Unzer from checkout to settlement, list calls aside; with or without webhooks. */
async function callsOfCleanOrder(dropped: boolean): Promise<Record<string, number>> {
  if (dropped) await product.control.fault({ target: 'webhook', kind: 'drop' });
  const { orderNr, paymentId } = await released(product, { paymentCode: 'S' });
  await product.control.ship(orderNr);
  await settled(product, orderNr);
  const own = async () =>
    (await product.control.calls()).filter(
      (one) => one.target !== 'webhook' && (one.orderNr === orderNr || one.paymentId === paymentId),
    );
  // The last comment of the order comes last, and a look that a notification asked for would follow at once.
  await until('both comments', async () => {
    const { comments } = await product.control.order(orderNr);
    return comments.length >= 2;
  });
  await until('a few polls later', async () => {
    const { orderNr: other } = await released(product, { paymentCode: 'C' });
    return other > orderNr;
  });
  await product.control.clearFaults();
  const counts: Record<string, number> = {};
  for (const { target, name } of await own()) {
    if (name === BY_CHANCE) continue;
    const call = `${target} ${name.replace(/[sp]-[a-z]+-[a-z0-9]+/g, '{id}')}`;
    counts[call] = (counts[call] ?? 0) + 1;
  }
  return counts;
}

/** What strangers and broken senders may send: it is answered, and nothing happens to the order whose payment is open. */
async function forgeries(
  url: string,
  { orderNr, paymentId }: { orderNr: number; paymentId: string },
): Promise<void> {
  const thief = await startThief();
  const bodies = [
    notification({ paymentId, retrieveUrl: `${thief.url}/v1/payments/${paymentId}` }),
    notification({ retrieveUrl: `${thief.url}/v1/payments/${paymentId}/charges/s-chg-1` }),
    notification({ paymentId: 's-pay-4040404' }),
    notification({ paymentId, publicKey: 's-pub-nobody' }),
    notification({ paymentId: "s-pay-1'; drop table journal.orders; --" }),
    '{"event":',
    '',
  ];
  const told = await Promise.all(bodies.map(async (body) => answerOf(await post(url, body))));
  expect(new Set(told)).toEqual(new Set(['200: ']));
  expect((await post(url, 'x'.repeat(70_000))).status).toBe(413);
  expect((await post(`${url}x`, bodies[0] ?? '')).status).toBe(404);
  expect((await fetch(url)).status).toBe(405);
  await until('looked at', async () => {
    const calls = await product.control.calls('?target=unzer');
    return calls.some((one) => one.paymentId === paymentId);
  });
  expect((await product.control.order(orderNr)).status).toBe('HOLD');
  expect(thief.visits()).toBe(0);
  thief.stop();
}

const answerOf = async (answer: Response): Promise<string> =>
  `${answer.status}: ${await answer.text()}`;

/** Listens where a forged `retrieveUrl` points to: whoever came there would bring a merchant's private key along. */
async function startThief() {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, visits: () => visits, stop: () => server.close() };
}

async function chargeback({ orderNr, paymentId }: { orderNr: number; paymentId: string | null }) {
  const answer = await fetch(
    `${product.ready.control}/unzer/payments/${paymentId ?? ''}/chargeback`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    },
  );
  expect(answer.status).toBe(200);
  await until(
    'the chargeback shows as a problem',
    async () =>
      (await portal.order(orderNr))?.problems.some(
        ({ code, resolvedAt }) => resolvedAt === null && code.endsWith('charged-back'),
      ),
    SOON_MS,
  );
}
