import { Fault, HOUR, MINUTE } from '@abgleich/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CheckerBench } from './testing/checker-bench.js';
import { meet, remember, sell } from './testing/remember.js';

let bench: CheckerBench;
beforeEach(async () => {
  bench = await CheckerBench.start();
});
afterEach(() => bench.close());

const CLEAN = ['readPayment', 'readOrder', 'invoicesOfOrder'];
type ProblemRow = { code: string; severity: string; document: string | null; open: boolean };
async function problems(orderNumber: string): Promise<readonly ProblemRow[]> {
  const { rows } = await bench.database.pool.query<ProblemRow>(
    `select code, severity, document, resolved_at is null as open from journal.problems
     where order_number = $1 order by raised_at, code, document`,
    [orderNumber],
  );
  return rows;
}
const open = async (orderNumber: string): Promise<readonly string[]> =>
  (await problems(orderNumber)).filter((one) => one.open).map(({ code }) => code);
async function recheckRequests(): Promise<number> {
  const { rows } = await bench.database.pool.query(
    `select 1 from messaging.outbox where type = 'recheck.requested'`,
  );
  return rows.length;
}
/** Somebody refunds by hand; the provider keeps no reference. */
const refundByHand = (orderNumber: string, amount: string): void =>
  bench.sides.enter(orderNumber, {
    kind: 'refund',
    path: 'charges/s-chg-1/cancels/s-cnl-9',
    amount,
  });

describe('a clean order', () => {
  it('costs three calls, once it is at rest, and is then left alone for a day', async () => {
    await sell(bench, '1001');
    bench.pass(9 * MINUTE);
    expect(await bench.round()).toEqual([]);
    bench.pass(MINUTE);
    expect(await bench.round()).toEqual(CLEAN);
    expect(await problems('1001')).toEqual([]);
    bench.pass(23 * HOUR);
    expect(await bench.round()).toEqual([]);
    bench.pass(HOUR + MINUTE);
    expect(await bench.round()).toEqual(CLEAN);
  });

  it('is looked at soon when something happens to it', async () => {
    await sell(bench, '1001');
    bench.pass(10 * MINUTE);
    await bench.round();
    bench.pass(HOUR);
    await remember(bench, '1001', { kind: 'lock', document: 'order' });
    expect(await bench.round()).toEqual([]);
    bench.pass(10 * MINUTE);
    expect(await bench.round()).toEqual(CLEAN);
  });

  it('is no longer looked at beyond the horizon', async () => {
    await sell(bench, '1001');
    bench.pass(4 * 24 * HOUR);
    expect(await bench.round({ horizonMs: 3 * 24 * HOUR })).toEqual([]);
    expect(await bench.round({ horizonMs: 5 * 24 * HOUR })).toEqual(CLEAN);
  });

  it('of a payment method that is out of use costs no call', async () => {
    await sell(bench, '1001');
    bench.usable = false;
    bench.pass(HOUR);
    expect(await bench.round()).toEqual([]);
  });
});

describe('the calls of an hour', () => {
  it('are spent on what moved last, and the rest waits for the next hour', async () => {
    for (const number of ['1001', '1002', '1003']) {
      await sell(bench, number);
      bench.pass(MINUTE);
    }
    bench.pass(HOUR);
    const limits = { callsPerHour: 9 };
    expect(await bench.round(limits)).toHaveLength(6);
    const checked = await bench.database.pool.query<{ order_number: string }>(
      'select order_number from checker.orders order by 1',
    );
    expect(checked.rows.map((row) => row.order_number)).toEqual(['1002', '1003']);
    expect(await bench.round(limits)).toEqual([]);
    bench.pass(HOUR + MINUTE);
    expect(await bench.round(limits)).toEqual(CLEAN);
  });

  it('are remembered by the database, so that a new process has none more', async () => {
    await sell(bench, '1001');
    await sell(bench, '1002');
    bench.pass(HOUR);
    expect(await bench.round({ callsPerHour: 6 })).toHaveLength(3);
    expect(await bench.round({ callsPerHour: 6 })).toHaveLength(0);
    expect(await bench.round({ callsPerHour: 9 })).toHaveLength(3);
  });
});

