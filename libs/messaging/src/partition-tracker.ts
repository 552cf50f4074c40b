/** Which offsets of one assigned partition are in work, and up to where everything is finished. */
export type PartitionTracker = {
  /** False when this member has the offset in work or finished already: after a rebalance Kafka hands uncommitted ones out again. */
  take(offset: number): boolean;
  /** Seen and of no concern to the group. */
  pass(offset: number): void;
  finish(offset: number): void;
  /** The offset to commit (the next one to read after a restart); null when it is committed already. */
  committable(): number | null;
  committed(offset: number): void;
  /** Events in work or waiting: their bodies are in memory. */
  unfinished(): number;
  /** Offsets between the oldest unfinished one and the newest taken: so many are handed out again after a restart. */
  span(): number;
  /** After revocation nothing is committed any more and nothing new begins. */
  close(): void;
  isClosed(): boolean;
};

/** Offsets stay below 2^53; the log would have to take a million events a second for 285 years. */
export function createPartitionTracker(): PartitionTracker {
  /** Taken, ascending; the first one is unfinished. */
  let pending: number[] = [];
  let finished = new Set<number>();
  let highest = -1;
  let lastCommitted = -1;
  let closed = false;

  /** Kafka went back behind what was committed: the topic was cut or made anew. What we remember of it is void. */
  function forgetWhenBehind(offset: number): void {
    if (highest === -1 || lastCommitted === -1 || offset >= lastCommitted) return;
    pending = [];
    finished = new Set();
    highest = -1;
    lastCommitted = -1;
  }

  return {
    take(offset) {
      forgetWhenBehind(offset);
      if (offset <= highest) return false;
      highest = offset;
      pending.push(offset);
      return true;
    },
    pass(offset) {
      forgetWhenBehind(offset);
      highest = Math.max(highest, offset);
    },
    finish(offset) {
      finished.add(offset);
      let gone = 0;
      while (gone < pending.length && finished.delete(pending[gone] ?? -1)) gone += 1;
      if (gone > 0) pending.splice(0, gone);
    },
    committable() {
      if (closed || highest === -1) return null;
      const next = pending[0] ?? highest + 1;
      return next === lastCommitted ? null : next;
    },
    committed(offset) {
      lastCommitted = offset;
    },
    unfinished: () => Math.max(0, pending.length - finished.size),
    span: () => (pending[0] === undefined ? 0 : highest - pending[0] + 1),
    close() {
      closed = true;
    },
    isClosed: () => closed,
  };
}
