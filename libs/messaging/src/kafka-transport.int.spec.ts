import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@abgleich/domain';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { startKafka, whyNoKafka, type StartedKafka } from '../../../tools/kafka.mjs';
import { createKafkaTransport, type KafkaTransportOptions } from './kafka-transport.js';
import {
  anEvent,
  createMessagingDatabase,
  putIntoOutbox,
  type MessagingDatabase,
} from './testing/messaging-database.js';
import { createRecorder, eventually, pause } from './testing/recorder.js';
import { transportContract } from './testing/transport-contract.js';
import type { Transport } from './transport.js';

const clock = { now: () => instant(Date.parse('2026-10-25T02:59:00Z')) };
const obstacle = process.env['KAFKA_BROKERS'] === undefined ? await whyNoKafka() : null;
if (obstacle !== null) console.warn(`Kafka suite: ${obstacle}`);
/** Where no broker can be had the suite is skipped and says why; in CI that is a failure instead. */
const suite = obstacle === null || process.env['CI'] !== undefined ? describe : describe.skip;

let broker: StartedKafka;
let closers: (() => Promise<void>)[] = [];

/** What a test opened, closed in reverse also when the test failed: nothing outlives it. */
afterEach(async () => {
  const due = closers.reverse();
  closers = [];
  for (const close of due) await close();
}, 120_000);

suite('with a real broker', () => {
  beforeAll(async () => {
    broker = await startKafka();
  }, 300_000); // the first run fetches the jars
  afterAll(() => broker.stop());

  transportContract('the Kafka', async () => {
    const bench = await openBench();
    return { pool: bench.pool, transport: (options) => bench.transport(options ?? {}) };
  });

  describe('the Kafka transport', () => {
    const subscription = { group: 'group', types: ['order.waiting'] as const, concurrency: 4 };

    it('shares the partitions of a group between its members and gives them back when one leaves', async () => {
      const bench = await openBench();
      const [first, second] = [createRecorder(), createRecorder()];
      const one = bench.transport({});
      const two = bench.transport({});
      await one.subscribe({ ...subscription, handle: first.handle });
      await two.subscribe({ ...subscription, handle: second.handle });
      await one.start();
      await two.start();
      const orders = Array.from({ length: 60 }, (_, n) => `order${n}`);
      let round = 0;
      await eventually(async () => {
        await putIntoOutbox(
          bench.pool,
          orders.map((order) => anEvent(order, round)),
        );
        round += 1;
        expect(Math.min(first.finishedCount(), second.finishedCount())).toBeGreaterThan(0);
      });
      await one.stop();
      const before = second.finishedCount();
      await putIntoOutbox(
        bench.pool,
        orders.map((order) => anEvent(order, round)),
      );
      await eventually(() => {
        for (const order of orders) expect(second.finished(order)).toContain(round);
      });
      expect(second.finishedCount()).toBeGreaterThanOrEqual(before + orders.length);
    });

    it('parks at once what is not even JSON, and tells the dead-letter topic', async () => {
      const bench = await openBench();
      const seen = createRecorder();
      const transport = bench.transport({});
      await transport.subscribe({ ...subscription, handle: seen.handle });
      await transport.start();
      const producer = aClient().producer({ createPartitioner: Partitioners.DefaultPartitioner });
      await producer.connect();
      const value = Buffer.from([0x7b, 0x00, 0xff, 0xed, 0xa0, 0x80]);
      await producer.send({ topic: `${bench.prefix}events`, messages: [{ key: 'torn', value }] });
      await producer.disconnect();
      await eventually(async () => {
        const { rows } = await bench.pool.query('select key, attempts from messaging.dead_letters');
        expect(rows).toEqual([{ key: 'torn', attempts: 1 }]);
      });
      expect(await firstMessage(`${bench.prefix}dead-letters`)).toBe('torn');
      expect(seen.finishedCount()).toBe(0);
    });

    it('passes over event types it does not know: a newer version may send them already', async () => {
      const bench = await openBench();
      const seen = createRecorder();
      const transport = bench.transport({});
      await transport.subscribe({ ...subscription, handle: seen.handle });
      await transport.start();
      await bench.pool.query(
        `insert into messaging.outbox (id, key, type, organisation_id, event)
         values (gen_random_uuid(), 'A', 'order.teleported', gen_random_uuid(), '{"type":"order.teleported"}')`,
      );
      await putIntoOutbox(bench.pool, [anEvent('A', 0)]);
      await eventually(() => expect(seen.finished('A')).toEqual([0]));
      expect(transport.stats?.()).toMatchObject([{ parked: 0 }]);
    });

    it('parks an event that is too large for Kafka instead of stopping before it for ever', async () => {
      const bench = await openBench();
      const seen = createRecorder();
      const transport = bench.transport({});
      await transport.subscribe({ ...subscription, handle: seen.handle });
      await transport.start();
      await putIntoOutbox(bench.pool, [anEvent('A', 0, 'x'.repeat(1_000_000)), anEvent('A', 1)]);
      await eventually(() => expect(seen.finished('A')).toEqual([1]));
      const { rows } = await bench.pool.query('select consumer_group from messaging.dead_letters');
      expect(rows).toEqual([{ consumer_group: 'relay' }]);
    });

    it('costs next to nothing while nothing happens', async () => {
      const bench = await openBench();
      const seen = createRecorder();
      const transport = bench.transport({});
      await transport.subscribe({ ...subscription, handle: seen.handle });
      await transport.start();
      await putIntoOutbox(bench.pool, [anEvent('A', 0)]);
      await eventually(() => expect(seen.finishedCount()).toBe(1));
      // Unpatched kafkajs arms about a thousand timers a second here; docs/adr/0009 has the figures.
      expect(await idleTimersPerSecond(5_000)).toBeLessThan(60);
    });
  });
});

