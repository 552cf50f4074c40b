import {
  type Command,
  type ErpGateway,
  type InvoiceNumber,
  type Operation,
  type OperationIntent,
  type OperationKind,
  type OperationOutcome,
  type OrderFile,
  type OrderNumber,
  type PaymentConfiguration,
  type PaymentSnapshot,
  type ProviderPaymentId,
  type TransactionPath,
  Fault,
  assertNever,
  isFault,
  operationKey,
  plusMs,
  providerReference,
  repeatableDocument,
} from '@abgleich/domain';
import type { OrderWork } from './order-work.js';
import { accessOf } from './parts.js';
import { type Effect, PENDING_LOOK_MS } from './perform.js';

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

/** Turns a command of a decision into the one effect it stands for. */
export function effectOf(scope: EffectScope, command: Command): Effect {
  switch (command.kind) {
    case 'capture':
      return captureEffect(scope, command);
    case 'settle':
      return settleEffect(scope, command);
    case 'release':
      return releaseEffect(scope);
    case 'lock':
      return lockEffect(scope, true, command.reason);
    case 'unlock':
      return lockEffect(scope, false, command.reason);
    default:
      return assertNever(command);
  }
}

function captureEffect(scope: EffectScope, command: Extract<Command, { kind: 'capture' }>): Effect {
  const { paymentId, work } = scope;
  if (paymentId === null)
    throw new Fault({
      kind: 'bug',
      code: 'platform.bug',
      params: { message: 'capture without a payment' },
    });
  const reference = providerReference({
    document: command.document,
    orderNumber: scope.orderNumber,
  });
  const intent = intentOf(scope, 'capture', {
    document: command.document,
    amount: command.amount,
    reference,
    atProvider: true,
  });
  const invoiceNumber = command.document === 'order' ? null : command.document;
  return effect(scope, intent, async () => {
    const request = { paymentId, amount: command.amount, reference, invoiceNumber, lines: null };
    const receipt = await work.parts.provider.capture(
      accessOf(scope.configuration),
      request,
      work.ctx,
    );
    if (receipt.status === 'success')
      return { status: 'done', transactionPath: receipt.path, amount: receipt.amount };
    return {
      status: 'pending',
      transactionPath: receipt.path,
      nextLookAt: plusMs(work.parts.clock.now(), PENDING_LOOK_MS),
    };
  });
}

function settleEffect(scope: EffectScope, command: Extract<Command, { kind: 'settle' }>): Effect {
  const { gateway, work, configuration } = scope;
  const transactionId = settlementTransaction(scope, command.invoiceNumber);
  const intent = intentOf(scope, 'settlement', {
    document: command.invoiceNumber,
    amount: command.amount,
    reference: transactionId,
    atProvider: false,
  });
  return effect(scope, intent, async () => {
    const settlement = {
      invoiceNumber: command.invoiceNumber,
      amount: command.amount,
      transactionId,
      bookingCode: configuration.bookingCodeInvoice,
      message: `Abgleich ${transactionId}`,
    };
    await gateway
      .settleInvoice(settlement, work.ctx)
      .catch((error: unknown) => settledAfterAll(scope, command.invoiceNumber, error));
    return { status: 'done' };
  });
}

/** "Already settled" after a repeated call is success, but only once the ERP shows it so. */
async function settledAfterAll(
  { gateway, work }: EffectScope,
  invoiceNumber: InvoiceNumber,
  error: unknown,
): Promise<void> {
  if (!isFault(error) || error.code !== 'pixi.already-done') throw error;
  const invoice = await gateway.readInvoice(invoiceNumber, work.ctx);
  if (!invoice?.settled) throw error;
}

function releaseEffect(scope: EffectScope): Effect {
  const { gateway, orderNumber, paymentId, work } = scope;
  const intent = intentOf(scope, 'release', {
    document: repeatableDocument('release', scope.operations),
    amount: null,
    reference: orderNumber,
    atProvider: false,
  });
  return effect(scope, intent, async () => {
    await gateway.release(
      { orderNumber, paymentId, message: 'Abgleich: Zahlung geprüft' },
      work.ctx,
    );
    return { status: 'done' };
  });
}

function lockEffect(scope: EffectScope, locked: boolean, reason: string): Effect {
  const { gateway, orderNumber, work } = scope;
  const kind = locked ? 'lock' : 'unlock';
  const intent = intentOf(scope, kind, {
    document: repeatableDocument(kind, scope.operations),
    amount: null,
    reference: orderNumber,
    atProvider: false,
  });
  return effect(scope, intent, async () => {
    await gateway.setShippingLock({ orderNumber, locked, reason }, work.ctx);
    return { status: 'done' };
  });
}

/** A comment in the ERP: at most once per purpose; a lost answer is not worth a second one. */
export function commentEffect(
  scope: EffectScope,
  comment: { code: string; document: string; text: string },
): Effect {
  const { gateway, orderNumber, work } = scope;
  const intent = intentOf(scope, 'comment', {
    document: `${comment.code}:${comment.document}`,
    amount: null,
    reference: comment.code,
    atProvider: false,
  });
  return effect(scope, intent, async () => {
    await gateway.comment({ orderNumber, text: comment.text }, work.ctx);
    return { status: 'done' };
  });
}

function settlementTransaction(
  { operations, payment, paymentId, orderNumber }: EffectScope,
  invoiceNumber: InvoiceNumber,
): string {
  const ours = operations.find(
    (one) => one.kind === 'capture' && one.status === 'done' && one.document === invoiceNumber,
  );
  const any = payment?.transactions.findLast(
    (one) => one.kind === 'capture' && one.status === 'success',
  );
  const path = ours?.transactionPath ?? any?.path ?? null;
  return path === null ? `ORDER-${orderNumber}` : `${paymentId ?? ''}/${shortId(path)}`;
}

const shortId = (path: TransactionPath): string => path.split('/').at(-1) ?? path;

type IntentDetails = {
  document: string;
  amount: OperationIntent['amount'];
  reference: string;
  atProvider: boolean;
};

function intentOf(
  scope: EffectScope,
  kind: OperationKind,
  details: IntentDetails,
): OperationIntent {
  const { connectionId } = scope.work.ref;
  const { orderNumber, paymentId, payment } = scope;
  const purpose = { connectionId, orderNumber, kind, document: details.document };
  return {
    key: operationKey(details.atProvider ? { ...purpose, paymentId } : purpose),
    kind,
    paymentId,
    document: details.document,
    amount: details.amount,
    reference: details.reference,
    knownTransactions: details.atProvider
      ? (payment?.transactions.map((one) => one.path) ?? [])
      : [],
  };
}

/**
 * The rules ask for a refused step again only where it may be repeated; so a refusal never keeps them from it. A refusal that the
 * rules have not seen does: another worker has tried meanwhile, and what it learned comes first.
 */
function effect(
  { file, operations }: EffectScope,
  intent: OperationIntent,
  act: () => Promise<OperationOutcome>,
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
