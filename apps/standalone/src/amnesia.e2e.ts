import { afterAll, beforeAll, describe, it } from '@jest/globals';
import {
  type OtherSandbox,
  enterMerchant,
  merchantAt,
  startOtherSandbox,
} from './testing/back-door.js';
import { Backups } from './testing/backups.js';
import { untilAtRest } from './testing/chaos/rest.js';
import { Chaos } from './testing/chaos/run-chaos.js';
import { PortalClient } from './testing/portal-client.js';
import { Product, until } from './testing/product.js';

/** `ABGLEICH_AMNESIA_ORDERS` and `ABGLEICH_CHAOS_SEED` look further. */
const ORDERS = Number(process.env['ABGLEICH_AMNESIA_ORDERS'] ?? '45');
const SEED = Number(process.env['ABGLEICH_CHAOS_SEED'] ?? '3');
const PATIENCE_MS = 150_000;
const LONG_MS = 600_000;

/** pixi and Unzer live on in a process of their own while the product loses its memory. */
let other: OtherSandbox;
let product: Product;
const backups = new Backups();
const merchant = (): ReturnType<typeof merchantAt> => merchantAt('lasting', other.urls);
beforeAll(async () => {
  await backups.create();
  other = await startOtherSandbox();
  product = await Product.start({ env: { DATABASE_URL: backups.url } });
  await enterMerchant(product, merchant());
});
afterAll(async () => {
  await product.remove();
  await other.stop();
  await backups.drop();
});

/** Pulls the plug, does something to the database, and starts again; the world goes on meanwhile. */
async function whileDown(work: () => Promise<void>): Promise<void> {
  await product.kill();
  await work();
  product = await product.again();
}

async function signedIn(): Promise<PortalClient> {
  const [user] = merchant().users;
  const login = { email: user?.email ?? '', password: 'a-long-password' };
  return PortalClient.signIn({ portal: product.ready.portal, login });
}

describe('A database restored from an earlier backup, under load', () => {
  it(
    'repeats nothing, and every order reaches its end',
    async () => {
      const options = { seed: SEED, orders: ORDERS, troubles: 0.04, faults: true };
      const chaos = new Chaos(other.control, options);
      const placed = (share: number): Promise<unknown> =>
        until('orders placed', async () => chaos.orders.length >= ORDERS * share, LONG_MS);
      const load = chaos.load();
      await placed(0.3);
      await whileDown(() => backups.take());
      await placed(0.9);
      await whileDown(() => backups.restore());
      await load;
      await chaos.finish(60_000);
      await untilAtRest(chaos, await signedIn(), PATIENCE_MS);
    },
    LONG_MS,
  );
});
