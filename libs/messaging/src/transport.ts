import type { DomainEvent, EventType } from '@abgleich/contracts';

/** What a consumer does with one event. Resolving = done; throwing = tried again, then parked. Must be safe to run twice. */
export type EventHandler = (event: DomainEvent, delivery: Delivery) => Promise<void>;
export type Delivery = { readonly attempt: number };

export type Subscription = {
  /** Consumer group: one of its members gets an event. */
  readonly group: string;
  readonly types: readonly EventType[];
  readonly handle: EventHandler;
  /** How many keys are worked on at once; events of one key always one after the other. */
  readonly concurrency: number;
  /** How many keys of one connection are worked on at once, so that one whose other side hangs leaves places to the rest. Default: all. */
  readonly perConnection?: number;
};

/** Counters of one group since start. `waiting` + `running`: known and not finished; `inMemory`: those whose body is held, too. */
export type GroupStats = {
  readonly group: string;
  readonly delivered: number;
  readonly failedTries: number;
  readonly parked: number;
  readonly waiting: number;
  readonly running: number;
  readonly inMemory: number;
};

/** Where a transport reports what people should know: facts with ids, no payloads. A pino logger fits. */
export type TransportLog = {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

/**
 * Between the outbox and the consumers. At least once, in order per key, a poison message parked after `attemptsMax` tries
 * without holding others up. Two implementations, one contract test suite: Kafka and embedded.
 */
export interface Transport {
  subscribe(subscription: Subscription): Promise<void>;
  /** Starts relaying the outbox and delivering. */
  start(): Promise<void>;
  /** Something was committed to the outbox in this process: deliver without waiting for the next look. */
  nudge(): void;
  /** Lets running handlers finish (bounded), then stops. Nothing is lost: what was not finished comes again. */
  stop(): Promise<void>;
  /** For metrics: one entry per group subscribed in this process. */
  stats?(): readonly GroupStats[];
}

/** What both transports need besides their own parts. */
export type TransportOptions = {
  readonly log?: TransportLog;
  /** Tries before an event is parked. Default 3; an event whose other side is away gets five minutes, one of the night waits until morning. */
  readonly attemptsMax?: number;
  /** Wait before try `attempt + 1`. Default: back-off with jitter. */
  readonly retryDelayMs?: (attempt: number) => number;
  /** How long `stop` waits for running handlers. Default 10 s. */
  readonly stopWithinMs?: number;
};

export const ATTEMPTS_MAX = 3;
/** Longer than a foreign call may take to be written down, shorter than an orchestrator's patience (30 s). */
export const STOP_WITHIN_MS = 10_000;
export const SILENT_LOG: TransportLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
