import { createDelivery, concerns, type Parcel } from './delivery.js';
import type { DeadLetter } from './dead-letters.js';
import { createLanes, placesOf, type LaneOutcome, type Lanes } from './lanes.js';
import type { Cursor, OutboxPage } from './outbox-reader.js';
import type { GroupStats, Subscription, TransportLog } from './transport.js';

/** Events of one group known but not finished. Each costs two numbers and a key; beyond this the group is not read for. */
const WINDOW_MAX = 10_000;
/** Event bodies of one group in memory. Further entries are read again when their turn comes: a hanging key piles up numbers, not bodies. */
const BODIES_MAX = 500;
/** The database did not give the body: the same entry again, without counting it as the handler's failure. */
const RELOAD_WAIT_MS = 1_000;

type Entry = { readonly position: number; readonly xid: number; parcel: Parcel | null };

export type EmbeddedGroup = {
  readonly name: string;
  /** From here the next page is to be read; null while the group must not be read for (no lock, or full). */
  cursor(): Cursor | null;
  /** Begins at an offset: all that was in memory is forgotten and comes again. */
  begin(offset: number): void;
  /** Another instance took over, or the session that holds the lock is gone. */
  suspend(): void;
  accept(page: OutboxPage): void;
  /** Every event of transactions below it is finished; null when nothing has changed since the last call. */
  offsetToSave(): number | null;
  stats(): GroupStats;
  stop(withinMs: number): Promise<void>;
};

export type EmbeddedGroupOptions = {
  readonly subscription: Subscription;
  readonly attemptsMax: number;
  readonly retryDelayMs: (attempt: number) => number;
  readonly park: (letter: DeadLetter) => Promise<void>;
  readonly reload: (position: number) => Promise<Parcel | null>;
  /** Room has become free after the group was full. */
  readonly onRoom: () => void;
  readonly log: TransportLog;
};

/** What one consumer group of the embedded transport has in memory: lanes per key and the low watermark. */
export function createEmbeddedGroup(options: EmbeddedGroupOptions): EmbeddedGroup {
  return new Group(options);
}

class Group implements EmbeddedGroup {
  readonly name: string;
  private readonly delivery;
  private readonly lanes: Lanes<Entry>;
  private readAt: Cursor | null = null;
  /** Position -> transaction id of everything taken and not finished. */
  private readonly unfinished = new Map<number, number>();
  private bodies = 0;
  private changed = false;

  constructor(private readonly options: EmbeddedGroupOptions) {
    this.name = options.subscription.group;
    this.delivery = createDelivery(options);
    this.lanes = createLanes<Entry>({
      ...placesOf(options.subscription),
      work: (entry, attempt) => this.work(entry, attempt),
    });
  }

  cursor(): Cursor | null {
    return this.unfinished.size < WINDOW_MAX ? this.readAt : null;
  }

  begin(offset: number): void {
    this.suspend();
    this.readAt = { low: offset, high: null, afterPosition: 0 };
  }

  suspend(): void {
    this.lanes.drop(() => true);
    this.unfinished.clear();
    this.bodies = 0;
    this.readAt = null;
    this.changed = false;
  }

  accept(page: OutboxPage): void {
    this.readAt = page.next;
    if (page.rows.length > 0) this.changed = true; // also rows of other groups: their deletion waits for our offset
    for (const { position, xid, parcel } of page.rows) {
      if (!concerns(this.options.subscription, parcel.type, parcel.event)) continue;
      const keepsBody = this.bodies < BODIES_MAX;
      if (keepsBody) this.bodies += 1;
      this.unfinished.set(position, xid);
      this.lanes.add(parcel.key, { position, xid, parcel: keepsBody ? parcel : null });
    }
  }

  offsetToSave(): number | null {
    if (!this.changed || this.readAt === null) return null;
    let low = this.readAt.low;
    for (const xid of this.unfinished.values()) if (xid < low) low = xid;
    if (this.unfinished.size === 0 && this.readAt.high === null) this.changed = false;
    return low;
  }

  stats(): GroupStats {
    const waiting = this.lanes.waiting();
    const running = this.lanes.running();
    const inMemory = this.bodies;
    return { group: this.name, ...this.delivery.counters, waiting, running, inMemory };
  }

  async stop(withinMs: number): Promise<void> {
    await this.lanes.stop(withinMs);
  }

  private async work(entry: Entry, attempt: number): Promise<LaneOutcome> {
    const parcel = entry.parcel ?? (await this.load(entry));
    if (parcel === 'unavailable') return { retryInMs: RELOAD_WAIT_MS, counted: false };
    if (parcel === 'gone') return this.finish(entry);
    const outcome = await this.delivery.attempt(parcel, attempt);
    return outcome === 'done' ? this.finish(entry) : outcome;
  }

  private async load(entry: Entry): Promise<Parcel | 'unavailable' | 'gone'> {
    try {
      const parcel = await this.options.reload(entry.position);
      if (parcel === null) {
        const facts = { group: this.name, position: entry.position };
        this.options.log.error(facts, 'outbox row deleted by someone else before it was handled');
        return 'gone';
      }
      entry.parcel = parcel; // kept over retries: the verdict to park lives in it
      this.bodies += 1;
      return parcel;
    } catch {
      return 'unavailable';
    }
  }

  private finish(entry: Entry): LaneOutcome {
    // After suspend() or begin() the entry is no longer ours: it comes again and is finished then.
    if (!this.unfinished.delete(entry.position)) return 'done';
    if (entry.parcel !== null) this.bodies -= 1;
    if (this.unfinished.size === WINDOW_MAX - 1) this.options.onRoom();
    return 'done';
  }
}
