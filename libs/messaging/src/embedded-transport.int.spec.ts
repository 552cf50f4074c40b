import { afterEach, describe, expect, it } from '@jest/globals';
import { instant, type Clock } from '@abgleich/domain';
import { createEmbeddedTransport } from './embedded-transport.js';
import { anEvent, createMessagingDatabase, putIntoOutbox } from './testing/messaging-database.js';
import { createRecorder, eventually } from './testing/recorder.js';
import { transportContract, type Workbench } from './testing/transport-contract.js';
import type { Transport } from './transport.js';

const POLL_MS = 100;

let closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  const due = closers;
  closers = [];
  for (const close of due) await close();
});

async function openBench(): Promise<Workbench> {
  const { pool, drop } = await createMessagingDatabase();
  const open: Transport[] = [];
  closers.push(async () => {
    await Promise.all(open.map((transport) => transport.stop()));
    await drop();
  });
  return {
    pool,
    transport(options) {
      const given = { pool, clock: aClock(), pollMs: POLL_MS };
      const transport = createEmbeddedTransport({ ...given, ...options });
      open.push(transport);
      return transport;
    },
  };
}

transportContract('the embedded', openBench);

describe('the embedded transport', () => {
  const subscription = { group: 'group', types: ['order.waiting'] as const, concurrency: 2 };

  it('delivers a group in one instance at a time', async () => {
    const { pool, transport } = await openBench();
    const [first, second] = [createRecorder(), createRecorder()];
    const leader = transport();
    const standby = transport();
    await leader.subscribe({ ...subscription, handle: first.handle });
    await standby.subscribe({ ...subscription, handle: second.handle });
    await leader.start();
    await putIntoOutbox(pool, [anEvent('A', 0)]);
    await eventually(() => expect(first.finishedCount()).toBe(1));
    await standby.start();
    await putIntoOutbox(pool, [anEvent('A', 1)]);
    await eventually(() => expect(first.finishedCount()).toBe(2));
    expect(second.finishedCount()).toBe(0);
    await leader.stop();
    await putIntoOutbox(pool, [anEvent('A', 2)]);
    await eventually(() => expect(second.finished('A')).toEqual([2]));
  });

  it('goes on when its database session is ended from outside', async () => {
    const { pool, transport: open } = await openBench();
    const seen = createRecorder();
    const transport = open();
    await transport.subscribe({ ...subscription, handle: seen.handle });
    await transport.start();
    await putIntoOutbox(pool, [anEvent('A', 0)]);
    await eventually(() => expect(seen.finishedCount()).toBe(1));
    await pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
    );
    await putIntoOutbox(pool, [anEvent('A', 1)]);
    await eventually(() => expect(seen.finished('A')).toEqual([0, 1]));
  });

  it('deletes what is handled although a group that nobody runs any more never took it', async () => {
    const { pool, transport: open } = await openBench();
    const left = async () =>
      Number((await pool.query('select count(*) as left from messaging.outbox')).rows[0].left);
    const forgotten = (age: string) =>
      pool.query(
        `insert into messaging.offsets values ('renamed', 0, now() - $1::interval)
         on conflict (consumer_group) do update set seen_at = excluded.seen_at`,
        [age],
      );
    await forgotten('2 days');
    const seen = createRecorder();
    const transport = open();
    await transport.subscribe({ ...subscription, handle: seen.handle });
    await transport.start();
    await putIntoOutbox(pool, [anEvent('A', 0)]);
    await eventually(() => expect(seen.finished('A')).toEqual([0]));
    await transport.stop();
    expect(await left()).toBe(1);
    await forgotten('31 days');
    const next = open();
    await next.subscribe({ ...subscription, handle: seen.handle });
    await next.start();
    await putIntoOutbox(pool, [anEvent('A', 1)]);
    await eventually(async () => expect(await left()).toBe(0));
  });

  it('delivers events whose transaction ids come from the cluster a dump was taken from', async () => {
    const { pool, transport: open } = await openBench();
    await putIntoOutbox(pool, [anEvent('A', 0)]);
    await pool.query(`update messaging.outbox set xid = '9000000000'`);
    await pool.query(`insert into messaging.offsets values ('group', 9000000000)`);
    const seen = createRecorder();
    const transport = open();
    await transport.subscribe({ ...subscription, handle: seen.handle });
    await transport.start();
    await putIntoOutbox(pool, [anEvent('A', 1)]);
    await eventually(() => expect(seen.finished('A')).toEqual([0, 1]));
  });
});

/** Each reading is a second later: what happens every few seconds happens every few looks. */
function aClock(): Clock {
  let now = 0;
  return { now: () => instant((now += 1_000)) };
}
