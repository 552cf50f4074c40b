import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '@abgleich/contracts';
import { instant } from '@abgleich/domain';
import type { Pool } from 'pg';
import { redrive } from '../dead-letters.js';
import type { Subscription, Transport, TransportOptions } from '../transport.js';
import { anEvent, putIntoOutbox } from './messaging-database.js';
import { createGate, createRecorder, eventually, sequenceOf } from './recorder.js';
import {
  deadLetters,
  interleaved,
  names,
  putTorn,
  range,
  settled,
  shortWork,
  subscription,
} from './contract-parts.js';

/** One transport under test on a fresh database (and fresh topics). */
export type Workbench = {
  readonly pool: Pool;
  /** A transport that is not started; the spec that opened the workbench stops it after each test. */
  transport(options?: TransportOptions): Transport;
};

const QUICK_RETRY: TransportOptions = { retryDelayMs: () => 5 };

/** What every transport owes its users. Run by one spec per implementation. */
export function transportContract(name: string, open: () => Promise<Workbench>): void {
  describe(`${name} transport`, () => {
    let bench: Workbench;
    beforeEach(async () => {
      bench = await open();
    });

    const put = async (transport: Transport, events: readonly DomainEvent[]): Promise<void> => {
      await putIntoOutbox(bench.pool, events);
      transport.nudge();
    };
    const started = async (
      subscriptions: readonly Subscription[],
      options: TransportOptions = QUICK_RETRY,
    ): Promise<Transport> => {
      const transport = bench.transport(options);
      for (const subscription of subscriptions) await transport.subscribe(subscription);
      await transport.start();
      return transport;
    };
    const context = { put, started, pool: () => bench.pool };
    ordering(context);
    failing(context);
    surviving(context);
  });
}

type Context = {
  put(transport: Transport, events: readonly DomainEvent[]): Promise<void>;
  started(subscriptions: readonly Subscription[], options?: TransportOptions): Promise<Transport>;
  pool(): Pool;
};

function ordering({ put, started, pool }: Context): void {
  it('keeps the order of each key while several keys are worked on at once', async () => {
    const seen = createRecorder((event) => shortWork(sequenceOf(event)));
    const transport = await started([subscription(seen, { concurrency: 4 })]);
    const orders = names('order', 20);
    await put(transport, interleaved(orders, 15));
    await eventually(() => expect(seen.finishedCount()).toBe(20 * 15));
    for (const order of orders) expect(seen.finished(order)).toEqual(range(15));
    expect(seen.overlapping()).toEqual([]);
    expect(seen.mostAtOnce()).toBeGreaterThan(1);
    expect(seen.mostAtOnce()).toBeLessThanOrEqual(4);
  });

  it('gives an event to every group that asked for its type, and to no other', async () => {
    const [first, second, other] = [createRecorder(), createRecorder(), createRecorder()];
    const transport = await started([
      subscription(first, { group: 'first' }),
      subscription(second, { group: 'second' }),
      subscription(other, { group: 'other', types: ['order.released'] }),
    ]);
    await put(transport, [anEvent('A', 0)]);
    await eventually(() => expect([first, second].map((r) => r.finishedCount())).toEqual([1, 1]));
    expect(other.tries('A')).toEqual([]);
  });

  it('lets a hanging handler of one key delay no other key', async () => {
    const gate = createGate();
    const seen = createRecorder((event) =>
      event.orderNumber === 'hangs' ? gate.passed : Promise.resolve(),
    );
    const transport = await started([subscription(seen, { concurrency: 2 })]);
    await put(transport, interleaved(['hangs', ...names('order', 10)], 10));
    await eventually(() => expect(seen.finishedCount()).toBe(100));
    expect(seen.tries('hangs')).toEqual(['0/1']);
    gate.open();
    await eventually(() => expect(seen.finished('hangs')).toEqual(range(10)));
  });

  it('delivers what concurrent transactions commit in another order than they wrote it', async () => {
    const seen = createRecorder();
    const transport = await started([subscription(seen)]);
    const sessions = await Promise.all(range(3).map(() => pool().connect()));
    try {
      const [older, younger, third] = sessions;
      if (!older || !younger || !third) throw new Error('three sessions are needed');
      for (const session of sessions) await session.query('begin');
      // `older` has the lower transaction id but writes last; `third` writes first and commits last.
      await older.query('select pg_current_xact_id()');
      await putIntoOutbox(third, [anEvent('third', 0)]);
      await putIntoOutbox(younger, [anEvent('younger', 0)]);
      await younger.query('commit');
      await put(transport, [anEvent('apart', 0)]);
      await putIntoOutbox(older, [anEvent('older', 0)]);
      await older.query('commit');
      await put(transport, [anEvent('apart', 1)]);
      await third.query('commit');
      transport.nudge();
      await eventually(() => expect(seen.finishedCount()).toBe(5));
    } finally {
      for (const session of sessions) session.release(true);
    }
  });

  it('loses none of many events written by racing transactions', async () => {
    const seen = createRecorder();
    const transport = await started([subscription(seen, { concurrency: 8 })]);
    await Promise.all(
      names('writer', 8).map(async (writer, index) => {
        const client = await pool().connect();
        for (const sequence of range(25)) {
          await client.query('begin');
          await putIntoOutbox(client, [anEvent(writer, sequence)]);
          await client.query('select pg_sleep($1)', [((sequence + index) % 4) / 500]);
          await client.query('commit');
          transport.nudge();
        }
        client.release();
      }),
    );
    await eventually(() => expect(seen.finishedCount()).toBe(8 * 25));
    for (const writer of names('writer', 8)) expect(seen.finished(writer)).toEqual(range(25));
  });
}

