import { ADDRESSED_TO, parseEvent, type DomainEvent } from '@abgleich/contracts';
import { type FaultCode, isFault } from '@abgleich/domain';
import type { DeadLetter } from './dead-letters.js';
import type { LaneOutcome } from './lanes.js';
import type { Subscription, TransportLog } from './transport.js';

/** The database could not be reached: nothing about the event is wrong, and it could not be parked either. */
const OUTAGE_WAIT_MS = 2_000;
/** The other side may ask for more patience than we have: the order's next event waits behind this one. */
const RETRY_AFTER_MAX_MS = 30_000;

/** The other side is away, and nothing is wrong with the event: some five minutes of tries, because a restart takes less. */
const TRANSIENT_ATTEMPTS_MAX = 12;
/** What the log calls a parked event; the catalogue says what it means and what to do. */
const PARKED: FaultCode = 'platform.message-poisoned';

/** One event on its way to one group. `event` as it travelled, not yet trusted. */
export type Parcel = {
  readonly key: string;
  readonly type: string;
  readonly organisationId: string | null;
  readonly event: unknown;
  /** Set once the verdict is "park": from then on only the parking is repeated, not the handler. */
  deadLetter: DeadLetter | null;
};

export type DeliveryCounters = { delivered: number; failedTries: number; parked: number };

export type Delivery = {
  attempt(parcel: Parcel, attempt: number): Promise<LaneOutcome>;
  readonly counters: DeliveryCounters;
};

/** Whether this group wants the parcel: by type, and by address when it was redriven. */
export function concerns(subscription: Subscription, type: string, event: unknown): boolean {
  const onlyGroup = readField(event, ADDRESSED_TO);
  if (onlyGroup !== null && onlyGroup !== subscription.group) return false;
  return (subscription.types as readonly string[]).includes(type);
}

/** A string field of something that came from outside; null when it has none. */
export function readField(event: unknown, field: string): string | null {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, field)) return null;
  const value: unknown = Reflect.get(event, field);
  return typeof value === 'string' ? value : null;
}

/** Hands parcels to a group's handler; decides between done, again, and parked. Never throws. */
export function createDelivery(options: {
  readonly subscription: Subscription;
  readonly attemptsMax: number;
  readonly retryDelayMs: (attempt: number) => number;
  readonly park: (letter: DeadLetter) => Promise<void>;
  readonly log: TransportLog;
}): Delivery {
  const { subscription, log } = options;
  const counters: DeliveryCounters = { delivered: 0, failedTries: 0, parked: 0 };

  async function park(parcel: Parcel, letter: DeadLetter): Promise<LaneOutcome> {
    parcel.deadLetter = letter;
    try {
      await options.park(letter);
    } catch (error) {
      log.error({ group: letter.group, key: letter.key, error: textOf(error) }, 'parking failed');
      return { retryInMs: OUTAGE_WAIT_MS, counted: false };
    }
    counters.parked += 1;
    const { group, key, type, eventId, error, attempts } = letter;
    log.warn({ code: PARKED, group, key, type, eventId, error, attempts }, 'event parked');
    return 'done';
  }

  async function attempt(parcel: Parcel, tries: number): Promise<LaneOutcome> {
    if (parcel.deadLetter !== null) return park(parcel, parcel.deadLetter);
    const letter = (error: unknown): DeadLetter => ({
      group: subscription.group,
      eventId: readField(parcel.event, 'id'),
      organisationId: parcel.organisationId,
      key: parcel.key,
      type: parcel.type,
      event: parcel.event,
      error: textOf(error),
      attempts: tries,
    });
    let event: DomainEvent;
    try {
      event = parseEvent(parcel.event);
    } catch (error) {
      return park(parcel, letter(error)); // it will not become readable by trying again
    }
    try {
      await subscription.handle(event, { attempt: tries });
      counters.delivered += 1;
      return 'done';
    } catch (error) {
      counters.failedTries += 1;
      return retryAfter(error, tries, options) ?? park(parcel, letter(error));
    }
  }

  return { attempt, counters };
}

type Patience = {
  readonly attemptsMax: number;
  readonly retryDelayMs: (attempt: number) => number;
};

/** Again after a while; `null` when it was tried often enough. */
function retryAfter(error: unknown, tries: number, patience: Patience): LaneOutcome | null {
  if (isOutage(error)) return { retryInMs: OUTAGE_WAIT_MS, counted: false };
  // Kept until morning: what arrives at night waits, however long.
  if (isNight(error)) return { retryInMs: waitAfter(error, OUTAGE_WAIT_MS), counted: false };
  const attemptsMax = isTransient(error)
    ? Math.max(TRANSIENT_ATTEMPTS_MAX, patience.attemptsMax)
    : patience.attemptsMax;
  if (tries >= attemptsMax) return null;
  return { retryInMs: waitAfter(error, patience.retryDelayMs(tries)), counted: true };
}

function isTransient(error: unknown): boolean {
  return isFault(error) && error.kind === 'transient';
}

const isOutage = (error: unknown): boolean =>
  isFault(error) && isTransient(error) && error.code === 'platform.database';

const isNight = (error: unknown): boolean =>
  isFault(error) && isTransient(error) && error.code === 'pixi.quiet-window';

function waitAfter(error: unknown, waitMs: number): number {
  if (!isFault(error) || error.retryAfterMs === null) return waitMs;
  return Math.min(Math.max(error.retryAfterMs, waitMs), RETRY_AFTER_MAX_MS);
}

/** An error in one line for logs and dead letters. */
export function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
