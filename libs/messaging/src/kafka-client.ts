import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import { textOf } from './delivery.js';
import type { TransportLog } from './transport.js';

/** Topics are `abgleich.events` and `abgleich.dead-letters`, groups `abgleich.<group>`. */
export const PREFIX = 'abgleich.';
export const PARTITIONS = 12;

/** Headers of a message, so that a consumer can tell what concerns it without reading the body. */
export const HEADERS = {
  type: 'type',
  organisationId: 'organisation-id',
  eventId: 'event-id',
} as const;

const CONNECT_WITHIN_MS = 3_000;
const REQUEST_WITHIN_MS = 30_000;
/** A broker that restarts is back within seconds: look often, give up late. Beyond that our own loops begin anew. */
export const RETRY = { initialRetryTime: 200, maxRetryTime: 2_000, retries: 8 };
/** How long leaving a group or ending a send may hold up our own stop. */
export const LEAVE_WITHIN_MS = 5_000;
/** A broker may come up later than we do (compose, Kubernetes). */
const START_WITHIN_MS = 60_000;
const START_AGAIN_MS = 1_000;

/** The one place where a kafkajs client is made; everything is passed explicitly. */
export function createKafkaClient(options: {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: TransportLog;
}): Kafka {
  const config: KafkaConfig = {
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: CONNECT_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    enforceRequestTimeout: true,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      const { message, broker, groupId, error } = entry.log;
      // kafkajs calls "error" what it goes on to repair by itself; what it cannot repair reaches us as an exception or a CRASH.
      options.log.warn({ namespace: entry.namespace, broker, groupId, error }, message);
    },
  };
  return new Kafka(config);
}

/**
 * Creates our topics where they are missing; never changes the number of partitions of an existing one, because that would send
 * an order's next event to another partition. Rejects when no broker answers within a minute.
 */
export async function ensureTopics(
  kafka: Kafka,
  wanted: {
    readonly topics: readonly string[];
    readonly partitions: number;
    readonly replicationFactor: number;
  },
): Promise<void> {
  const { partitions: numPartitions, replicationFactor } = wanted;
  const giveUpAt = performance.now() + START_WITHIN_MS;
  for (;;) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      const existing = new Set(await admin.listTopics());
      const missing = wanted.topics.filter((topic) => !existing.has(topic));
      if (missing.length === 0) return;
      const topics = missing.map((topic) => ({ topic, numPartitions, replicationFactor }));
      await admin.createTopics({ topics, waitForLeaders: true });
    } catch (error) {
      if (performance.now() > giveUpAt) {
        const sentence = `Kafka did not answer within ${START_WITHIN_MS / 1000} s; check KAFKA_BROKERS. ${textOf(error)}`;
        throw new Error(sentence, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, START_AGAIN_MS));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
