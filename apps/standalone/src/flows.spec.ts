import { describe, expect, it } from '@jest/globals';
import {
  type ConfigurationId,
  type ConnectionId,
  type ErpPaymentCode,
  type OrderNumber,
  type OrganisationId,
  type PaymentConfiguration,
  type ShopId,
  Secret,
} from '@abgleich/domain';
import { createMemoryJournal } from '@abgleich/persistence';
import {
  CRASH_POINTS,
  type CrashPoint,
  type ReconcilerParts,
  lookUp,
  pollCaptureQueue,
  pollReleaseQueue,
} from '@abgleich/reconciler';
import { FakeWorld, fakeGateway, fakeProvider, type Mishap } from './testing/fake-world.js';

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
  policy: { mode: 'expert', toleranceMinor: 2, graceHours: 24, settleInvoiceAfterReceipt: false },
};
const WAITS_MS = [1_000, 5_000];

class Crash extends Error {}

/** The real flows on a small world with memory: one "process" that can die at any step and start again on the same journal. */
class Runner {
  readonly world = new FakeWorld();
  readonly journal = createMemoryJournal();
  readonly faults: string[] = [];
  #crashAt: CrashPoint | null = null;
  #process = 1;
  mode: 'expert' | 'standard' = 'expert';

  crashAt(point: CrashPoint): void {
    this.#crashAt = point;
  }

  /** One poll of both queues and one round of look-ups; a crash ends it like a kill: nothing after it runs. */
  async turn(): Promise<void> {
    try {
      await pollReleaseQueue(this.#poll('order-release'));
      await this.#sweep();
      await pollCaptureQueue(this.#poll('capture'));
      await this.#sweep();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#process += 1;
    }
    await this.journal.flush();
    this.world.pass(10_000);
  }

  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) await this.turn();
  }

  #poll(service: string) {
    return {
      parts: this.#parts(service),
      connectionId: configuration.connectionId,
      gateway: fakeGateway(this.world),
      configurations: [this.#configuration()],
      concurrency: 4,
      pageSize: 50,
      onOrderFault: (order: OrderNumber, fault: { code: string; cause?: unknown }) => {
        if (fault.cause instanceof Crash) throw fault.cause;
        this.faults.push(`${order} ${fault.code}`);
      },
    };
  }

  #configuration = (): PaymentConfiguration => ({
    ...configuration,
    policy: { ...configuration.policy, mode: this.mode },
  });

  #parts(service: string): ReconcilerParts {
    let serial = 0;
    return {
      journal: this.journal,
      provider: fakeProvider(this.world),
      clock: this.world,
      owner: `process-${this.#process}`,
      service,
      lookUpWaitsMs: WAITS_MS,
      newTraceId: () => `trace-${(serial += 1)}`,
      pauseConfiguration: () => Promise.resolve(),
      atStep: (step) => {
        if (step !== this.#crashAt) return;
        this.#crashAt = null;
        throw new Crash(step);
      },
    };
  }

  async #sweep(): Promise<void> {
    const now = this.world.now();
    const filter = {
      now,
      staleBefore: now,
      kinds: ['release', 'lock', 'unlock', 'capture', 'settlement', 'comment'],
      limit: 100,
    };
    for (const operation of await this.journal.operationsToLookUp(filter)) {
      await lookUp({
        parts: this.#parts('sweep'),
        gateway: fakeGateway(this.world),
        configuration: this.#configuration(),
        operation,
      });
    }
  }
}

/** Turns after which everything that can end has ended: waits, back-off and all. */
const ENOUGH = 12;

