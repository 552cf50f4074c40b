import { describe, expect, it } from '@jest/globals';
import {
  type ConfigurationId,
  type ErpPaymentCode,
  Fault,
  HOUR,
  type Instant,
  type OrderNumber,
  DAY,
  plusMs,
} from '@abgleich/domain';
import { createMemoryChangeCursors, createMemoryJournal } from '@abgleich/persistence';
import { type PollInput, createChangePoll } from '@abgleich/reconciler';
import { fakeGateway } from './testing/fake-gateway.js';
import { fakeProvider } from './testing/fake-provider.js';
import { FakeWorld } from './testing/fake-world.js';
import { Runner, configuration } from './testing/flow-runner.js';

const NUMBER = '1' as OrderNumber;
const MINUTES_AWAY = 90;
const HOURS_AWAY = 50;
const DOCUMENTS_SINCE = 60;
const WEEK = 7 * DAY;
const other = {
  ...configuration,
  id: 'c0000000-0000-4000-8000-000000000002' as ConfigurationId,
  paymentCode: 'W' as ErpPaymentCode,
};

/** The order was never met: it came in, and was cancelled in part after a delivery, while Unzer refused its configuration's keys. */
function scene() {
  const world = new FakeWorld();
  const cursors = createMemoryChangeCursors();
  const keys = { work: true };
  const real = fakeProvider(world);
  const refusal = new Fault({ kind: 'config', code: 'unzer.keys-rejected' });
  const parts = {
    journal: createMemoryJournal(),
    provider: {
      ...real,
      readPayment: (...of: Parameters<typeof real.readPayment>) =>
        keys.work ? real.readPayment(...of) : Promise.reject(refusal),
    },
    clock: world,
    owner: 'process-1',
    service: 'cancel-return',
    lookUpWaitsMs: [1_000],
    newTraceId: () => 'trace',
    pauseConfiguration: () => Promise.resolve(),
  };
  let poll = createChangePoll(cursors);
  const turn = (of: Pick<PollInput, 'configurations' | 'paused'>): Promise<void> =>
    poll({
      parts,
      connectionId: configuration.connectionId,
      gateway: fakeGateway(world),
      concurrency: 1,
      pageSize: 50,
      onOrderFault: () => undefined,
      isStopping: () => false,
      ...of,
    });
  return { world, keys, turn, restart: () => (poll = createChangePoll(cursors)) };
}

async function cancelledWhile(refused: Pick<PollInput, 'configurations' | 'paused'>) {
  const { world, turn, restart } = scene();
  world.checkout(NUMBER, '119.00', 'charged');
  world.change(NUMBER, { status: 'open' });
  await turn(refused);
  world.ship(NUMBER, 'R1', '19.00');
  world.deliveredInPart(NUMBER, '19.00', '100.00');
  for (let minute = 0; minute < MINUTES_AWAY; minute += 1) {
    world.pass(60_000);
    await turn(refused);
  }
  restart();
  for (let look = 0; look < 4; look += 1) {
    world.pass(60_000);
    await turn({ configurations: [configuration, other] });
  }
  return world.moved(NUMBER, 'refund');
}

/** Days go by; then the keys work, and another process looks at what there is for as long. */
async function untilKeysWork(runner: Runner): Promise<void> {
  await hours(runner);
  runner.restart();
  runner.refused = false;
  await hours(runner);
}

async function hours(runner: Runner): Promise<void> {
  for (let hour = 0; hour < HOURS_AWAY; hour += 1) {
    await runner.turn();
    runner.world.pass(HOUR);
  }
}

/** `null`: as it is for an order that is released and paid, once the watch over its payment has ended. */
async function looksAgain({ journal, world }: Runner, nextLookAt: Instant | null): Promise<void> {
  const { organisationId, connectionId } = configuration;
  const ref = { organisationId, connectionId, orderNumber: NUMBER };
  await journal.write({ ref, now: world.now(), traceId: 'trace', order: { nextLookAt } });
}

describe('What is cancelled while Unzer refuses the keys of its configuration', () => {
  it('is given back when they work again, although hours have passed and the process is another one', async () => {
    expect(await cancelledWhile({ configurations: [other], paused: [configuration] })).toEqual([
      10_000,
    ]);
  });

  it('is given back when it was the very look at it that met the refusal', async () => {
    const { world, keys, turn, restart } = scene();
    world.checkout(NUMBER, '119.00', 'charged');
    world.change(NUMBER, { status: 'open' });
    const all = { configurations: [configuration, other] };
    await turn(all);
    world.ship(NUMBER, 'R1', '19.00');
    world.deliveredInPart(NUMBER, '19.00', '100.00');
    keys.work = false;
    world.pass(60_000);
    await turn(all);
    for (let minute = 0; minute < MINUTES_AWAY; minute += 1) {
      world.pass(60_000);
      await turn({ configurations: [other], paused: [configuration] });
    }
    keys.work = true;
    restart();
    for (let look = 0; look < 4; look += 1) {
      world.pass(60_000);
      await turn(all);
    }
    expect(world.moved(NUMBER, 'refund')).toEqual([10_000]);
  });

  it('is given back although days have passed, the process is another one, and only we remember the order', async () => {
    const runner = new Runner();
    runner.world.checkout(NUMBER, '119.00', 'charged');
    await runner.turns(3);
    await looksAgain(runner, null);
    runner.refused = true;
    runner.world.cancel(NUMBER);
    await untilKeysWork(runner);
    expect(runner.world.moved(NUMBER, 'refund')).toEqual([11_900]);
  });

  it('is given back although we never met the order, days have passed and the process is another one', async () => {
    const runner = new Runner();
    runner.refused = true;
    runner.world.checkout(NUMBER, '119.00', 'charged');
    await runner.turn();
    runner.world.cancel(NUMBER);
    await untilKeysWork(runner);
    expect(runner.world.moved(NUMBER, 'refund')).toEqual([11_900]);
  });

  it('is given back when only a credit note tells of it, and the order has a wish of its own for next week', async () => {
    const runner = new Runner();
    runner.world.checkout(NUMBER, '119.00', 'charged');
    await runner.turns(3);
    runner.world.ship(NUMBER, 'R1', '119.00');
    await runner.turns(3);
    await looksAgain(runner, plusMs(runner.world.now(), WEEK));
    runner.refused = true;
    runner.world.credit(NUMBER, 'G1', '19.00', 'shipped');
    await runner.turn();
    // The list of credit notes names the newest documents again and again: this one must not be among them.
    for (let count = 0; count < DOCUMENTS_SINCE; count += 1) {
      runner.world.checkout(`later-${count}`, '5.00');
      runner.world.change(`later-${count}`, { status: 'open' });
      runner.world.ship(`later-${count}`, `later-R${count}`, '5.00');
    }
    await untilKeysWork(runner);
    expect(runner.world.moved(NUMBER, 'refund')).toEqual([1_900]);
  });

  it("is somebody else's affair while the configuration is switched off", async () => {
    expect(await cancelledWhile({ configurations: [other] })).toEqual([]);
  });
});
