import {
  type ErpGateway,
  type InvoiceNumber,
  type Money,
  type Operation,
  type OperationKind,
  type OperationOutcome,
  type OrderRef,
  type OrderState,
  type PaymentConfiguration,
  type ProblemDraft,
  type TransactionPath,
  Fault,
  NOT_EXECUTED,
  assertNever,
  isFault,
  movesMoney,
  plusMs,
} from '@abgleich/domain';
import { noteSettlement } from './note-settlement.js';
import { OrderWork } from './order-work.js';
import { type ReconcilerParts, accessOf } from './parts.js';
import { PENDING_LOOK_MS } from './perform.js';
import { backoffMs } from './try-later.js';

export type LookUpInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly operation: Operation & OrderRef;
};

type Finding =
  | { readonly kind: 'outcome'; readonly outcome: OperationOutcome }
  | { readonly kind: 'not-there' }
  | { readonly kind: 'needs-human'; readonly evidence: string };

/** The rules themselves tell a person of these; a comment is worth nobody's time. */
const JUDGED_BY_RULES: readonly OperationKind[] = [
  'capture',
  'settlement',
  'release',
  'lock',
  'unlock',
  'comment',
];

/** A look-up belongs to one process for so long; then another one may try. */
export const LOOK_UP_CLAIM_MS = 120_000;

/**
 * Finds out what became of an effect without outcome: looks at the other side, never repeats blindly. Ends it as done, refused or
 * certainly not executed (then the rules ask for it again), or waits for the next look, or hands it to a person.
 */
export async function lookUp(input: LookUpInput): Promise<void> {
  const { parts, operation } = input;
  const now = parts.clock.now();
  const claimed = await parts.journal.claimLookUp(
    operation.key,
    operation.nextLookAt,
    plusMs(now, LOOK_UP_CLAIM_MS),
  );
  if (!claimed) return;
  const work = new OrderWork(parts, operation);
  const outcome = await outcomeOf(input, work);
  work.finish(operation, outcome);
  if (outcome.status === 'abandoned' && !JUDGED_BY_RULES.includes(operation.kind))
    work.noteProblems({
      area: 'operation',
      document: operation.document,
      open: [needsHuman(operation, outcome)],
    });
  if (movesMoney(operation.kind) && isFinal(outcome)) work.changeOrder({ payment: null }); // what we remembered of it is out of date
  if (isFinal(outcome))
    work.emit({
      type: 'recheck.requested',
      data: { requestedBy: parts.service, why: `look-up:${operation.kind}` },
    });
  await work.commit();
  if (outcome.status === 'uncertain' || outcome.status === 'pending')
    parts.wakeAt?.(outcome.nextLookAt);
}

const isFinal = ({ status }: OperationOutcome): boolean =>
  status === 'done' || status === 'refused';

async function outcomeOf(input: LookUpInput, work: OrderWork): Promise<OperationOutcome> {
  const { operation, parts } = input;
  const now = parts.clock.now();
  try {
    const finding = await find(input, work);
    if (finding.kind === 'outcome') return finding.outcome;
    if (finding.kind === 'needs-human')
      return {
        status: 'abandoned',
        refusal: { code: 'operation.needs-human', message: finding.evidence },
      };
    return notThere(input);
  } catch (error) {
    if (!isFault(error)) throw error;
    // Nothing was learned: the look does not count.
    return {
      status: 'uncertain',
      lookUps: operation.lookUps,
      nextLookAt: plusMs(now, backoffMs(operation.lookUps, error.retryAfterMs)),
    };
  }
}

/**
 * So many looks at the ERP: its web server ends a request after two minutes, and the third look comes later than that. What
 * comes true after it was given up would cross its own repetition, or the opposite that was decided since.
 */
const LOOKS_AT_ERP = 3;

/** Money at the provider counts as not executed only after the last wait, a step in the ERP once the ERP has given it up, too. */
function notThere({ operation, parts }: LookUpInput): OperationOutcome {
  const atProvider = ['capture', 'reversal', 'refund', 'shipment-notice'].includes(operation.kind);
  const next = parts.lookUpWaitsMs[operation.lookUps + 1];
  const isLast = !atProvider && operation.lookUps + 1 >= LOOKS_AT_ERP;
  if (isLast || next === undefined)
    return {
      status: 'refused',
      refusal: { code: NOT_EXECUTED, message: 'looked for and not found' },
    };
  return {
    status: 'uncertain',
    lookUps: operation.lookUps + 1,
    nextLookAt: plusMs(parts.clock.now(), next),
  };
}