describe('a finding', () => {
  it('is raised once, kept while it holds, and ends by itself', async () => {
    await sell(bench, '1001');
    refundByHand('1001', '15.00');
    bench.pass(HOUR);
    // The refund is not in our records: who made it is read where it stands.
    expect(await bench.round()).toEqual([
      'readPayment',
      'readOrder',
      'invoicesOfOrder',
      'readTransaction',
    ]);
    expect(await problems('1001')).toEqual([
      { code: 'checker.refunded-by-others', severity: 'error', document: null, open: true },
    ]);
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await problems('1001')).toHaveLength(1);
    bench.sides.document('1001', 'DEMG1', { total: '-15.00', booked: '-15.00' });
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await problems('1001')).toMatchObject([{ open: false }]);
  });

  it('that a person called solved is not told again while it stays the same', async () => {
    await sell(bench, '1001');
    refundByHand('1001', '15.00');
    bench.pass(HOUR);
    await bench.round();
    const { organisationId, connection, portal } = bench;
    const { rows } = await bench.database.pool.query<{ id: string }>(
      'select id from journal.problems',
    );
    await portal.orders.resolveProblem(
      organisationId,
      { connectionId: connection.id, orderNumber: '1001', problemId: rows[0]?.id ?? '' },
      { actor: { kind: 'user', id: 'u', name: 'U' }, now: bench.now, traceId: 't' },
    );
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await open('1001')).toEqual([]);
    refundByHand('1001', '5.00');
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await open('1001')).toEqual(['checker.refunded-by-others']);
  });

  it('about a booking that somebody deleted names the invoice and goes when it is booked again', async () => {
    const invoice = await sell(bench, '1001');
    bench.sides.document('1001', invoice, { total: '100.00' });
    bench.pass(HOUR);
    await bench.round();
    expect(await problems('1001')).toEqual([
      { code: 'checker.booking-missing', severity: 'error', document: invoice, open: true },
    ]);
    bench.sides.document('1001', invoice, { total: '100.00', booked: '100.00' });
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await open('1001')).toEqual([]);
  });

  it('of work that was left asks the rules to look, and is told when they leave it again', async () => {
    await sell(bench, '1001');
    bench.sides.document('1001', 'DEM2', { total: '0.01' });
    bench.sides.document('1001', 'DEMG1', { total: '-0.01' });
    bench.pass(HOUR);
    await bench.round();
    expect(await problems('1001')).toEqual([]);
    expect(await recheckRequests()).toBe(1);
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await problems('1001')).toEqual([
      { code: 'checker.document-left-open', severity: 'error', document: 'DEM2', open: true },
      { code: 'checker.document-left-open', severity: 'error', document: 'DEMG1', open: true },
    ]);
    expect(await recheckRequests()).toBe(1);
    bench.sides.document('1001', 'DEM2', { total: '0.01', booked: '0.01' });
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await problems('1001')).toMatchObject([{ open: false }, { open: true }]);
  });

  it('of a document that was just made waits until the rules had their turn', async () => {
    await sell(bench, '1001');
    bench.pass(HOUR);
    bench.sides.document('1001', 'DEMG1', { total: '-1.00' });
    await bench.round();
    expect(await recheckRequests()).toBe(0);
    bench.pass(25 * HOUR);
    await bench.round();
    expect(await recheckRequests()).toBe(1);
  });

  it('of a lock is told at once, and becomes an error when it is left again', async () => {
    bench.sides.add('1001');
    await meet(bench, '1001');
    await remember(bench, '1001', { kind: 'lock', document: 'order' });
    bench.sides.change('1001', { locked: true });
    bench.pass(HOUR);
    await bench.round();
    expect(await problems('1001')).toMatchObject([
      { code: 'checker.lock-left-behind', severity: 'notice', open: true },
    ]);
    expect(await recheckRequests()).toBe(1);
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await problems('1001')).toMatchObject([{ severity: 'error', open: true }]);
    expect(await recheckRequests()).toBe(1);
    bench.sides.change('1001', { locked: false });
    bench.pass(HOUR + MINUTE);
    await bench.round();
    expect(await open('1001')).toEqual([]);
  });

  it('shows the calls that led to it in the timeline of the order, a clean check none', async () => {
    await sell(bench, '1001');
    bench.pass(HOUR);
    await bench.round();
    const calls = () =>
      bench.database.pool.query(`select 1 from journal.calls where order_number = '1001'`);
    expect((await calls()).rowCount).toBe(0);
    refundByHand('1001', '15.00');
    bench.pass(25 * HOUR);
    await bench.round();
    expect((await calls()).rowCount).toBe(4);
  });

  it('knows a double of our own by its reference, though our records know only one', async () => {
    const invoice = await sell(bench, '1001');
    bench.sides.enter('1001', {
      kind: 'capture',
      path: 'charges/s-chg-2',
      amount: '100.00',
      detail: { reference: invoice, invoiceNumber: invoice },
    });
    bench.pass(HOUR);
    await bench.round();
    expect(await open('1001')).toEqual(['checker.captured-too-much', 'checker.done-twice']);
  });
});