suite('when the broker is killed', () => {
  it('loses nothing: what was written before, during and after the outage arrives in order', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'abgleich-kafka-restart-'));
    closers.push(() => rm(dataDir, { recursive: true, force: true }));
    const doomed = await startKafka({ own: true, dataDir });
    closers.push(() => doomed.kill());
    const bench = await openBench({ brokers: doomed.brokers });
    const seen = createRecorder();
    const transport = bench.transport({});
    await transport.subscribe({
      group: 'group',
      types: ['order.waiting'],
      concurrency: 4,
      handle: seen.handle,
    });
    await transport.start();
    const put = async (sequences: readonly number[]): Promise<void> => {
      await putIntoOutbox(
        bench.pool,
        sequences.map((n) => anEvent('A', n)),
      );
      await putIntoOutbox(
        bench.pool,
        sequences.map((n) => anEvent('B', n)),
      );
      transport.nudge();
    };
    await put([0, 1, 2]);
    await eventually(() => expect(seen.finishedCount()).toBe(6));
    await put([3, 4]);
    await doomed.kill();
    await put([5, 6]);
    const port = Number(doomed.brokers[0]?.split(':')[1]);
    const reborn = await startKafka({ own: true, dataDir, port });
    closers.push(() => reborn.stop());
    await put([7]);
    await eventually(() => expect(seen.finishedCount()).toBe(16));
    for (const order of ['A', 'B']) expect(seen.finished(order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }, 240_000);
});

type Bench = {
  readonly pool: MessagingDatabase['pool'];
  readonly prefix: string;
  transport(options: Partial<KafkaTransportOptions>): Transport;
};

/** A fresh database and fresh topics; two partitions, so that events of several keys share one. */
async function openBench({
  brokers = broker?.brokers,
}: { brokers?: string[] } = {}): Promise<Bench> {
  const { pool, drop } = await createMessagingDatabase();
  const prefix = `test-${randomBytes(5).toString('hex')}.`;
  const open: Transport[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((transport) => transport.stop()));
    await drop();
  };
  closers.push(close);
  return {
    pool,
    prefix,
    transport(options) {
      const given = { brokers, pool, prefix, clock, clientId: 'spec', partitions: 2 };
      const transport = createKafkaTransport({ ...given, stopWithinMs: 2_000, ...options });
      open.push(transport);
      return transport;
    },
  };
}

/** Timers per second that this process arms while nobody does anything. */
async function idleTimersPerSecond(forMs: number): Promise<number> {
  await pause(2_000); // what the start left to do
  const arm = globalThis.setTimeout;
  let timers = 0;
  const counting = (...args: Parameters<typeof arm>): NodeJS.Timeout => {
    timers += 1;
    return arm(...args);
  };
  globalThis.setTimeout = Object.assign(counting, arm);
  const from = performance.now();
  await pause(forMs);
  const elapsedMs = performance.now() - from;
  globalThis.setTimeout = arm;
  return (timers * 1_000) / elapsedMs;
}

function aClient(): Kafka {
  return new Kafka({ brokers: broker.brokers, clientId: 'spec', logLevel: logLevel.NOTHING });
}

async function firstMessage(topic: string): Promise<string | undefined> {
  const consumer = aClient().consumer({ groupId: `watch-${topic}` });
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const key = await new Promise<string | undefined>((resolve) => {
    void consumer.run({ eachMessage: async ({ message }) => resolve(message.key?.toString()) });
  });
  await consumer.disconnect();
  return key;
}
