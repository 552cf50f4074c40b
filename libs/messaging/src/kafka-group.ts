import type {
  Consumer,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  Kafka,
  KafkaMessage,
} from 'kafkajs';
import type { DeadLetter } from './dead-letters.js';
import { concerns, createDelivery, readField, textOf, type Parcel } from './delivery.js';
import { HEADERS, LEAVE_WITHIN_MS, RETRY } from './kafka-client.js';
import { createLanes, placesOf, type LaneOutcome, type Lanes } from './lanes.js';
import { createPartitionTracker, type PartitionTracker } from './partition-tracker.js';
import type { GroupStats, Subscription, TransportLog } from './transport.js';
import { within } from './within.js';

/** How long the broker holds an empty fetch. New events end it at once; a stop, a rebalance or a resumed partition waits for it. */
const FETCH_WAIT_MS = 250;
const FETCH_BYTES_PER_PARTITION = 262_144;
/** A process that froze this long is taken for dead; a garbage collection or a busy machine stays well below. */
const SESSION_MS = 10_000;
/** Also how soon a member notices that the group is being shared out anew; everyone waits for the last one to notice. */
const HEARTBEAT_MS = 1_000;
const REBALANCE_MS = 30_000;
const COMMIT_EVERY_MS = 1_000;
/** Unfinished events of one partition in memory. Beyond this the partition is not fetched. */
const WINDOW_PAUSE = 500;
const WINDOW_RESUME = 250;
/** Finished ones behind a slow key cost a number each, and come again after a restart: one hanging order must not hold up the rest for long. */
const SPAN_PAUSE = 20_000;
const RESTART_MS = 2_000;

export type KafkaGroup = {
  start(): Promise<void>;
  stats(): GroupStats;
  stop(withinMs: number): Promise<void>;
};
export type KafkaGroupOptions = {
  readonly kafka: Kafka;
  readonly topic: string;
  /** The group's name on the brokers. */
  readonly groupId: string;
  readonly subscription: Subscription;
  readonly attemptsMax: number;
  readonly retryDelayMs: (attempt: number) => number;
  readonly park: (letter: DeadLetter) => Promise<void>;
  readonly log: TransportLog;
};

type Entry = {
  readonly offset: number;
  readonly tracker: PartitionTracker;
  readonly parcel: Parcel;
};

/**
 * One member of a consumer group. kafkajs only fetches: its batch callback sorts messages into lanes and returns at once, so the
 * fetch loop (and with it the heartbeat) never waits for a handler, and a slow key holds up neither its partition nor others.
 */
export function createKafkaGroup(options: KafkaGroupOptions): KafkaGroup {
  return new Group(options);
}

