import type { Fault, Journal, JournalWrite, OrderRef, ProblemRecord } from '@abgleich/domain';
import { operationContract } from './journal-contract-operations.js';
import { recordContract } from './journal-contract-records.js';
import { lookUpContract } from './journal-contract-look-ups.js';

/** A journal under test and what stands behind it. */
export type JournalHarness = {
  readonly journal: Journal;
  /** The owner of a process that runs, and of one that does not. */
  readonly aliveOwner: string;
  readonly deadOwner: string;
  /** The events of an order in the outbox, oldest first. */
  events(ref: OrderRef): Promise<readonly Record<string, unknown>[]>;
  /** Open and resolved problems of an order, in the order of their codes. */
  problems(ref: OrderRef): Promise<readonly ProblemRecord[]>;
  counts(ref: OrderRef): Promise<{ readonly decisions: number; readonly calls: number }>;
  /** How often `onOutbox` was called so far. */
  outboxCalls(): number;
  readonly lost: readonly { readonly fault: Fault; readonly entry: JournalWrite }[];
  close(): Promise<void>;
};

/** What every implementation of the `Journal` port must do. One suite, run against PostgreSQL and memory. */
export function journalContract(make: () => Promise<JournalHarness>): void {
  operationContract(make);
  recordContract(make);
  lookUpContract(make);
}