describe('an order that is not at rest', () => {
  it('keeps the findings that can only be judged at rest', async () => {
    await sell(bench, '1001');
    refundByHand('1001', '15.00');
    bench.pass(HOUR);
    await bench.round();
    bench.pass(HOUR + MINUTE);
    await remember(bench, '1001', {
      kind: 'refund',
      document: 'DEMG9',
      amount: '1.00',
      ends: false,
    });
    await bench.round();
    expect(await problems('1001')).toMatchObject([{ open: true }]);
    bench.sides.document('1001', 'DEMG1', { total: '-15.00', booked: '-15.00' });
    bench.pass(7 * HOUR);
    await bench.round();
    expect(await open('1001')).toEqual(['checker.operation-left-open']);
  });

  it('says nothing when something of ours happened between the reads', async () => {
    await sell(bench, '1001');
    refundByHand('1001', '15.00');
    bench.pass(HOUR);
    bench.beforeRead = async (name) => {
      if (name === 'invoicesOfOrder')
        await remember(bench, '1001', { kind: 'unlock', document: 'order' });
    };
    await bench.round();
    expect(await problems('1001')).toEqual([]);
  });

  it('is judged only by what holds at every moment while an effect has no outcome', async () => {
    const invoice = await sell(bench, '1001');
    refundByHand('1001', '15.00');
    bench.pass(HOUR);
    await remember(bench, '1001', {
      kind: 'refund',
      document: 'DEMG9',
      amount: '1.00',
      ends: false,
    });
    await bench.round({ restMs: MINUTE });
    expect(await open('1001')).toEqual([]);
    bench.sides.document('1001', invoice, { total: '100.00', booked: '300.00' });
    bench.pass(25 * HOUR);
    await bench.round();
    // A day later nobody is looking the effect up any more: then that is a finding of its own.
    expect(await open('1001')).toEqual([
      'checker.booked-wrongly',
      'checker.operation-left-open',
      'checker.refunded-by-others',
    ]);
  });
});

describe('a round that goes wrong', () => {
  it('ends when a side is away, says so, and goes on with the next one', async () => {
    await sell(bench, '1001');
    await sell(bench, '1002');
    bench.pass(HOUR);
    bench.sides.failing = new Fault({ kind: 'transient', code: 'unzer.unreachable' });
    expect(await bench.round()).toEqual(['readPayment']);
    const status = () => bench.portal.orders.checkStatus(bench.organisationId);
    expect(await status()).toMatchObject({
      lastRun: { faultCode: 'unzer.unreachable', orders: 0 },
    });
    bench.sides.failing = null;
    expect(await bench.round()).toHaveLength(6);
    expect(await status()).toMatchObject({ lastRun: { faultCode: null, orders: 2 } });
  });

  it('leaves one order aside that cannot be understood, and not the others', async () => {
    await sell(bench, '1001');
    bench.pass(MINUTE);
    await sell(bench, '1002');
    bench.pass(HOUR);
    bench.beforeRead = (name) =>
      name === 'readOrder' && bench.sides.calls.length === 1
        ? Promise.reject(new Fault({ kind: 'data', code: 'pixi.malformed-answer' }))
        : Promise.resolve();
    expect(await bench.round()).toHaveLength(4);
    expect(await problems('1002')).toEqual([]);
  });

  it('pauses a configuration whose keys are refused, as every service does', async () => {
    await sell(bench, '1001');
    bench.pass(HOUR);
    bench.sides.failing = new Fault({ kind: 'config', code: 'unzer.keys-rejected' });
    await bench.round();
    expect(bench.paused).toEqual(['s-pub-1']);
  });

  it('takes an order that pixi no longer has for nothing to judge', async () => {
    await sell(bench, '1001');
    bench.sides.sales.delete('1001');
    bench.pass(HOUR);
    expect(await bench.round()).toEqual(['readPayment', 'readOrder']);
    expect(await problems('1001')).toEqual([]);
    expect(await bench.round()).toEqual([]);
  });
});

describe('what the portal reads', () => {
  it('is the last round, the last day and what is open, of one organisation only', async () => {
    const other = await CheckerBench.start();
    await sell(bench, '1001');
    await sell(bench, '1002');
    refundByHand('1001', '15.00');
    bench.pass(HOUR);
    await bench.round();
    await bench.database.pool.query(`update checker.runs set ended_at = now()`);
    expect(await bench.portal.orders.checkStatus(bench.organisationId)).toMatchObject({
      lastRun: { orders: 2, violations: 1, faultCode: null },
      lastDay: { orders: 2, calls: 7, violations: 1 },
      openFindings: 1,
    });
    expect(await bench.portal.orders.checkStatus(other.organisationId)).toEqual({
      lastRun: null,
      lastDay: { orders: 0, calls: 0, violations: 0 },
      openFindings: 0,
    });
    await other.close();
  });
});
