import {
  type DecisionRecord,
  Fault,
  type ForeignCall,
  type Journal,
  type JournalResult,
  type JournalWrite,
  type Operation,
  type OrderFile,
  type OrderRef,
  type ProblemRecord,
} from '@abgleich/domain';
import type { EventEnvelope } from '../journal/event-envelope.js';
import { isFinished } from '../journal/finish-verdict.js';
import { operationsDue, ordersDue, readMemory, readPaidBy } from './memory-reads.js';
import { emptyState } from './memory-state.js';
import { writeMemory } from './memory-write.js';

export type MemoryJournalOptions = {
  readonly onOutbox?: () => void;
  readonly onLost?: (fault: Fault, entry: JournalWrite) => void;
  /** Ids of events and problems: UUIDs. Without it they count up, the same in every run. */
  readonly newId?: () => string;
  /** Whether the process of that name runs; without it all do. */
  readonly isAlive?: (owner: string) => boolean;
  /** `false` hands out the records themselves: quicker, for callers that never change what they read. Default: copies. */
  readonly copiesOut?: boolean;
};

/** What the memory journal shows besides the port. */
export type MemoryJournal = Journal & {
  readonly outbox: readonly EventEnvelope[];
  readonly decisions: readonly (DecisionRecord & OrderRef)[];
  readonly calls: readonly (ForeignCall & OrderRef)[];
  /** Open and resolved ones. */
  readonly problems: readonly ProblemRecord[];
  /** The orders of a payment, as the notifications of the provider find them. */
  ordersPaidBy(paymentId: string): readonly OrderFile[];
  /** Orders whose next look is planned, whenever. */
  plannedLooks(): readonly { readonly orderNumber: string; readonly at: number }[];
  /** Every operation that has no outcome yet. */
  unfinished(): readonly Operation[];
  /** What a crash does: entries written "soon" and not flushed are gone. */
  crash(): void;
};

/** The journal in memory, with the semantics of the one on PostgreSQL: for the simulator and for tests of rules. */
export function createMemoryJournal(options: MemoryJournalOptions = {}): MemoryJournal {
  const { onOutbox = () => undefined, onLost = () => undefined, isAlive = () => true } = options;
  const { newId = countingIds(), copiesOut = true } = options;
  const out = <T>(value: T): T => (copiesOut ? structuredClone(value) : value);
  const state = emptyState();
  let waiting: JournalWrite[] = [];

  const write = (entry: JournalWrite): JournalResult => {
    const before = state.outbox.length;
    const result = writeMemory(state, entry, newId);
    if (state.outbox.length > before) onOutbox();
    return result;
  };
  return {
    outbox: state.outbox,
    decisions: state.decisions,
    calls: state.calls,
    problems: state.problems,
    ordersPaidBy: (paymentId) => structuredClone(readPaidBy(state, paymentId)),
    plannedLooks: () =>
      [...state.orders.values()].flatMap(({ orderNumber, nextLookAt }) =>
        nextLookAt === null ? [] : [{ orderNumber, at: nextLookAt }],
      ),
    unfinished: () =>
      structuredClone([...state.operations.values()].filter((one) => !isFinished(one))),
    crash: () => void (waiting = []),
    // Copies on the way in and out: nobody holds a piece of the journal in his hands.
    write: async (entry) => out(write(structuredClone(entry))),
    writeSoon: (entry) => void waiting.push(structuredClone(entry)),
    async flush() {
      const entries = waiting;
      waiting = [];
      for (const entry of entries) {
        try {
          write(entry);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          onLost(error, entry);
        }
      }
    },
    readOrders: async (connectionId, orderNumbers) =>
      out(readMemory(state, connectionId, orderNumbers)),
    operationsToLookUp: async (filter) => out(operationsDue(state, filter, isAlive)),
    ordersToLookAt: async (filter) => out(ordersDue(state, filter)),
    async claimLookUp(key, expectedNextLookAt, until) {
      const operation = state.operations.get(key);
      if (operation === undefined || isFinished(operation)) return false;
      if (operation.nextLookAt !== expectedNextLookAt) return false;
      state.operations.set(key, { ...operation, nextLookAt: until });
      return true;
    },
  };
}

const ID_DIGITS = 12;

function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(ID_DIGITS, '0')}`;
  };
}
