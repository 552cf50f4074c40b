import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { portalOrders } from './testing/chaos/judge-chaos.js';
import { EffectStory, PLOTS } from './testing/effect-stories.js';
import { PortalClient } from './testing/portal-client.js';
import { Product, until } from './testing/product.js';

/** Every call that changes something on either side, as the sandbox names it. */
const WRITES = [
  ['pixi', 'pixiPaySetAuthorizationStatus'],
  ['pixi', 'pixiSetOrderShippingLock'],
  ['pixi', 'pixiPaySetInvoiceCapture'],
  ['pixi', 'pixiCACreateManualBooking'],
  ['pixi', 'pixiCreateOrderComment'],
  ['unzer', 'POST /payments/*/charges'],
  ['unzer', 'POST /payments/*/charges/*/cancels'],
  ['unzer', 'POST /payments/*/charges/cancels'],
  ['unzer', 'POST /payments/*/authorize/cancels'],
  ['unzer', 'POST /payments/*/shipments'],
] as const;
/** What is done although no usable answer comes, and what is not done: the product cannot tell the one from the other. */
const KINDS = ['lost-answer', 'slow', 'malformed', 'timeout', 'error-500'] as const;
const WEBHOOKS = ['duplicate', 'drop', 'reorder'] as const;
/** Longer than the product waits for an answer in these tests. */
const SLOW_MS = 4_000;
/** Lock and unlock are one call: each is to be hit. */
const TIMES = 2;
const PATIENCE_MS = 110_000;

let product: Product;
let portal: PortalClient;
beforeAll(async () => {
  product = await Product.start();
  portal = await PortalClient.signIn(product.ready);
});
afterEach(() => product.control.clearFaults());
afterAll(() => product.remove());

const patternOf = (match: string): RegExp =>
  new RegExp(`^${match.replaceAll('*', '[^/]*').replace(' /', ' (/v1)?/')}$`);

describe('Every writing call on both sides', () => {
  it.each(KINDS)('%s at each: every effect is made once, and nobody is bothered', async (kind) => {
    const { control } = product;
    const since = new Date().toISOString();
    for (const [target, match] of WRITES)
      await control.fault({ target, match, kind, times: TIMES, delayMs: SLOW_MS });
    for (const webhook of WEBHOOKS)
      await control.fault({ target: 'webhook', kind: webhook, probability: 0.2 });
    const stories = await Promise.all(PLOTS.map((plot) => EffectStory.begin(control, plot)));
    await until(
      'every order at its end',
      async () => {
        for (const story of stories) await story.advance(control);
        return stories.every(({ isOver }) => isOver);
      },
      PATIENCE_MS,
    );
    await until('nobody bothered', async () => {
      const rows = await portalOrders(portal);
      return stories.every(({ order }) => rows.get(String(order.orderNr))?.problem === null);
    });
    for (const story of stories)
      expect([story.plot.name, await story.moved(control)]).toEqual([
        story.plot.name,
        story.plot.end,
      ]);
    expect((await control.truthAtRest()).violations).toEqual([]);
    const names = (await control.calls(`?since=${since}`)).map(({ name }) => name);
    const unused = WRITES.filter(([, match]) => !names.some((name) => patternOf(match).test(name)));
    expect(unused).toEqual([]);
  });
});
