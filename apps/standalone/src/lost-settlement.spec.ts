import { describe, expect, it } from '@jest/globals';
import type { OrderNumber } from '@abgleich/domain';
import { createMemoryJournal } from '@abgleich/persistence';
import { type ReconcilerParts, lookUp, pollCaptureQueue } from '@abgleich/reconciler';
import { FakeWorld, fakeGateway, fakeProvider } from './testing/fake-world.js';
import { configuration } from './testing/flow-runner.js';

const NUMBER = '1' as OrderNumber;
const { connectionId } = configuration;

/** An order of 119.00 whose release nobody saw: an invoice of it is captured, and the answer to its settlement lost and looked up. */
async function stateAfterLookUp(invoiced: string): Promise<string | undefined> {
  const world = new FakeWorld();
  const journal = createMemoryJournal();
  const parts: ReconcilerParts = {
    journal,
    provider: fakeProvider(world),
    clock: world,
    owner: 'process-1',
    service: 'capture',
    lookUpWaitsMs: [1_000],
    newTraceId: () => 'trace',
    pauseConfiguration: () => Promise.resolve(),
  };
  const gateway = fakeGateway(world);
  world.checkout(NUMBER, '119.00');
  world.change(NUMBER, { status: 'open' });
  world.ship(NUMBER, 'R1', invoiced);
  world.spoil('pixi.settle', 'answer-lost');
  await pollCaptureQueue({
    parts,
    connectionId,
    gateway,
    configurations: [configuration],
    concurrency: 1,
    pageSize: 50,
    onOrderFault: () => undefined,
  });
  world.pass(2_000);
  const now = world.now();
  const due = await journal.operationsToLookUp({
    now,
    staleBefore: now,
    kinds: ['settlement'],
    limit: 1,
  });
  for (const operation of due) await lookUp({ parts, gateway, configuration, operation });
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
