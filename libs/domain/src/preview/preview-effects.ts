import { applyReceipt } from '../apply-receipt.js';
import { assertNever } from '../assert.js';
import type { Command } from '../decision.js';
import type { TransactionPath } from '../ids.js';
import { isPositive, negate, type Money } from '../money.js';
import { repeatableDocument } from '../operation-history.js';
import { movesMoney, operationKey, type Operation, type OperationKind } from '../operation.js';
import { PREVIEW_CONNECTION, type PreviewWorld } from './preview-world.js';

/** The world after a command went well on the other side, as the services find it after doing it. */
export function afterCommand(world: PreviewWorld, command: Command): PreviewWorld {
  switch (command.kind) {
    case 'lock':
    case 'unlock':
      return noted(
        { ...world, order: { ...world.order, locked: command.kind === 'lock' } },
        { kind: command.kind, document: repeatableDocument(command.kind, world.operations) },
      );
    case 'release':
      return noted(
        { ...world, order: { ...world.order, status: 'open' } },
        { kind: 'release', document: repeatableDocument('release', world.operations) },
      );
    case 'settle':
      return noted(settled(world, command.invoiceNumber, command.amount), {
        kind: 'settlement',
        document: command.invoiceNumber,
        amount: command.amount,
      });
    case 'book': {
      const amount = isPositive(command.amount) ? negate(command.amount) : command.amount;
      return noted(settled(world, command.creditNoteNumber, amount), {
        kind: 'booking',
        document: command.creditNoteNumber,
        amount,
      });
    }
    case 'capture':
    case 'reverse':
    case 'refund':
    case 'announce-shipment':
      return atProvider(world, command);
    default:
      return assertNever(command);
  }
}

const settled = (world: PreviewWorld, document: string, amount: Money): PreviewWorld => ({
  ...world,
  documents: world.documents.map((one) =>
    one.invoiceNumber === document ? { ...one, settled: true, settledAmount: amount } : one,
  ),
});

type ProviderCommand = Extract<
  Command,
  { kind: 'capture' | 'reverse' | 'refund' | 'announce-shipment' }
>;

function atProvider(world: PreviewWorld, command: ProviderCommand): PreviewWorld {
  const { payment, now } = world;
  const { kind, document, amount, below } = partsOf(world, command);
  const transactionPath = below as TransactionPath; // made here as the provider makes them
  const receipt = {
    kind,
    path: transactionPath,
    amount,
    at: now,
    status: 'success',
  } as const;
  const changed = { ...world, payment: applyReceipt(payment, receipt) };
  return noted(changed, { kind, document, amount, transactionPath });
}

function partsOf({ payment }: PreviewWorld, command: ProviderCommand) {
  const serial = payment.transactions.length + 1;
  const charges = payment.transactions.filter(({ kind }) => kind === 'capture').length;
  switch (command.kind) {
    case 'capture':
      return {
        kind: 'capture',
        document: command.document,
        amount: command.amount,
        below: `charges/s-chg-${charges + 1}`,
      } as const;
    case 'reverse':
      return {
        kind: 'reversal',
        document: command.document,
        amount: command.amount,
        below: `authorize/cancels/s-cnl-${serial}`,
      } as const;
    case 'refund':
      return {
        kind: 'refund',
        document: command.document,
        amount: command.amount,
        below: `${command.charge ?? 'charges'}/cancels/s-cnl-${serial}`,
      } as const;
    case 'announce-shipment':
      return {
        kind: 'shipment-notice',
        document: 'order',
        amount: payment.total, // it is about the whole payment and moves nothing
        below: `shipments/s-shp-${serial}`,
      } as const;
    default:
      return assertNever(command);
  }
}

type Done = {
  readonly kind: OperationKind;
  readonly document: string;
  readonly amount?: Money | null;
  readonly transactionPath?: TransactionPath;
};

function noted(
  world: PreviewWorld,
  { kind, document, amount = null, transactionPath }: Done,
): PreviewWorld {
  const { order, now } = world;
  const isAtProvider = movesMoney(kind) && kind !== 'settlement' && kind !== 'booking';
  const paymentId = isAtProvider ? order.paymentId : null;
  const { orderNumber } = order;
  const operation: Operation = {
    key: operationKey({
      connectionId: PREVIEW_CONNECTION,
      orderNumber,
      paymentId,
      kind,
      document,
    }),
    kind,
    paymentId,
    document,
    amount,
    reference: document,
    knownTransactions: [],
    connectionId: PREVIEW_CONNECTION,
    orderNumber,
    status: 'done',
    attempt: 1,
    openedAt: now,
    finishedAt: now,
    transactionPath: transactionPath ?? null,
    refusal: null,
    lookUps: 0,
    nextLookAt: null,
    owner: 'preview',
  };
  const others = world.operations.filter(({ key }) => key !== operation.key);
  return { ...world, operations: [...others, operation] };
}
