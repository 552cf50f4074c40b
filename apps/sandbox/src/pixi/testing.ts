import { createCallLog } from '../kernel/calls.js';
import { seededRandom } from '../kernel/clock.js';
import { createFaultRegistry } from '../kernel/faults.js';
import { createMemoryStore } from '../kernel/store.js';
import { sandboxSeed } from '../seed.js';
import type { OrderImport, Person } from './ledger/model.js';
import { createPixiLedger } from './ledger/pixi-ledger.js';
import { createPixiEngine } from './pixi-engine.js';
import { startPixiServer } from './soap/pixi-server.js';

/** A customer with umlauts in every place where they hurt. */
export const jana: Person = {
  salutation: 'Frau',
  firstName: 'Jana',
  lastName: 'Müller-Größ',
  company: '',
  street: 'Schönhauser Allee',
  houseNr: '7a',
  zip: '10119',
  city: 'Berlin',
  country: 'DE',
  email: 'jana.mueller@example.org',
  phone: '030 1234567',
};

/** An order as the shop would import it; says only what the test is about. */
export function anImport(changes: Partial<OrderImport> = {}): OrderImport {
  return {
    orderNrExternal: 'W-1',
    shopId: 'DEM',
    paymentCode: 'C',
    currency: 'EUR',
    kkId: 's-pay-1',
    lines: [{ itemNr: 'GT-1001', qty: 2, price: 500_000 }],
    shipCost: 49_000,
    discount: 0,
    customer: jana,
    shipTo: null,
    transfer: null,
    ...changes,
  };
}

/** pixi in memory behind a real HTTP port. `now` stands still unless the test turns it. */
export async function startTestPixi() {
  const clock = { now: Date.UTC(2026, 5, 15, 10, 0, 0) };
  const ledger = createPixiLedger(sandboxSeed.pixi.master);
  const run = createMemoryStore().attach('pixi', ledger);
  const now = () => clock.now;
  const engine = createPixiEngine({ state: ledger.state, run, now });
  const faults = createFaultRegistry({ random: seededRandom(1) });
  const calls = createCallLog({ max: 1_000 });
  const { user, password } = sandboxSeed.pixi;
  const options = { host: '127.0.0.1', port: 0, user, password, engine, faults, calls, now };
  const server = await startPixiServer(options);
  return { clock, engine, run, faults, calls, server, user, password };
}
export type TestPixi = Awaited<ReturnType<typeof startTestPixi>>;
