import { invariant, type Clock } from '@abgleich/domain';
import type { Pool, PoolClient } from 'pg';
import { retryDelayMs } from './back-off.js';
import { parkDeadLetter } from './dead-letters.js';
import { textOf } from './delivery.js';
import { createEmbeddedGroup, type EmbeddedGroup } from './embedded-group.js';
import { createGroupLocks, type GroupLocks } from './group-locks.js';
import {
  DELETE_BATCH,
  deleteConsumed,
  readPage,
  readParcel,
  saveOffset,
  type Cursor,
  type OutboxPage,
} from './outbox-reader.js';
import { createPulse } from './pulse.js';
import {
  ATTEMPTS_MAX,
  SILENT_LOG,
  STOP_WITHIN_MS,
  type GroupStats,
  type Subscription,
  type Transport,
  type TransportOptions,
} from './transport.js';

export type EmbeddedTransportOptions = TransportOptions & {
  /** One connection of it is held for as long as the transport runs: it carries the groups' locks. */
  readonly pool: Pool;
  readonly clock: Clock;
  /** Pause between looks while idle. Default 1 s: one query a second. */
  readonly pollMs?: number;
};

const POLL_MS = 1_000;
/** After a nudge: transactions that began earlier must end before the event counts as settled; they take milliseconds. */
const SETTLE_FIRST_MS = 5;
/** Offsets are written this often at most, and only when something was finished: a crash redelivers a few seconds of events. */
const SAVE_EVERY_MS = 5_000;
const AFTER_ERROR_MS = 1_000;

/**
 * Reads the outbox in this process. For one machine and for tests: one instance delivers a group, a second one waits until the
 * first is gone (advisory lock). Order per key, at least once, poison parked.
 */
export function createEmbeddedTransport(options: EmbeddedTransportOptions): Transport {
  return new EmbeddedTransport(options);
}

class EmbeddedTransport implements Transport {
  private readonly groups = new Map<string, EmbeddedGroup>();
  private readonly locks: GroupLocks;
  private readonly pulse;
  private readonly log;
  private settleMs = 0;
  private settleTarget = 0;
  private nudged = false;
  private savedAt = 0;

  constructor(private readonly options: EmbeddedTransportOptions) {
    this.log = options.log ?? SILENT_LOG;
    this.locks = createGroupLocks(options.pool, this.log);
    this.pulse = createPulse(() => this.beat());
  }

  async subscribe(subscription: Subscription): Promise<void> {
    const { group } = subscription;
    invariant(!this.groups.has(group), `one subscription per group and process: ${group}`);
    const { options } = this;
    const created = createEmbeddedGroup({
      subscription,
      attemptsMax: options.attemptsMax ?? ATTEMPTS_MAX,
      retryDelayMs: options.retryDelayMs ?? retryDelayMs,
      park: async (letter) => {
        await parkDeadLetter(options.pool, letter, options.clock.now());
      },
      reload: (position) => this.onConnection((client) => readParcel(client, position)),
      onRoom: () => this.pulse.wake(),
      log: this.log,
    });
    this.groups.set(group, created);
    this.pulse.wake();
  }

  async start(): Promise<void> {
    this.pulse.start();
  }

  nudge(): void {
    this.nudged = true;
    this.pulse.wake();
  }

  async stop(): Promise<void> {
    await this.pulse.stop();
    const withinMs = this.options.stopWithinMs ?? STOP_WITHIN_MS;
    await Promise.all([...this.groups.values()].map((group) => group.stop(withinMs)));
    await this.saveOffsets().catch((error: unknown) => this.complain(error));
    await this.locks.release();
  }

  stats(): readonly GroupStats[] {
    return [...this.groups.values()].map((group) => group.stats());
  }

  /** One look; answers in how many milliseconds the next one is due. */
  private async beat(): Promise<number> {
    try {
      const client = await this.locks.acquire([...this.groups.values()]);
      if (client === null) return AFTER_ERROR_MS;
      const more = await this.readAll(client);
      if (this.options.clock.now() - this.savedAt >= SAVE_EVERY_MS) await this.saveOffsets();
      if (more) return 0;
      return this.settleMs > 0 ? this.settleMs : (this.options.pollMs ?? POLL_MS);
    } catch (error) {
      this.complain(error);
      return AFTER_ERROR_MS;
    }
  }

  /** Reads one page for every distinct cursor (normally there is one); true when a group is in the middle of a stretch. */
  private async readAll(client: PoolClient): Promise<boolean> {
    const wasNudged = this.nudged;
    this.nudged = false;
    const byCursor = new Map<string, { cursor: Cursor; groups: EmbeddedGroup[] }>();
    for (const group of this.groups.values()) {
      const cursor = group.cursor();
      if (cursor === null) continue;
      const name = JSON.stringify(cursor);
      const same = byCursor.get(name) ?? { cursor, groups: [] };
      same.groups.push(group);
      byCursor.set(name, same);
    }
    let horizon: number | null = null;
    for (const { cursor, groups } of byCursor.values()) {
      // Later reads of this look stop at the first one's horizon, so that groups meet at one cursor again.
      const capped = cursor.high === null && horizon !== null && horizon >= cursor.low;
      const page = await readPage(client, capped ? { ...cursor, high: horizon } : cursor);
      horizon ??= page.horizon;
      for (const group of groups) group.accept(page);
      this.watchSettling(page, wasNudged);
    }
    return [...this.groups.values()].some((group) => (group.cursor()?.high ?? null) !== null);
  }

  /** Looks again soon until everything that was committed at the nudge lies below the horizon. */
  private watchSettling(page: OutboxPage, wasNudged: boolean): void {
    if (wasNudged) this.settleTarget = page.newestXid;
    if (page.horizon >= this.settleTarget) {
      this.settleMs = 0;
      return;
    }
    const slower = wasNudged ? SETTLE_FIRST_MS : this.settleMs * 2;
    const longest = this.options.pollMs ?? POLL_MS;
    this.settleMs = slower >= longest ? 0 : Math.max(slower, SETTLE_FIRST_MS);
  }

  private async saveOffsets(): Promise<void> {
    this.savedAt = this.options.clock.now();
    const client = this.locks.client();
    if (client === null) return;
    let saved = false;
    for (const group of this.groups.values()) {
      const low = group.offsetToSave();
      if (low === null) continue;
      await saveOffset(client, group.name, low);
      saved = true;
    }
    if (!saved) return;
    while ((await deleteConsumed(client)) === DELETE_BATCH);
  }

  private async onConnection<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.options.pool.connect();
    try {
      return await use(client);
    } finally {
      client.release();
    }
  }

  private complain(error: unknown): void {
    this.log.error({ error: textOf(error) }, 'outbox could not be read; trying again');
  }
}
