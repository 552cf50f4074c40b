import {
  type CallContext,
  type ConnectionId,
  type ErpGateway,
  type ErpPaymentCode,
  type OrderFile,
  type OrderNumber,
  type PaymentConfiguration,
  type ShopId,
  Fault,
  isFault,
} from '@abgleich/domain';
import type { Area } from './conclude.js';
import { type FailedSubject, noteFailure } from './note-failure.js';
import type { ReconcilerParts } from './parts.js';

export type PollInput = {
  /** The process is about to end: what is begun is finished, nothing else is begun. The queues name the rest again. */
  readonly isStopping: () => boolean;
  readonly parts: ReconcilerParts;
  readonly connectionId: ConnectionId;
  readonly gateway: ErpGateway;
  /** The connection's configurations that are active and not paused. */
  readonly configurations: readonly PaymentConfiguration[];
  /** Those that are active and paused for the moment: what falls under them is not ours to touch, and not to be forgotten. */
  readonly paused?: readonly PaymentConfiguration[];
  /** Orders worked on at once. The ERP's own limit is kept by its client; this one is for the provider and our database. */
  readonly concurrency: number;
  readonly pageSize: number;
  /** Rows that the ERP hides after too many tries, too: once a day. */
  readonly includeHidden?: boolean;
  readonly onOrderFault: (orderNumber: OrderNumber, fault: Fault) => void;
};

export type GuardedWork = {
  readonly configuration: PaymentConfiguration;
  readonly file: OrderFile | undefined;
  readonly subject: FailedSubject;
  readonly area: Area;
};

/** One order's trouble stays with that order, and is remembered. */
export async function guarded(
  input: PollInput,
  work: GuardedWork,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const fault = isFault(error)
      ? error
      : new Fault({ kind: 'bug', code: 'platform.bug', cause: error });
    input.onOrderFault(work.subject.orderNumber, fault);
    if (fault.code === 'pixi.quiet-window' || fault.code === 'platform.database') return;
    await noteFailure({ parts: input.parts, ...work, fault });
  }
}

/** The configuration that a row of the ERP falls under; `undefined`: it is none of ours. */
export const configurationFor = (
  { configurations }: Pick<PollInput, 'configurations'>,
  row: { readonly shopId: ShopId; readonly paymentCode: ErpPaymentCode },
): PaymentConfiguration | undefined =>
  configurations.find((one) => one.shopId === row.shopId && one.paymentCode === row.paymentCode);

/** What the journal holds of the rows' orders. */
export const filesOf = (
  { parts, connectionId }: PollInput,
  rows: readonly { readonly orderNumber: OrderNumber }[],
): Promise<ReadonlyMap<OrderNumber, OrderFile>> =>
  rows.length === 0
    ? Promise.resolve(new Map())
    : parts.journal.readOrders(connectionId, [...new Set(rows.map((row) => row.orderNumber))]);

/** List calls belong to no order: they count in the metrics, not in a timeline. */
export const listContext = (parts: ReconcilerParts): CallContext => ({
  traceId: parts.newTraceId(),
  record: (call) => parts.onListCall?.(call),
});

/** Runs through the items, as many at a time as the poll may work on; nothing is begun any more once it is to stop. */
export async function forEachAtOnce<T>(
  { concurrency, isStopping }: PollInput,
  items: readonly T[],
  run: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (isStopping()) return;
      await run(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
}