class Group implements KafkaGroup {
  private readonly delivery;
  private readonly lanes: Lanes<Entry>;
  private readonly trackers = new Map<number, PartitionTracker>();
  private readonly pausedPartitions = new Set<number>();
  private consumer: Consumer | null = null;
  private commitTimer: NodeJS.Timeout | null = null;
  private restartTimer: NodeJS.Timeout | null = null;
  private committing: Promise<void> | null = null;
  private starting: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly options: KafkaGroupOptions) {
    this.delivery = createDelivery(options);
    this.lanes = createLanes<Entry>({
      ...placesOf(options.subscription),
      work: (entry, attempt) => this.work(entry, attempt),
    });
  }

  start(): Promise<void> {
    this.starting = this.join();
    return this.starting;
  }

  private async join(): Promise<void> {
    const { kafka, subscription, topic, log } = this.options;
    const consumer = kafka.consumer({
      groupId: this.options.groupId,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      minBytes: 1,
      maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      // kafkajs would restart by a timer of its own that a stop during the crash does not reach: restartSoon does it instead.
      retry: { ...RETRY, restartOnFailure: async () => false },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.REBALANCING, () => this.onRebalancing());
    consumer.on(consumer.events.GROUP_JOIN, (event) => this.onJoin(event));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      log.warn({ group: subscription.group, error: textOf(payload.error) }, 'consumer crashed');
      this.lanes.pause(); // others may be given our partitions
      this.restartSoon(consumer);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    if (this.stopping) return;
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true, // how far was fetched; what is finished is committed by us
      partitionsConsumedConcurrently: 1, // onBatch does not wait for handlers, the lanes are what runs at once
      eachBatch: (payload) => this.onBatch(payload),
    });
    this.commitTimer ??= setInterval(() => void this.commit(), COMMIT_EVERY_MS);
  }

  stats(): GroupStats {
    const { group } = this.options.subscription;
    const waiting = this.lanes.waiting();
    const running = this.lanes.running();
    const inMemory = waiting + running;
    return { group, ...this.delivery.counters, waiting, running, inMemory };
  }

  async stop(withinMs: number): Promise<void> {
    this.stopping = true;
    if (this.restartTimer !== null) clearTimeout(this.restartTimer);
    await this.lanes.stop(withinMs);
    await within(LEAVE_WITHIN_MS, this.starting);
    if (this.commitTimer !== null) clearInterval(this.commitTimer);
    await within(LEAVE_WITHIN_MS, this.commit());
    if (this.consumer !== null) await within(LEAVE_WITHIN_MS, this.consumer.disconnect());
  }

  /** Nothing new begins until we know what is ours; what is finished is committed while the old generation still may. */
  private onRebalancing(): void {
    this.lanes.pause();
    void this.commit();
  }

  private onJoin({ payload }: ConsumerGroupJoinEvent): void {
    const mine = new Set(payload.memberAssignment[this.options.topic] ?? []);
    for (const [partition, tracker] of this.trackers) {
      if (mine.has(partition)) continue;
      tracker.close();
      this.trackers.delete(partition);
    }
    this.lanes.drop((entry) => entry.tracker.isClosed());
    for (const partition of mine) {
      if (!this.trackers.has(partition)) this.trackers.set(partition, createPartitionTracker());
      this.resumeWhenRoom(partition);
    }
    this.lanes.resume();
    const { group } = this.options.subscription;
    this.options.log.info({ group, partitions: [...mine] }, 'partitions assigned');
  }

  private async onBatch({ batch }: EachBatchPayload): Promise<void> {
    const tracker = this.trackers.get(batch.partition);
    if (tracker === undefined || this.stopping) return; // uncommitted: it comes again, here or elsewhere
    for (const message of batch.messages) {
      const offset = Number(message.offset);
      const parcel = parcelOf(message);
      if (!this.wants(parcel)) tracker.pass(offset);
      else if (tracker.take(offset)) this.lanes.add(parcel.key, { offset, tracker, parcel });
    }
    const hasRoom = tracker.unfinished() < WINDOW_PAUSE && tracker.span() < SPAN_PAUSE;
    if (hasRoom || this.pausedPartitions.has(batch.partition)) return;
    this.pausedPartitions.add(batch.partition);
    this.consumer?.pause([{ topic: batch.topic, partitions: [batch.partition] }]);
  }

  /** What does not even say its type concerns every group: each one parks it. */
  private wants(parcel: Parcel): boolean {
    return parcel.type === '' || concerns(this.options.subscription, parcel.type, parcel.event);
  }

  private async work(entry: Entry, attempt: number): Promise<LaneOutcome> {
    if (entry.tracker.isClosed()) return 'done';
    const outcome = await this.delivery.attempt(entry.parcel, attempt);
    if (outcome !== 'done') return outcome;
    entry.tracker.finish(entry.offset);
    for (const partition of this.pausedPartitions) this.resumeWhenRoom(partition);
    return outcome;
  }

  private resumeWhenRoom(partition: number): void {
    const tracker = this.trackers.get(partition);
    if (tracker && (tracker.unfinished() > WINDOW_RESUME || tracker.span() >= SPAN_PAUSE)) return;
    this.pausedPartitions.delete(partition);
    this.consumer?.resume([{ topic: this.options.topic, partitions: [partition] }]);
  }

  /** Commits what is finished without a gap. A failure only means that some events come twice. */
  private commit(): Promise<void> {
    this.committing ??= this.commitNow().finally(() => {
      this.committing = null;
    });
    return this.committing;
  }

  private async commitNow(): Promise<void> {
    const { topic, subscription, log } = this.options;
    const due = [...this.trackers].flatMap(([partition, tracker]) => {
      const offset = tracker.committable();
      return offset === null ? [] : [{ partition, tracker, offset }];
    });
    if (due.length === 0 || this.consumer === null) return;
    try {
      await this.consumer.commitOffsets(
        due.map(({ partition, offset }) => ({ topic, partition, offset: String(offset) })),
      );
      for (const { tracker, offset } of due) tracker.committed(offset);
    } catch (error) {
      log.info({ group: subscription.group, error: textOf(error) }, 'offsets not committed yet');
    }
  }

  /** kafkajs gave up: a new consumer takes over, unless we are stopping. */
  private restartSoon(crashed: Consumer): void {
    if (this.stopping || this.consumer !== crashed) return;
    this.restartTimer = setTimeout(() => {
      void within(LEAVE_WITHIN_MS, crashed.disconnect())
        .then(() => this.start())
        .catch((error: unknown) => {
          const { group } = this.options.subscription;
          this.options.log.error({ group, error: textOf(error) }, 'consumer did not restart');
          if (this.consumer !== null) this.restartSoon(this.consumer);
        });
    }, RESTART_MS);
  }
}

function parcelOf(message: KafkaMessage): Parcel {
  const header = (name: string): string | null => message.headers?.[name]?.toString() ?? null;
  const text = message.value?.toString() ?? '';
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    event = { unreadable: text }; // fails the schema and is parked with what it said
  }
  const key = message.key?.toString() ?? '';
  const type = header(HEADERS.type) ?? readField(event, 'type') ?? '';
  return { key, type, organisationId: header(HEADERS.organisationId), event, deadLetter: null };
}
