import { Fault, type JournalWrite } from '@abgleich/domain';
import { databaseFault } from '../database-fault.js';
import { isLight } from './light-batch.js';

/** A reader of the timeline does not notice a fifth of a second; a commit shared by many is what it buys. */
const FLUSH_AFTER_MS = 200;
const BATCH_ENTRIES_MAX = 200;
/** Ten batches behind, the database is slower than we are: writers wait from here on. */
const WAITING_ENTRIES_MAX = 2_000;
/** Nobody waited (a caller that only ever writes "soon") or the database is away: the oldest go, with notice. */
const KEPT_ENTRIES_MAX = 20_000;

export type WriteSoonOptions = {
  writeOne(entry: JournalWrite): Promise<void>;
  /** Returns what it did not write. */
  writeLight(entries: readonly JournalWrite[]): Promise<readonly JournalWrite[]>;
  /** An entry that cannot be written, with the reason. */
  onLost(fault: Fault, entry: JournalWrite): void;
};

export type WriteSoon = {
  add(entry: JournalWrite): void;
  /** Resolves when there is room for more; throws `Fault` when the database does not take what waits. */
  room(): Promise<void>;
  /** Resolves when everything added so far is written. Throws `Fault`; then it stays and is tried again. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** Gathers entries and writes them together. */
export function createWriteSoon(options: WriteSoonOptions): WriteSoon {
  const waiting: JournalWrite[] = [];
  /** Out of their batch: to be written one by one. */
  const single: JournalWrite[] = [];
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  /** Throws only what passes by itself; then nothing that was written is in the lists any more. */
  async function drain(): Promise<void> {
    while (waiting.length + single.length > 0) {
      await writeSingles(options, single);
      const batch = waiting.slice(0, BATCH_ENTRIES_MAX);
      const left = await writeTogether(options, batch);
      waiting.splice(0, batch.length);
      single.push(...left);
    }
  }
  function flush(): Promise<void> {
    stopTimer();
    running ??= drain().finally(() => {
      running = null;
      if (waiting.length + single.length > 0) startTimer();
    });
    return running;
  }
  function startTimer(): void {
    timer ??= setTimeout(flushLater, FLUSH_AFTER_MS);
  }
  function stopTimer(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  /** Nobody waits for this one: what fails stays in the buffer, and the next flush or writer hears of it. */
  function flushLater(): void {
    flush().catch(() => undefined);
  }
  return {
    add(entry) {
      waiting.push(entry);
      if (waiting.length > KEPT_ENTRIES_MAX) loseOldest(options, waiting);
      if (waiting.length === BATCH_ENTRIES_MAX) flushLater();
      else startTimer();
    },
    async room() {
      if (waiting.length >= WAITING_ENTRIES_MAX) await flush();
    },
    flush,
    async close() {
      await flush().finally(stopTimer);
    },
  };
}

/** The first batch may be under way: it is taken off when written, so the oldest to go is behind it. */
function loseOldest(options: WriteSoonOptions, waiting: JournalWrite[]): void {
  const [oldest] = waiting.splice(BATCH_ENTRIES_MAX, 1);
  if (oldest !== undefined) options.onLost(tooMany(), oldest);
}

/** Returns the entries that have to be written one by one: those that are more than light, and all when the batch is refused. */
async function writeTogether(
  options: WriteSoonOptions,
  batch: readonly JournalWrite[],
): Promise<readonly JournalWrite[]> {
  const light = batch.filter(isLight);
  const rest = batch.filter((entry) => !isLight(entry));
  if (light.length === 0) return rest;
  try {
    return [...(await options.writeLight(light)), ...rest];
  } catch (error) {
    if (passesByItself(databaseFault(error))) throw databaseFault(error);
    return batch;
  }
}

/** An entry that the database refuses is lost alone, not with its neighbours. */
async function writeSingles(options: WriteSoonOptions, single: JournalWrite[]): Promise<void> {
  for (let entry = single[0]; entry !== undefined; entry = single[0]) {
    try {
      await options.writeOne(entry);
    } catch (error) {
      const fault = databaseFault(error);
      if (passesByItself(fault)) throw fault;
      options.onLost(fault, entry);
    }
    single.shift();
  }
}

const passesByItself = (fault: Fault): boolean =>
  fault.kind === 'transient' || fault.kind === 'uncertain';

const tooMany = (): Fault =>
  new Fault({
    kind: 'transient',
    code: 'platform.database',
    params: { waiting: String(KEPT_ENTRIES_MAX) },
  });
