import { describe, expect, it } from '@jest/globals';
import { instant, type Clock } from '@abgleich/domain';
import { createEmbeddedTransport } from './embedded-transport.js';
import { anEvent, createMessagingDatabase, putIntoOutbox } from './testing/messaging-database.js';
import { createRecorder, eventually } from './testing/recorder.js';
import { transportContract } from './testing/transport-contract.js';
import type { Transport } from './transport.js';

const POLL_MS = 100;

transportContract('the embedded', async () => {
  const { pool, drop } = await createMessagingDatabase();
  const open: Transport[] = [];
  return {
    pool,
    transport(options) {
      const transport = createEmbeddedTransport({
        pool,
        clock: aClock(),
        pollMs: POLL_MS,
        ...options,
      });
      open.push(transport);
      return transport;
    },
    close: async () => {
      await Promise.all(open.map((transport) => transport.stop()));
      await drop();
    },
  };
});

describe('the embedded transport', () => {
  const subscription = { group: 'group', types: ['order.waiting'] as const, concurrency: 2 };

  it('delivers a group in one instance at a time', async () => {
    const { pool, drop } = await createMessagingDatabase();
    const [first, second] = [createRecorder(), createRecorder()];
    const leader = createEmbeddedTransport({ pool, clock: aClock(), pollMs: POLL_MS });
    const standby = createEmbeddedTransport({ pool, clock: aClock(), pollMs: POLL_MS });
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
    await standby.stop();
    await drop();
  });

  it('goes on when its database session is ended from outside', async () => {
    const { pool, drop } = await createMessagingDatabase();
    const seen = createRecorder();
    const transport = createEmbeddedTransport({ pool, clock: aClock(), pollMs: POLL_MS });
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
    await transport.stop();
    await drop();
  });

  it('delivers events whose transaction ids come from the cluster a dump was taken from', async () => {
    const { pool, drop } = await createMessagingDatabase();
    await putIntoOutbox(pool, [anEvent('A', 0)]);
    await pool.query(`update messaging.outbox set xid = '9000000000'`);
    await pool.query(`insert into messaging.offsets values ('group', 9000000000)`);
    const seen = createRecorder();
    const transport = createEmbeddedTransport({ pool, clock: aClock(), pollMs: POLL_MS });
    await transport.subscribe({ ...subscription, handle: seen.handle });
    await transport.start();
    await putIntoOutbox(pool, [anEvent('A', 1)]);
    await eventually(() => expect(seen.finished('A')).toEqual([0, 1]));
    await transport.stop();
    await drop();
  });
});

/** Each reading is a second later: what happens every few seconds happens every few looks. */
function aClock(): Clock {
  let now = 0;
  return { now: () => instant((now += 1_000)) };
}
