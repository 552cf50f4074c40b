import type { Operation, OperationKind } from '@abgleich/domain';
import type { OrderWork } from './order-work.js';

/** The effects that happen at the payment provider, and what the others are told of each. */
const MONEY_EVENTS = {
  capture: 'payment.captured',
  reversal: 'payment.reversed',
  refund: 'payment.refunded',
  'shipment-notice': 'payment.shipped',
} as const;
export type ProviderKind = keyof typeof MONEY_EVENTS;

export const isAtProvider = (kind: OperationKind): kind is ProviderKind => kind in MONEY_EVENTS;

/** Tells of a finished effect at the provider. One without a transaction of its own ("already shipped") has nothing to tell. */
export function noteMoney(work: OrderWork, operation: Operation): void {
  const { kind, paymentId, document, amount, transactionPath } = operation;
  if (!isAtProvider(kind) || paymentId === null || amount === null || transactionPath === null)
    return;
  work.emit({ type: MONEY_EVENTS[kind], data: { paymentId, document, amount, transactionPath } });
}