function failing({ put, started, pool }: Context): void {
  it('tries a failed event again before the next one of its key', async () => {
    const seen = createRecorder(async (event, attempt) => {
      if (sequenceOf(event) === 1 && attempt < 3) throw new Error('not yet');
    });
    const transport = await started([subscription(seen)]);
    await put(transport, interleaved(['A'], 3));
    await eventually(() => expect(seen.finishedCount()).toBe(3));
    expect(seen.tries('A')).toEqual(['0/1', '1/1', '1/2', '1/3', '2/1']);
    expect(await deadLetters(pool())).toEqual([]);
  });

  it('parks a poison event after three tries and goes on with its key and all others', async () => {
    const seen = createRecorder(async (event) => {
      if (event.orderNumber === 'poison' && sequenceOf(event) === 1) throw new Error('bad taste');
    });
    const transport = await started([subscription(seen)]);
    await put(transport, interleaved(['poison', 'A', 'B'], 4));
    await eventually(() => expect(seen.finishedCount()).toBe(11));
    expect(seen.finished('poison')).toEqual([0, 2, 3]);
    expect(seen.tries('poison')).toEqual(['0/1', '1/1', '1/2', '1/3', '2/1', '3/1']);
    expect(await deadLetters(pool())).toEqual([
      { consumer_group: 'group', type: 'order.waiting', attempts: 3, error: 'Error: bad taste' },
    ]);
    expect(transport.stats?.()).toMatchObject([{ delivered: 11, parked: 1, failedTries: 3 }]);
  });

  it('parks an event at once that does not fit its schema', async () => {
    const seen = createRecorder();
    const transport = await started([subscription(seen)]);
    await putTorn(pool());
    await put(transport, [anEvent('A', 1)]);
    await eventually(() => expect(seen.finished('A')).toEqual([1]));
    await eventually(async () => expect(await deadLetters(pool())).toHaveLength(1));
    expect(await deadLetters(pool())).toMatchObject([{ attempts: 1 }]);
  });

  it('puts a parked event back to the group that parked it, and only to that one', async () => {
    let healthy = false;
    const sick = createRecorder(async () => {
      if (!healthy) throw new Error('sick');
    });
    const other = createRecorder();
    const transport = await started([
      subscription(sick, { group: 'sick' }),
      subscription(other, { group: 'other' }),
    ]);
    await put(transport, [anEvent('A', 0)]);
    await eventually(async () => expect(await deadLetters(pool())).toHaveLength(1));
    await eventually(() => expect(other.finishedCount()).toBe(1));
    healthy = true;
    const { rows } = await pool().query<{ id: string }>('select id from messaging.dead_letters');
    const id = rows[0]?.id ?? '';
    expect(await redrive(pool(), id, instant(0))).toBe(true);
    expect(await redrive(pool(), id, instant(0))).toBe(false);
    transport.nudge();
    await put(transport, [anEvent('A', 1)]);
    await eventually(() => expect(sick.finished('A')).toEqual([0, 1]));
    await eventually(() => expect(other.finished('A')).toEqual([0, 1]));
    expect(other.tries('A')).toEqual(['0/1', '1/1']);
  });
}

