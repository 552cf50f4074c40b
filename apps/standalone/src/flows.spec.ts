import { describe, expect, it } from '@jest/globals';
import type { OrderNumber, ProviderPaymentId } from '@abgleich/domain';
import { CRASH_POINTS } from '@abgleich/reconciler';
import type { Mishap } from './testing/fake-world.js';
import { Runner, configuration } from './testing/flow-runner.js';

/** Turns after which everything that can end has ended: waits, back-off and all. */
const ENOUGH = 12;

/** Lists are asked for at every poll, whatever there is to do. */
const LISTS = ['pixi.queue', 'pixi.invoices', 'pixi.changed', 'pixi.credit-notes'];

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
    const made = runner.world.calls.filter((name) => !LISTS.includes(name));
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

  const POINTS = CRASH_POINTS.filter((point) =>
    /^(release|capture|settlement|comment)\./.test(point),
  );
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

  it('does not overwrite a payment id that somebody corrected while the queue was worked off', async () => {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    runner.world.checkout('2', '119.00');
    const corrected = 's-pay-2' as ProviderPaymentId;
    runner.world.beforeCall('unzer.payment', () => {
      runner.world.pass(60_000);
      runner.world.change('1', { paymentId: corrected });
    });
    await runner.turns(4);
    expect(runner.world.orders.get('1')?.order.paymentId).toBe(corrected);
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

describe('Giving back', () => {
  const pointsOf = (kind: string) => CRASH_POINTS.filter((point) => point.startsWith(`${kind}.`));
  const MISHAPS: readonly Mishap[] = ['not-done', 'answer-lost', 'lost-request'];

  /** An Experten order that was released and nothing more. */
  async function released(): Promise<Runner> {
    const runner = new Runner();
    runner.world.checkout('1', '119.00');
    await runner.turns(2);
    return runner;
  }
  async function delivered(): Promise<Runner> {
    const runner = await released();
    runner.world.ship('1', 'R1', '119.00');
    await runner.turns(3);
    return runner;
  }
  async function cancelledOnce(runner: Runner): Promise<void> {
    runner.world.cancel('1');
    await runner.turns(3 * ENOUGH);
    expect(runner.world.moved('1', 'reversal')).toEqual([11_900]);
    expect(runner.world.payments.get('s-pay-1')?.remaining.minor).toBe(0);
  }
  async function creditedOnce(runner: Runner): Promise<void> {
    runner.world.credit('1', 'G1', '20.00');
    await runner.turns(3 * ENOUGH);
    expect(runner.world.moved('1', 'refund')).toEqual([2_000]);
    expect([runner.world.captured('1'), runner.world.booked('G1')]).toEqual([9_900, [-2_000]]);
    const file = await runner.journal.readOrders(configuration.connectionId, ['1' as OrderNumber]);
    expect(file.get('1' as OrderNumber)?.problems).toEqual([]);
  }

  it.each(pointsOf('reversal'))('reverses once after a crash at %s', async (point) => {
    const runner = await released();
    runner.crashAt(point);
    await cancelledOnce(runner);
  });
  it.each(MISHAPS)('reverses once when the call is %s', async (mishap) => {
    const runner = await released();
    runner.world.spoil('unzer.reverse', mishap);
    await cancelledOnce(runner);
  });

  it.each([...pointsOf('refund'), ...pointsOf('booking')])(
    'refunds and books once after a crash at %s',
    async (point) => {
      const runner = await delivered();
      runner.crashAt(point);
      await creditedOnce(runner);
    },
  );
  const CALLS = ['unzer.refund', 'pixi.book'].flatMap((call) =>
    MISHAPS.map((mishap) => [call, mishap] as const),
  );
  it.each(CALLS)('refunds and books once when %s is %s', async (call, mishap) => {
    const runner = await delivered();
    runner.world.spoil(call, mishap);
    await creditedOnce(runner);
  });

  it.each(['pixi.lines', 'pixi.header', 'pixi.invoices-of', 'pixi.changed', 'pixi.credit-notes'])(
    'comes back to it when %s could not be read',
    async (call) => {
      const runner = await delivered();
      runner.world.spoil(call, 'not-done', 'not-done');
      await creditedOnce(runner);
    },
  );

  it('gives a booking whose fate the ERP does not tell to a person, and never books it again', async () => {
    const runner = await delivered();
    runner.world.credit('1', 'G1', '20.00');
    const note = runner.world.invoices.get('G1');
    if (!note) throw new Error('no credit note');
    runner.world.invoices.set('G1', { ...note, settledAmount: null });
    runner.world.spoil('pixi.book', 'lost-request');
    await runner.turns(3 * ENOUGH);
    expect(runner.world.booked('G1')).toEqual([]);
    const file = await runner.journal.readOrders(configuration.connectionId, ['1' as OrderNumber]);
    expect(file.get('1' as OrderNumber)?.problems.map((one) => one.code)).toEqual([
      'operation.needs-human',
    ]);
  });

  it.each(pointsOf('shipment-notice'))(
    'announces one shipment and settles after a crash at %s',
    async (point) => {
      const runner = new Runner();
      runner.world.checkout('1', '119.00');
      runner.world.requested('1', 'invoice-secured');
      await runner.turns(2);
      runner.crashAt(point);
      runner.world.ship('1', 'R1', '119.00');
      await runner.turns(3 * ENOUGH);
      expect(runner.world.moved('1', 'shipment-notice')).toHaveLength(1);
      expect(runner.world.booked('R1')).toEqual([11_900]);
    },
  );

  it('knows an order as settled when what was not cancelled is delivered, although nothing goes back', async () => {
    const runner = new Runner();
    const number = '1' as OrderNumber;
    const { world } = runner;
    world.checkout(number, '119.00');
    world.paysLater(number);
    await runner.turns(2);
    world.ship(number, 'R1', '19.00');
    world.deliveredInPart(number, '19.00', '100.00');
    await runner.turns(ENOUGH);
    const files = await runner.journal.readOrders(configuration.connectionId, [number]);
    expect(files.get(number)?.order).toMatchObject({
      state: 'settled',
      erpStatus: 'closed',
      reason: 'settle-captured',
    });
    expect(world.moved(number, 'reversal')).toEqual([]);
  });

  it('makes no call for a changed order whose money is just what was invoiced', async () => {
    const runner = await delivered();
    await runner.turns(2 * ENOUGH);
    const made = runner.world.calls.filter((name) => name === 'pixi.lines').length;
    runner.world.change('1', {});
    await runner.turns(2 * ENOUGH);
    expect(runner.world.calls.filter((name) => name === 'pixi.lines')).toHaveLength(made);
  });
});