async function find(input: LookUpInput, work: OrderWork): Promise<Finding> {
  const { operation, gateway } = input;
  switch (operation.kind) {
    case 'capture':
    case 'reversal':
    case 'refund':
    case 'shipment-notice':
      return findAtProvider(input, work, operation.kind);
    case 'settlement': {
      // A settlement's document is its invoice number.
      const invoice = await gateway.readInvoice(operation.document as InvoiceNumber, work.ctx);
      if (!invoice?.settled) return { kind: 'not-there' };
      const { bookingCodeInvoice } = input.configuration;
      noteSettlement(work, { invoice, bookingCode: bookingCodeInvoice, operation, fresh: true });
      work.changeOrder({ state: await stateOnceSettled(input) });
      return done();
    }
    case 'release': {
      const order = await gateway.readOrder(operation.orderNumber, work.ctx);
      if (order === null || order.status === 'on-hold') return { kind: 'not-there' };
      work.changeOrder({
        erpStatus: order.status,
        state: order.locked === true ? 'locked' : 'released',
      });
      work.emit({ type: 'order.released', data: { reason: 'look-up', state: 'released' } });
      return done();
    }
    case 'lock':
    case 'unlock': {
      const order = await gateway.readOrder(operation.orderNumber, work.ctx);
      return order?.locked === (operation.kind === 'lock') ? done() : { kind: 'not-there' };
    }
    case 'comment':
      return { kind: 'outcome', outcome: { status: 'abandoned' } };
    case 'booking':
      return { kind: 'needs-human', evidence: operation.reference };
    default:
      return assertNever(operation.kind);
  }
}

/** Where the order stands with this settlement: shipped in parts, it is settled only when the parts add up. */
async function stateOnceSettled({
  parts,
  operation,
  configuration,
}: LookUpInput): Promise<OrderState> {
  const { connectionId, orderNumber } = operation;
  const file = (await parts.journal.readOrders(connectionId, [orderNumber])).get(orderNumber);
  const total = file?.order.total ?? null;
  if (file === undefined || total === null) return 'settled';
  const settled = file.operations
    .filter(
      ({ kind, status, key }) =>
        kind === 'settlement' && (status === 'done' || key === operation.key),
    )
    .reduce((minor, { amount }) => minor + (amount?.minor ?? 0), 0);
  return settled + configuration.policy.toleranceMinor >= total.minor
    ? 'settled'
    : 'partly-settled';
}

async function findAtProvider(
  input: LookUpInput,
  work: OrderWork,
  kind: 'capture' | 'reversal' | 'refund' | 'shipment-notice',
): Promise<Finding> {
  const { operation, parts, configuration } = input;
  const { paymentId, reference, amount, knownTransactions } = operation;
  if (paymentId === null)
    throw new Fault({
      kind: 'bug',
      code: 'platform.bug',
      params: { message: 'money operation without a payment' },
    });
  const access = accessOf(configuration);
  if (operation.status === 'pending' && operation.transactionPath !== null) {
    const detail = await parts.provider.readTransaction(
      access,
      paymentId,
      operation.transactionPath,
      work.ctx,
    );
    if (kind === 'capture' && detail.status === 'success')
      tellCapture(work, operation, { path: detail.path, amount: detail.amount });
    return { kind: 'outcome', outcome: pendingOutcome(input, detail.status) };
  }
  const found = await parts.provider.findTransaction(
    access,
    { paymentId, kind, reference, amount, knownTransactions },
    work.ctx,
  );
  switch (found.kind) {
    case 'found':
      if (found.receipt.status === 'pending')
        return {
          kind: 'outcome',
          outcome: {
            status: 'pending',
            transactionPath: found.receipt.path,
            nextLookAt: plusMs(parts.clock.now(), PENDING_LOOK_MS),
          },
        };
      if (kind === 'capture') tellCapture(work, operation, found.receipt);
      return done(found.receipt.path, found.receipt.amount);
    case 'failed':
      return {
        kind: 'outcome',
        outcome: { status: 'refused', refusal: { code: 'unzer.rejected', message: found.path } },
      };
    case 'not-found':
      return { kind: 'not-there' };
    case 'ambiguous':
      return { kind: 'needs-human', evidence: found.paths.join(', ') };
    default:
      return assertNever(found);
  }
}

function tellCapture(
  work: OrderWork,
  { paymentId, document }: Operation,
  { path, amount }: { path: TransactionPath; amount: Money },
): void {
  if (paymentId !== null)
    work.emit({
      type: 'payment.captured',
      data: { paymentId, document, amount, transactionPath: path },
    });
}

function pendingOutcome(
  { operation, parts }: LookUpInput,
  status: 'success' | 'pending' | 'error' | 'resumed',
): OperationOutcome {
  const { transactionPath, amount } = operation;
  if (transactionPath === null) throw new Fault({ kind: 'bug', code: 'platform.bug' });
  if (status === 'success') return { status: 'done', transactionPath, amount };
  if (status === 'error')
    return { status: 'refused', refusal: { code: 'unzer.rejected', message: transactionPath } };
  return {
    status: 'pending',
    transactionPath,
    nextLookAt: plusMs(parts.clock.now(), PENDING_LOOK_MS),
  };
}

function done(
  transactionPath: Operation['transactionPath'] = null,
  amount: Operation['amount'] = null,
): Finding {
  return { kind: 'outcome', outcome: { status: 'done', transactionPath, amount } };
}

function needsHuman(operation: Operation, outcome: OperationOutcome): ProblemDraft {
  const evidence = outcome.status === 'abandoned' ? (outcome.refusal?.message ?? '') : '';
  return {
    code: 'operation.needs-human',
    severity: 'error',
    document: operation.document,
    params: {
      operation: operation.kind,
      document: operation.document,
      reference: operation.reference,
      evidence,
    },
  };
}