function surviving({ put, started, pool }: Context): void {
  it('delivers again what was in work when the process died', async () => {
    const gate = createGate();
    const dying = createRecorder((event) =>
      sequenceOf(event) === 2 && event.orderNumber === 'A' ? gate.passed : Promise.resolve(),
    );
    const first = await started([subscription(dying)], { stopWithinMs: 20 });
    await put(first, interleaved(['A', 'B'], 5));
    await eventually(() => expect(dying.tries('A')).toEqual(['0/1', '1/1', '2/1']));
    await eventually(() => expect(dying.finished('B')).toEqual(range(5)));
    await first.stop();
    const living = createRecorder();
    await started([subscription(living)]);
    await eventually(() => expect(living.finished('A').slice(-3)).toEqual([2, 3, 4]));
    gate.open();
  });

  it('loses nothing and keeps the order while a second instance joins and the first one leaves', async () => {
    const seen = createRecorder(() => shortWork(1));
    const first = await started([subscription(seen, { concurrency: 3 })]);
    const orders = names('order', 12);
    await put(
      first,
      orders.flatMap((order) => range(10).map((n) => anEvent(order, n))),
    );
    const second = await started([subscription(seen, { concurrency: 3 })]);
    const more = orders.flatMap((order) => range(10).map((n) => anEvent(order, 10 + n)));
    await put(second, more);
    await first.stop();
    await put(
      second,
      orders.map((order) => anEvent(order, 20)),
    );
    await eventually(() => expect(seen.finishedCount()).toBe(12 * 21));
    for (const order of orders) expect(seen.finished(order)).toEqual(range(21));
  });

  it('holds a bounded number of 3000 waiting events in memory and delivers them all', async () => {
    const gate = createGate();
    const seen = createRecorder(() => gate.passed);
    const transport = await started([subscription(seen, { concurrency: 10 })]);
    const orders = names('order', 300);
    const padding = 'x'.repeat(2_000); // a page of events weighs something
    for (const n of range(10)) {
      await put(
        transport,
        orders.map((order) => anEvent(order, n, padding)),
      );
    }
    await eventually(() => expect(seen.mostAtOnce()).toBe(10));
    await settled(() => transport.stats?.()[0]?.inMemory ?? 0);
    expect(transport.stats?.()[0]?.inMemory).toBeLessThanOrEqual(1_500); // half of them
    gate.open();
    await eventually(() => expect(seen.finishedCount()).toBe(3_000));
    for (const order of orders) expect(seen.finished(order)).toEqual(range(10));
  });

  it('leaves no event behind in the outbox once every group is past it', async () => {
    const seen = createRecorder();
    const transport = await started([subscription(seen)]);
    await put(transport, interleaved(['A', 'B'], 50));
    await eventually(() => expect(seen.finishedCount()).toBe(100));
    await transport.stop();
    const { rows } = await pool().query('select from messaging.outbox');
    expect(rows).toHaveLength(0);
  });
}
