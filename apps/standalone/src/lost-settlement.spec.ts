import { describe, expect, it } from '@jest/globals';
import { type Journal, type OrderNumber, Fault } from '@abgleich/domain';
import { createMemoryJournal } from '@abgleich/persistence';
import { type ReconcilerParts, lookUp, pollCaptureQueue } from '@abgleich/reconciler';
import { fakeGateway } from './testing/fake-gateway.js';
import { fakeProvider } from './testing/fake-provider.js';
import { FakeWorld } from './testing/fake-world.js';
import { configuration } from './testing/flow-runner.js';

const NUMBER = '1' as OrderNumber;
const { connectionId } = configuration;

const partsOn = (world: FakeWorld, journal: Journal): ReconcilerParts => ({
  journal,
  provider: fakeProvider(world),
  clock: world,
  owner: 'process-1',
  service: 'capture',
  lookUpWaitsMs: [1_000],
  newTraceId: () => 'trace',
  pauseConfiguration: () => Promise.resolve(),
});

/** An order of 119.00 whose release nobody saw: an invoice of it is captured, and the answer to its settlement lost. */
async function settleWithoutAnswer(
  world: FakeWorld,
  parts: ReconcilerParts,
  invoiced = '119.00',
): Promise<void> {
  world.checkout(NUMBER, '119.00');
  world.change(NUMBER, { status: 'open' });
  world.ship(NUMBER, 'R1', invoiced);
  world.spoil('pixi.settle', 'answer-lost');
  await pollCaptureQueue({
    parts,
    connectionId,
    gateway: fakeGateway(world),
    configurations: [configuration],
    concurrency: 1,
    pageSize: 50,
    onOrderFault: () => undefined,
    isStopping: () => false,
  });
}

async function lookUpAll(world: FakeWorld, parts: ReconcilerParts): Promise<void> {
  world.pass(60_000);
  const now = world.now();
  const filter = { now, staleBefore: now, kinds: ['settlement'], limit: 1 };
  const gateway = fakeGateway(world);
  for (const operation of await parts.journal.operationsToLookUp(filter))
    await lookUp({ parts, gateway, configuration, operation });
}

async function stateAfterLookUp(invoiced: string): Promise<string | undefined> {
  const world = new FakeWorld();
  const journal = createMemoryJournal();
  const parts = partsOn(world, journal);
  await settleWithoutAnswer(world, parts, invoiced);
  await lookUpAll(world, parts);
  expect(world.booked('R1')).toHaveLength(1);
  return (await journal.readOrders(connectionId, [NUMBER])).get(NUMBER)?.order.state;
}

describe('A settlement that a look-up finds, of an order whose total nobody told', () => {
  it('leaves the order partly settled while more lies on the payment', async () => {
    expect(await stateAfterLookUp('50.00')).toBe('partly-settled');
  });
  it('settles the order when it was all that the payment holds', async () => {
    expect(await stateAfterLookUp('119.00')).toBe('settled');
  });
});

describe('A look-up that finds a settlement and then cannot reach the database', () => {
  it('tells of the settlement once, when a later look has saved its outcome', async () => {
    const world = new FakeWorld();
    const journal = createMemoryJournal();
    let away = false;
    const parts = partsOn(world, {
      ...journal,
      readOrders: (connection, numbers) => {
        if (!away) return journal.readOrders(connection, numbers);
        away = false;
        throw new Fault({ kind: 'transient', code: 'platform.database' });
      },
    });
    await settleWithoutAnswer(world, parts);
    for (const isAway of [true, false]) {
      away = isAway;
      await lookUpAll(world, parts);
    }
    const told = journal.outbox.filter(({ type }) => type === 'invoice.settled');
    expect(told).toHaveLength(1);
    expect(journal.unfinished()).toEqual([]);
  });
});