describe('The flows, from HOLD to a settled invoice', () => {
  async function shippedAndSettled(runner: Runner): Promise<void> {
    await runner.turns(ENOUGH);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ status: 'open', locked: false });
    runner.world.ship('1', 'R1', '119.00');
    await runner.turns(ENOUGH);
    expect([runner.world.captured('1'), runner.world.booked('R1')]).toEqual([11_900, [11_900]]);
  }

  it('needs two calls on each side and two comments for a clean order', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    await shippedAndSettled(runner);
    const made = runner.world.calls.filter(
      (name) => name !== 'pixi.queue' && name !== 'pixi.invoices',
    );
    expect(made).toEqual([
      'unzer.payment',
      'pixi.release',
      'pixi.comment',
      'unzer.capture',
      'pixi.settle',
      'pixi.comment',
    ]);
  });

  const CALLS = [
    'unzer.payment',
    'pixi.release',
    'unzer.capture',
    'pixi.settle',
    'pixi.comment',
  ] as const;
  const MISHAPS: readonly Mishap[] = ['not-done', 'answer-lost', 'lost-request'];
  const CASES = CALLS.flatMap((call) =>
    MISHAPS.filter((one) => call !== 'unzer.payment' || one === 'not-done').map(
      (mishap) => [call, mishap] as const,
    ),
  );
  it.each(CASES)('ends with one charge and one booking when %s is %s', async (call, mishap) => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.spoil(call, mishap);
    await shippedAndSettled(runner);
    expect(runner.world.orders.get('1')?.comments.length).toBeLessThanOrEqual(2);
  });

  const POINTS = CRASH_POINTS.filter((point) => !/^(lock|unlock)\./.test(point));
  it.each(POINTS)('ends with one charge and one booking after a crash at %s', async (point) => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    if (/^(capture|settlement)\./.test(point)) await runner.turns(2);
    runner.crashAt(point);
    await shippedAndSettled(runner);
  });

  it('knows the order as closed in the ERP once its shipped invoices cover it, and not before', async () => {
    const runner = new Runner();
    const number = '1' as OrderNumber;
    const status = async () =>
      (await runner.journal.readOrders(configuration.connectionId, [number])).get(number)?.order
        .erpStatus;
    runner.world.checkout('1', '119.00');
    await runner.turns(2);
    runner.world.ship('1', 'R1', '19.00');
    await runner.turns(3);
    expect(await status()).toBe('open');
    runner.world.ship('1', 'R2', '100.00');
    await runner.turns(3);
    expect(await status()).toBe('closed');
  });

  it('books money that somebody else already captured instead of capturing it again', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    await runner.turns(2);
    const payment = runner.world.payments.get('s-pay-1');
    if (!payment) throw new Error('no payment');
    runner.world.charge({
      paymentId: payment.paymentId,
      amount: payment.remaining,
      reference: 'shop',
      invoiceNumber: null,
      lines: null,
    });
    runner.world.ship('1', 'R1', '119.00');
    await runner.turns(ENOUGH);
    expect([runner.world.captured('1'), runner.world.booked('R1')]).toEqual([11_900, [11_900]]);
  });

  it('lets ten workers at once make one charge and one booking', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    await Promise.all(Array.from({ length: 10 }, () => runner.turn()));
    runner.world.ship('1', 'R1', '119.00');
    await Promise.all(Array.from({ length: 10 }, () => runner.turn()));
    await runner.turns(ENOUGH);
    const count = (name: string) => runner.world.calls.filter((one) => one === name).length;
    expect([count('pixi.release'), count('unzer.capture'), count('pixi.settle')]).toEqual([
      1, 1, 1,
    ]);
  });

  it('locks before it releases when the payment is no good, and captures nothing', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.payments.delete('s-pay-1');
    await runner.turns(2);
    expect(
      runner.world.calls.filter((one) => one === 'pixi.lock' || one === 'pixi.release'),
    ).toEqual(['pixi.lock', 'pixi.release']);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ status: 'open', locked: true });
  });

  it('locks, releases and says so when a Standard charge is refused', async () => {
    const runner = new Runner();
    runner.mode = 'standard';
    runner.world.checkout('1', '119.00');
    runner.world.spoil('unzer.capture', 'refused');
    await runner.turns(3);
    expect(runner.world.orders.get('1')?.order).toMatchObject({ status: 'open', locked: true });
    expect(runner.world.orders.get('1')?.comments).toHaveLength(1);
    expect(runner.world.captured('1')).toBe(0);
  });

  it('asks a refusing ERP again and again, later and later, and settles once it agrees', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.spoil('pixi.settle', 'refused', 'refused', 'refused');
    await runner.turns(2);
    runner.world.ship('1', 'R1', '119.00');
    await runner.turns(ENOUGH);
    expect([runner.world.captured('1'), runner.world.booked('R1')]).toEqual([11_900, [11_900]]);
  });

  it('writes nothing for an order that waits and has not changed', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    const payment = runner.world.payments.get('s-pay-1');
    if (!payment) throw new Error('no payment');
    const [first] = payment.transactions;
    if (!first) throw new Error('no transaction');
    runner.world.payments.set('s-pay-1', {
      ...payment,
      transactions: [{ ...first, status: 'pending' }],
    });
    await runner.turns(1);
    const before = (
      await runner.journal.readOrders(configuration.connectionId, ['1' as OrderNumber])
    ).get('1' as OrderNumber)?.order.updatedAt;
    await runner.turns(3);
    const after = (
      await runner.journal.readOrders(configuration.connectionId, ['1' as OrderNumber])
    ).get('1' as OrderNumber)?.order.updatedAt;
    expect(after).toBe(before);
    expect(before).toBeDefined();
  });
});
