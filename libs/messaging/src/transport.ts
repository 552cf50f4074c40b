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
}
