import type { DomainEvent } from '@abgleich/contracts';
import type { EventHandler } from '../transport.js';

/** What happened to the events of one or more consumers, in order. */
export type Recorder = {
  readonly handle: EventHandler;
  /** Sequence numbers of an order in order of their first completion. */
  finished(order: string): readonly number[];
  finishedCount(): number;
  /** Every try of an order: `sequence/attempt`. */
  tries(order: string): readonly string[];
  mostAtOnce(): number;
  /** Orders of which two events were once in work at the same time. */
  overlapping(): readonly string[];
};

/** Runs `work` for each event and writes down what it saw. */
export function createRecorder(
  work: (event: DomainEvent, attempt: number) => Promise<void> = async () => undefined,
): Recorder {
  const finished = new Map<string, number[]>();
  const tries = new Map<string, string[]>();
  const inWork = new Map<string, number>();
  const overlapping = new Set<string>();
  const seen = new Set<string>();
  let mostAtOnce = 0;

  const handle: EventHandler = async (event, { attempt }) => {
    const order = event.orderNumber ?? '';
    const sequence = sequenceOf(event);
    append(tries, order, `${sequence}/${attempt}`);
    const already = inWork.get(order) ?? 0;
    if (already > 0) overlapping.add(order);
    inWork.set(order, already + 1);
    mostAtOnce = Math.max(mostAtOnce, sum(inWork.values()));
    try {
      await work(event, attempt);
    } finally {
      inWork.set(order, (inWork.get(order) ?? 1) - 1);
    }
    if (seen.has(event.id)) return;
    seen.add(event.id);
    append(finished, order, sequence);
  };
  return {
    handle,
    finished: (order) => finished.get(order) ?? [],
    finishedCount: () => seen.size,
    tries: (order) => tries.get(order) ?? [],
    mostAtOnce: () => mostAtOnce,
    overlapping: () => [...overlapping],
  };
}

/** The sequence number that `anEvent` put into the reason. */
export function sequenceOf(event: DomainEvent): number {
  return event.type === 'order.waiting' ? Number(event.data.reason) : Number.NaN;
}

/** A gate that handlers wait at until it is opened. */
export function createGate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

const PATIENCE_MS = 80_000;
const LOOK_EVERY_MS = 20;

/** Waits until `check` holds; fails with what was seen last when it never does. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await pause(LOOK_EVERY_MS);
    }
  }
}

/** Lets other work happen for a while; for real brokers and databases only. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function append<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name) ?? [];
  list.push(value);
  lists.set(name, list);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
