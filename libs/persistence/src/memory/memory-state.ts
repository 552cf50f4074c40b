import type {
  DecisionRecord,
  ForeignCall,
  InvoiceRecord,
  Operation,
  OperationKey,
  OrderRecord,
  OrderRef,
} from '@abgleich/domain';
import type { EventEnvelope } from '../journal/event-envelope.js';
import type { StoredProblem } from './memory-problems.js';

export type StoredOperation = Operation & OrderRef;
export type StoredInvoice = InvoiceRecord & OrderRef;

/** Everything the journal in memory holds. */
export type MemoryState = {
  readonly orders: Map<string, OrderRecord>;
  readonly operations: Map<OperationKey, StoredOperation>;
  readonly invoices: Map<string, StoredInvoice>;
  /** Open and resolved ones. */
  readonly problems: StoredProblem[];
  readonly decisions: (DecisionRecord & OrderRef)[];
  readonly calls: (ForeignCall & OrderRef)[];
  readonly outbox: EventEnvelope[];
};

/** A journal in which nothing has happened. */
export const emptyState = (): MemoryState => ({
  orders: new Map(),
  operations: new Map(),
  invoices: new Map(),
  problems: [],
  decisions: [],
  calls: [],
  outbox: [],
});

/** The key of an order, or of a document when it is given. */
export const memoryKey = (connectionId: string, name: string): string => `${connectionId}/${name}`;

/** The operation alone, as the port gives it. */
export function withoutOrganisation({
  organisationId: _,
  ...operation
}: StoredOperation): Operation {
  return operation;
}
