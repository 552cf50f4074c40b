import {
  type Instant,
  type OperationKind,
  type OrderNumber,
  type OrderRef,
  type TransactionPath,
  eur,
  operationKey,
} from '@abgleich/domain';
import { paymentIdOf } from './both-sides.js';
import type { CheckerBench } from './checker-bench.js';

export const refOf = (bench: CheckerBench, orderNumber: string): OrderRef => ({
  organisationId: bench.organisationId,
  connectionId: bench.connection.id,
  orderNumber: orderNumber as OrderNumber,
});

/** The journal meets an order. */
export async function meet(bench: CheckerBench, orderNumber: string): Promise<void> {
  await bench.journal.write({
    ref: refOf(bench, orderNumber),
    now: bench.now,
    traceId: 't',
    order: {
      shopId: bench.configuration.shopId,
      paymentCode: bench.configuration.paymentCode,
      paymentId: paymentIdOf(orderNumber),
      configurationId: bench.configuration.id,
      configurationVersion: 1,
      state: 'released',
      reason: 'released',
    },
  });
}

export type Effect = {
  readonly kind: OperationKind;
  readonly document: string;
  readonly amount?: string;
  readonly path?: string;
  /** `false`: it stays without an outcome. */
  readonly ends?: boolean;
  readonly at?: Instant;
};

/** The journal remembers an effect of ours: the provider knows it by its document as reference. */
export async function remember(
  bench: CheckerBench,
  orderNumber: string,
  { kind, document, amount, path, ends = true }: Effect,
): Promise<void> {
  const ref = refOf(bench, orderNumber);
  const atProvider = ['capture', 'refund', 'reversal'].includes(kind);
  const paymentId = atProvider ? paymentIdOf(orderNumber) : null;
  const key = operationKey({ ...ref, paymentId, kind, document });
  const common = { ref, now: bench.now, traceId: 't' };
  const sum = amount === undefined ? null : eur(amount);
  const intent = { key, kind, paymentId, document, amount: sum, reference: document };
  await bench.journal.write({
    ...common,
    begin: { intent: { ...intent, knownTransactions: [] }, owner: 'me', reopenRefused: false },
  });
  if (!ends) return;
  const transactionPath = (path ?? null) as TransactionPath | null; // a table of the test writes it
  await bench.journal.write({
    ...common,
    finish: { key, outcome: { status: 'done', transactionPath, amount: sum } },
  });
}

/** A card order over 100.00 that went well on both sides, as the journal remembers it. */
export async function sell(bench: CheckerBench, orderNumber: string): Promise<string> {
  const { sides } = bench;
  sides.add(orderNumber);
  await meet(bench, orderNumber);
  await remember(bench, orderNumber, { kind: 'release', document: 'order' });
  const invoice = `DEM${orderNumber}`;
  sides.document(orderNumber, invoice, { total: '100.00', booked: '100.00' });
  sides.change(orderNumber, { status: 'closed' });
  const path = 'charges/s-chg-1';
  sides.enter(orderNumber, { kind: 'capture', path, amount: '100.00' });
  await remember(bench, orderNumber, {
    kind: 'capture',
    document: invoice,
    amount: '100.00',
    path,
  });
  await remember(bench, orderNumber, { kind: 'settlement', document: invoice, amount: '100.00' });
  return invoice;
}
