import { describe, expect, it } from '@jest/globals';
import {
  type ConfigurationId,
  type ConnectionId,
  type ErpInvoice,
  type ErpOrder,
  type ErpPaymentCode,
  type OrderFile,
  type OrderNumber,
  type OrganisationId,
  type PaymentConfiguration,
  type ProviderPaymentId,
  type ShopId,
  Secret,
  eur,
} from '@abgleich/domain';
import { createMemoryJournal } from '@abgleich/persistence';
import { type ReconcilerParts, captureInvoice, releaseOrder } from '@abgleich/reconciler';
import { fakeGateway } from './testing/fake-gateway.js';
import { fakeProvider } from './testing/fake-provider.js';
import { FakeWorld } from './testing/fake-world.js';

const NUMBER = '1' as OrderNumber;

/** Two workers on one order: the second works on what it read before the first one acted. */
function stage(mode: 'expert' | 'standard') {
  const world = new FakeWorld();
  const journal = createMemoryJournal();
  const gateway = fakeGateway(world);
  const configuration: PaymentConfiguration = {
    id: 'c0000000-0000-4000-8000-000000000001' as ConfigurationId,
    version: 1,
    organisationId: 'a0000000-0000-4000-8000-000000000001' as OrganisationId,
    connectionId: 'b0000000-0000-4000-8000-000000000001' as ConnectionId,
    shopId: 'DEM' as ShopId,
    paymentCode: 'C' as ErpPaymentCode,
    active: true,
    bookingCodeInvoice: 'RPZ',
    bookingCodeReturn: 'GPZ',
    xmlTag: 'CARD',
    publicKey: 's-pub-1',
    privateKey: new Secret('s-priv-1'),
    providerUrl: null,
    policy: {
      mode,
      toleranceMinor: 2,
      graceHours: 24,
      settleInvoiceAfterReceipt: false,
      warnBeforeExpiryDays: null,
    },
  };
  const parts: ReconcilerParts = {
    journal,
    provider: fakeProvider(world),
    clock: world,
    owner: 'process-1',
    service: 'test',
    lookUpWaitsMs: [1_000],
    newTraceId: () => 'trace',
    pauseConfiguration: () => Promise.resolve(),
  };
  const shared = { parts, gateway, configuration };
  world.checkout(NUMBER, '119.00');
  return {
    world,
    journal,
    fileNow: async () =>
      (await journal.readOrders(configuration.connectionId, [NUMBER])).get(NUMBER),
    release: (order: ErpOrder, file?: OrderFile) => releaseOrder({ ...shared, order, file }),
    capture: (invoice: ErpInvoice, file?: OrderFile) =>
      captureInvoice({ ...shared, invoice, file }),
  };
}

const present = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw new Error('not there');
  return thing;
};

describe('A worker whose facts are older than another one’s deeds', () => {
  it('tells nobody a second time of what the other one captured and settled', async () => {
    const { world, journal, fileNow, release, capture } = stage('expert');
    await release(present(world.orders.get(NUMBER)).order);
    world.ship(NUMBER, 'R1', '119.00');
    const invoice = present(world.invoices.get('R1'));
    const before = await fileNow();
    await capture(invoice, before);
    await capture(invoice, before);
    const told = (type: string) => journal.outbox.filter((one) => one.type === type).length;
    expect([told('payment.captured'), told('invoice.settled')]).toEqual([1, 1]);
    expect((await fileNow())?.order.state).toBe('settled');
  });

  it('does not take what the other one captured for one invoice as money for the next', async () => {
    const { world, fileNow, release, capture } = stage('expert');
    await release(present(world.orders.get(NUMBER)).order);
    world.ship(NUMBER, 'R1', '79.00');
    world.ship(NUMBER, 'R2', '40.00');
    const [first, second] = ['R1', 'R2'].map((number) => present(world.invoices.get(number)));
    const before = await fileNow();
    world.spoil('pixi.settle', 'refused');
    await capture(present(first), before);
    await capture(present(second), before);
    expect(world.captured(NUMBER)).toBe(11_900);
    expect(present(await fileNow()).problems.map(({ code }) => code)).not.toContain(
      'capture.charged-elsewhere',
    );
  });

  it('settles at once what somebody charged by hand, although its own charge was refused for it', async () => {
    const { world, fileNow, release, capture } = stage('expert');
    await release(present(world.orders.get(NUMBER)).order);
    world.ship(NUMBER, 'R1', '119.00');
    const paymentId = `s-pay-${NUMBER}` as ProviderPaymentId;
    const byHand = { reference: 'by-hand', invoiceNumber: null, lines: null };
    world.charge({ paymentId, amount: eur('119.00'), ...byHand });
    await capture(present(world.invoices.get('R1')), await fileNow());
    expect(world.booked('R1')).toEqual([11_900]);
    expect(world.captured(NUMBER)).toBe(11_900);
  });

  it('does not send a charge again that the other one saw refused', async () => {
    const { world, release } = stage('standard');
    const { order } = present(world.orders.get(NUMBER));
    world.spoil('unzer.capture', 'refused');
    await release(order);
    await release(order);
    expect(world.calls.filter((name) => name === 'unzer.capture')).toHaveLength(1);
    expect(world.captured(NUMBER)).toBe(0);
    expect(world.orders.get(NUMBER)?.order).toMatchObject({ status: 'open', locked: true });
  });
});
