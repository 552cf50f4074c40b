import {
  type ConnectionId,
  eur,
  type ErpPaymentCode,
  type ForeignCall,
  instant,
  type JournalWrite,
  type OperationIntent,
  operationKey,
  type OperationKind,
  type OperationOutcome,
  type OrderChange,
  type OrderNumber,
  type OrderRef,
  type OrganisationId,
  plusMs,
  type ProblemDraft,
  type ProviderPaymentId,
  type ShopId,
  type TransactionPath,
} from '@abgleich/domain';
import { randomUUID } from 'node:crypto';

/** When the examples happen. */
export const NOON = instant(Date.UTC(2026, 10, 21, 12));
export const later = (ms: number) => plusMs(NOON, ms);
export const path = (text: string) => text as TransactionPath;

/** An order nobody else has: tests share one database. */
export const anOrderRef = (orderNumber = '1001'): OrderRef => ({
  organisationId: randomUUID() as OrganisationId,
  connectionId: randomUUID() as ConnectionId,
  orderNumber: orderNumber as OrderNumber,
});

/** What a new order needs. */
export const anOrder = (change: OrderChange = {}): OrderChange => ({
  shopId: 'DE' as ShopId,
  paymentCode: 'C' as ErpPaymentCode,
  state: 'waiting',
  reason: 'payment-not-finished',
  ...change,
});

type IntentOptions = {
  kind?: OperationKind;
  document?: string;
  paymentId?: string | null;
  amount?: string;
};

/** An intent of `ref`, a capture for invoice DEM0000021 unless told otherwise. */
export function anIntent(ref: OrderRef, options: IntentOptions = {}): OperationIntent {
  const {
    kind = 'capture',
    document = 'DEM0000021',
    paymentId = 's-pay-1',
    amount = '119.00',
  } = options;
  const payment = paymentId as ProviderPaymentId | null;
  return {
    key: operationKey({ ...ref, paymentId: payment, kind, document }),
    kind,
    paymentId: payment,
    document,
    amount: eur(amount),
    reference: `ref-${document}`,
    knownTransactions: [path('authorize/s-aut-1')],
  };
}

export const aWrite = (ref: OrderRef, parts: Partial<JournalWrite> = {}): JournalWrite => ({
  ref,
  now: NOON,
  traceId: 'trace-1',
  ...parts,
});

export const beginning = (
  intent: OperationIntent,
  {
    reopenRefused = false,
    owner = 'me',
    ...seen
  }: { reopenRefused?: boolean; owner?: string; seenAttempt?: number } = {},
): Pick<JournalWrite, 'begin'> => ({ begin: { intent, owner, reopenRefused, ...seen } });

export const ending = (
  intent: OperationIntent,
  outcome: OperationOutcome,
): Pick<JournalWrite, 'finish'> => ({ finish: { key: intent.key, outcome } });

export const aProblem = (draft: Partial<ProblemDraft> = {}): ProblemDraft => ({
  code: 'capture.refused',
  severity: 'error',
  document: null,
  params: { amount: '119.00 EUR' },
  ...draft,
});

export const aCall = (call: Partial<ForeignCall> = {}): ForeignCall => ({
  side: 'psp',
  name: 'POST /payments/{id}/charges',
  startedAt: NOON,
  durationMs: 12.5,
  outcome: 'ok',
  request: { amount: '119.0000' },
  response: null,
  ...call,
});

export const aDecision = (reason = 'capture-invoice'): NonNullable<JournalWrite['decision']> => ({
  service: 'capture',
  reason,
  document: 'DEM0000021',
  at: NOON,
  configurationVersion: 3,
  facts: { order: { total: '119.00 EUR' } },
  traceId: 'trace-1',
});
