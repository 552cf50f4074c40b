import {
  type ErpGateway,
  type Operation,
  type OperationIntent,
  type OperationKind,
  type OrderFile,
  type OrderNumber,
  type PaymentConfiguration,
  type PaymentSnapshot,
  type ProviderPaymentId,
  operationKey,
} from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import type { Effect } from './perform.js';

/** What the effects of one order need to know. */
export type EffectScope = {
  readonly work: OrderWork;
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly orderNumber: OrderNumber;
  readonly paymentId: ProviderPaymentId | null;
  readonly payment: PaymentSnapshot | null;
  readonly operations: readonly Operation[];
  /** What the journal held when the work began, attempts included that no rule may see. */
  readonly file: OrderFile | undefined;
};

export type IntentDetails = {
  readonly document: string;
  readonly amount: OperationIntent['amount'];
  readonly reference: string;
  /** At the provider an effect is keyed by payment, in the ERP by order. */
  readonly atProvider: boolean;
};

/** The intent of an effect: keyed by what it is for, with what stood at the provider before. */
export function intentOf(
  scope: EffectScope,
  kind: OperationKind,
  details: IntentDetails,
): OperationIntent {
  const { connectionId } = scope.work.ref;
  const { orderNumber, paymentId, payment } = scope;
  const { document, amount, reference, atProvider } = details;
  const purpose = { connectionId, orderNumber, kind, document };
  return {
    key: operationKey(atProvider ? { ...purpose, paymentId } : purpose),
    kind,
    paymentId,
    document,
    amount,
    reference,
    knownTransactions: atProvider ? (payment?.transactions.map((one) => one.path) ?? []) : [],
  };
}

/**
 * The rules ask for a refused step again only where it may be repeated; so a refusal never keeps them from it. A refusal that the
 * rules have not seen does: another worker has tried meanwhile, and what it learned comes first.
 */
export function effect(
  { file, operations }: EffectScope,
  intent: OperationIntent,
  act: Effect['act'],
): Effect {
  const attempts = [...(file?.operations ?? []), ...operations]
    .filter(({ key }) => key === intent.key)
    .map(({ attempt }) => attempt);
  const reopen = {
    reopenRefused: intent.kind !== 'comment',
    seenAttempt: Math.max(0, ...attempts),
  };
  return { intent, act, reopen };
}
