import { invariant, type Clock } from '@abgleich/domain';
import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { Pool } from 'pg';
import { retryDelayMs } from './back-off.js';
import { parkDeadLetter, type DeadLetter } from './dead-letters.js';
import {
  createKafkaClient,
  ensureTopics,
  HEADERS,
  LEAVE_WITHIN_MS,
  PARTITIONS,
  PREFIX,
} from './kafka-client.js';
import { createKafkaGroup, type KafkaGroup } from './kafka-group.js';
import { createKafkaRelay, type KafkaRelay } from './kafka-relay.js';
import {
  ATTEMPTS_MAX,
  SILENT_LOG,
  STOP_WITHIN_MS,
  type GroupStats,
  type Subscription,
  type Transport,
  type TransportOptions,
} from './transport.js';
import { within } from './within.js';

export type KafkaTransportOptions = TransportOptions & {
  readonly brokers: readonly string[];
  /** One connection of it is held by the process that relays the outbox. */
  readonly pool: Pool;
  /** Names this process in the brokers' logs. */
  readonly clientId: string;
  readonly clock: Clock;
  /** Default 12: that many instances can share a group's work. Counts only when the topic is created. */
  readonly partitions?: number;
  /** Default 1; set 3 on a cluster. Counts only when the topics are created. */
  readonly replicationFactor?: number;
  /** Begins the names of topics and groups, so that several installations can share a cluster. Default `abgleich.`. */
  readonly prefix?: string;
};

/** Outbox -> Kafka -> consumer groups, for more than one process. Order per key, at least once, poison parked in topic and table. */
export function createKafkaTransport(options: KafkaTransportOptions): Transport {
  return new KafkaTransport(options);
}

class KafkaTransport implements Transport {
  private readonly groups = new Map<string, KafkaGroup>();
  private readonly log;
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private readonly relay: KafkaRelay;
  private readonly prefix: string;
  private readonly eventsTopic: string;
  private readonly deadLettersTopic: string;
  private started = false;

  constructor(private readonly options: KafkaTransportOptions) {
    this.log = options.log ?? SILENT_LOG;
    this.prefix = options.prefix ?? PREFIX;
    this.eventsTopic = `${this.prefix}events`;
    this.deadLettersTopic = `${this.prefix}dead-letters`;
    const { brokers, clientId, pool, clock } = options;
    this.kafka = createKafkaClient({ brokers, clientId, log: this.log });
    this.producer = this.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1, // a retried batch must not overtake: order per key
    });
    const { producer, log, eventsTopic: topic } = this;
    this.relay = createKafkaRelay({ pool, producer, topic, clock, log });
  }

  async subscribe(subscription: Subscription): Promise<void> {
    const { group } = subscription;
    invariant(!this.groups.has(group), `one subscription per group and process: ${group}`);
    const created = createKafkaGroup({
      kafka: this.kafka,
      groupId: `${this.prefix}${group}`,
      topic: this.eventsTopic,
      subscription,
      attemptsMax: this.options.attemptsMax ?? ATTEMPTS_MAX,
      retryDelayMs: this.options.retryDelayMs ?? retryDelayMs,
      park: (letter) => this.park(letter),
      log: this.log,
    });
    this.groups.set(group, created);
    if (this.started) await created.start();
  }

  async start(): Promise<void> {
    await ensureTopics(this.kafka, {
      topics: [this.eventsTopic, this.deadLettersTopic],
      partitions: this.options.partitions ?? PARTITIONS,
      replicationFactor: this.options.replicationFactor ?? 1,
    });
    await this.producer.connect();
    this.started = true;
    this.relay.start();
    await Promise.all([...this.groups.values()].map((group) => group.start()));
  }

  nudge(): void {
    this.relay.nudge();
  }

  async stop(): Promise<void> {
    const withinMs = this.options.stopWithinMs ?? STOP_WITHIN_MS;
    await this.relay.stop();
    await Promise.all([...this.groups.values()].map((group) => group.stop(withinMs)));
    await within(LEAVE_WITHIN_MS, this.producer.disconnect());
  }

  stats(): readonly GroupStats[] {
    return [...this.groups.values()].map((group) => group.stats());
  }

  /** The table is what people see and what is redriven; the topic is for tools that watch Kafka. */
  private async park(letter: DeadLetter): Promise<void> {
    const id = await parkDeadLetter(this.options.pool, letter, this.options.clock.now());
    const headers = {
      [HEADERS.type]: letter.type,
      'dead-letter-id': id,
      group: letter.group,
      attempts: String(letter.attempts),
      error: letter.error.slice(0, 500),
    };
    const message = { key: letter.key, value: JSON.stringify(letter.event), headers };
    await this.producer.send({ topic: this.deadLettersTopic, acks: -1, messages: [message] });
  }
}
