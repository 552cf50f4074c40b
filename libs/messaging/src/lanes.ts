import type { Subscription } from './transport.js';

/** `done` = next one of the key; otherwise the same entry again after `retryInMs`. An uncounted try does not raise `attempt`. */
export type LaneOutcome = 'done' | { readonly retryInMs: number; readonly counted: boolean };

export type Lanes<Entry> = {
  add(key: string, entry: Entry): void;
  /** Forgets waiting entries; a running one is left to finish, but is not tried again. */
  drop(unwanted: (entry: Entry) => boolean): void;
  /** Starts nothing new until `resume`; what runs goes on. */
  pause(): void;
  resume(): void;
  waiting(): number;
  running(): number;
  /** Starts nothing new and resolves when nothing runs any more, at the latest after `withinMs`. */
  stop(withinMs: number): Promise<void>;
};

type Lane<Entry> = {
  readonly key: string;
  entries: Entry[];
  current: { readonly entry: Entry; dropped: boolean } | null;
  state: 'idle' | 'ready' | 'running' | 'backing-off';
  attempt: number;
  /** Calls the wait off. */
  timer: (() => void) | null;
};

export type LanesOptions<Entry> = {
  /** Keys worked on at once. */
  readonly concurrency: number;
  /** Keys of one family (what stands before the first `/`, in events the connection) worked on at once. Default: no limit of its own. */
  readonly perFamily?: number;
  /** The machine's own timers unless a simulator gives others. Gives back how to call it off. */
  readonly after?: (ms: number, run: () => void) => () => void;
  /** Answers with an outcome and must not throw. */
  readonly work: (entry: Entry, attempt: number) => Promise<LaneOutcome>;
};

/**
 * One queue per key: entries of a key one after the other, up to `concurrency` keys at once, families in turn. A key that backs off
 * holds no place, a key that hangs holds one, and a family that hangs as a whole holds `perFamily`.
 */
export function createLanes<Entry>(options: LanesOptions<Entry>): Lanes<Entry> {
  return new KeyedLanes(options);
}

/** The places of a subscription as lanes count them: an event's key begins with its connection. */
export const placesOf = ({
  concurrency,
  perConnection,
}: Pick<Subscription, 'concurrency' | 'perConnection'>): Pick<
  LanesOptions<never>,
  'concurrency' | 'perFamily'
> => (perConnection === undefined ? { concurrency } : { concurrency, perFamily: perConnection });

const familyOf = (key: string): string => key.split('/', 1)[0] ?? key;

