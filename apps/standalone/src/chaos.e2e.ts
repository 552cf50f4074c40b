import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { untilAtRest } from './testing/chaos/rest.js';
import { Chaos } from './testing/chaos/run-chaos.js';
import { PortalClient } from './testing/portal-client.js';
import { Product } from './testing/product.js';

/** `ABGLEICH_CHAOS_ORDERS` and `ABGLEICH_SEED` look further: another number of orders, another seed. */
const ORDERS = Number(process.env['ABGLEICH_CHAOS_ORDERS'] ?? '60');
const SEED = Number(process.env['ABGLEICH_CHAOS_SEED'] ?? '7');
const PATIENCE_MS = 150_000;
const LONG_MS = 600_000;

let product: Product;
beforeAll(async () => {
  product = await Product.start();
});
afterAll(() => product.remove());

describe('Any mix of orders, people and faults', () => {
  it(
    'ends with both ledgers right, and with errors only where somebody meddled',
    async () => {
      const chaos = new Chaos(product.control, {
        seed: SEED,
        orders: ORDERS,
        troubles: 0.12,
        faults: true,
      });
      await chaos.load();
      await chaos.finish(60_000);
      await untilAtRest(chaos, await PortalClient.signIn(product.ready), PATIENCE_MS);
    },
    LONG_MS,
  );
});