function onThisMachine(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

class KeyedLanes<Entry> implements Lanes<Entry> {
  private readonly lanes = new Map<string, Lane<Entry>>();
  /** Lanes with something to begin, by family. The family that began something last stands last. */
  private readonly ready = new Map<string, Lane<Entry>[]>();
  private readonly runningOf = new Map<string, number>();
  private runningCount = 0;
  private waitingCount = 0;
  private held = false;
  private stopped = false;
  private onQuiet: (() => void) | null = null;

  constructor(private readonly options: LanesOptions<Entry>) {}

  add(key: string, entry: Entry): void {
    if (this.stopped) return;
    const lane = this.lanes.get(key) ?? this.open(key);
    lane.entries.push(entry);
    this.waitingCount += 1;
    if (lane.state === 'idle') this.makeReady(lane);
  }

  drop(unwanted: (entry: Entry) => boolean): void {
    for (const lane of [...this.lanes.values()]) {
      const kept = lane.entries.filter((entry) => !unwanted(entry));
      this.waitingCount -= lane.entries.length - kept.length;
      lane.entries = kept;
      if (lane.current !== null && unwanted(lane.current.entry)) this.dropCurrent(lane);
      if (lane.current === null && kept.length === 0) this.close(lane);
    }
  }

  pause(): void {
    this.held = true;
  }

  resume(): void {
    this.held = false;
    this.pump();
  }

  waiting(): number {
    return this.waitingCount;
  }

  running(): number {
    return this.runningCount;
  }

  async stop(withinMs: number): Promise<void> {
    this.stopped = true;
    for (const lane of this.lanes.values()) lane.timer?.();
    if (this.runningCount === 0) return;
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, withinMs);
      this.onQuiet = () => {
        clearTimeout(patience);
        resolve();
      };
    });
  }

  private open(key: string): Lane<Entry> {
    const lane: Lane<Entry> = {
      key,
      entries: [],
      current: null,
      state: 'idle',
      attempt: 0,
      timer: null,
    };
    this.lanes.set(key, lane);
    return lane;
  }

  private close(lane: Lane<Entry>): void {
    lane.timer?.();
    const family = familyOf(lane.key);
    this.keepReady(
      family,
      (this.ready.get(family) ?? []).filter((other) => other !== lane),
    );
    this.lanes.delete(lane.key);
  }

  private dropCurrent(lane: Lane<Entry>): void {
    if (lane.current === null) return;
    lane.current.dropped = true;
    if (lane.state === 'running') return;
    lane.current = null;
    lane.attempt = 0;
    this.waitingCount -= 1;
    if (lane.state !== 'backing-off') return;
    lane.timer?.();
    this.makeReady(lane);
  }

  private makeReady(lane: Lane<Entry>): void {
    lane.state = 'ready';
    lane.timer = null;
    const family = familyOf(lane.key);
    const others = this.ready.get(family);
    if (others === undefined) this.ready.set(family, [lane]);
    else others.push(lane);
    this.pump();
  }

  private pump(): void {
    while (!this.held && !this.stopped && this.runningCount < this.options.concurrency) {
      const lane = this.nextReady();
      if (lane === undefined) return;
      void this.run(lane);
    }
  }

  private nextReady(): Lane<Entry> | undefined {
    const perFamily = this.options.perFamily ?? Number.POSITIVE_INFINITY;
    for (const [family, lanes] of this.ready) {
      if ((this.runningOf.get(family) ?? 0) >= perFamily) continue;
      const lane = lanes.shift();
      this.ready.delete(family); // to stand last
      this.keepReady(family, lanes);
      return lane;
    }
    return undefined;
  }

  private keepReady(family: string, lanes: Lane<Entry>[]): void {
    if (lanes.length === 0) this.ready.delete(family);
    else this.ready.set(family, lanes);
  }

  private countRunning(key: string, by: 1 | -1): void {
    const family = familyOf(key);
    const now = (this.runningOf.get(family) ?? 0) + by;
    if (now === 0) this.runningOf.delete(family);
    else this.runningOf.set(family, now);
    this.runningCount += by;
  }

  private async run(lane: Lane<Entry>): Promise<void> {
    const next = lane.current?.entry ?? lane.entries.shift();
    if (next === undefined) return this.close(lane);
    const current = lane.current ?? { entry: next, dropped: false };
    lane.current = current;
    lane.state = 'running';
    lane.attempt += 1;
    this.countRunning(lane.key, 1);
    this.waitingCount -= 1;
    const outcome = await this.options.work(next, lane.attempt);
    this.countRunning(lane.key, -1);
    this.settle(lane, current.dropped ? 'done' : outcome);
    if (this.runningCount === 0) this.onQuiet?.();
    this.pump();
  }

  private settle(lane: Lane<Entry>, outcome: LaneOutcome): void {
    if (outcome !== 'done') {
      this.waitingCount += 1;
      lane.state = 'backing-off';
      if (!outcome.counted) lane.attempt -= 1;
      const after = this.options.after ?? onThisMachine;
      if (!this.stopped) lane.timer = after(outcome.retryInMs, () => this.makeReady(lane));
      return;
    }
    lane.current = null;
    lane.attempt = 0;
    if (lane.entries.length === 0) return this.close(lane);
    this.makeReady(lane);
  }
}
