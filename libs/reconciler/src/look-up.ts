import {
  type ErpGateway,
  type InvoiceNumber,
  type Operation,
  type OperationOutcome,
  type OrderFile,
  type OrderRef,
  type OrderState,
  type PaymentConfiguration,
  Fault,
  NOT_EXECUTED,
  assertNever,
  formatMoney,
  isFault,
  isZero,
  movesMoney,
  plusMs,
} from '@abgleich/domain';
import { looksBeforeGivenUp } from './look-up-waits.js';
import { type ProviderKind, noteMoney } from './note-money.js';
import { noteCreditNote, noteSettlement } from './note-settlement.js';
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
  if (movesMoney(operation.kind) && isFinal(outcome)) work.changeOrder({ payment: null }); // what we remembered of it is out of date
  // Also when nobody can find out: the rules tell a person. A comment is worth nobody's time.
  if (isFinal(outcome) || (outcome.status === 'abandoned' && operation.kind !== 'comment'))
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

function notThere({ operation, parts }: LookUpInput): OperationOutcome {
  const looks = operation.lookUps + 1;
  const next = parts.lookUpWaitsMs[looks];
  if (looks >= looksBeforeGivenUp(operation.kind, parts.lookUpWaitsMs) || next === undefined)
    return {
      status: 'refused',
      refusal: { code: NOT_EXECUTED, message: 'looked for and not found' },
    };
  return { status: 'uncertain', lookUps: looks, nextLookAt: plusMs(parts.clock.now(), next) };
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
      const file = await fileOf(input); // may fail: what is noted before it would be told, and told again by the next look
      const { bookingCodeInvoice } = input.configuration;
      noteSettlement(work, { invoice, bookingCode: bookingCodeInvoice, operation, fresh: true });
      work.changeOrder({ state: stateOnceSettled(file, input) });
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
      return findBooking(input, work);
    default:
      return assertNever(operation.kind);
  }
}

/**
 * Where the order stands with this settlement: shipped in parts, it is settled only when the parts add up to the order, or, where its
 * total is not known (its release was never seen), to what the payment holds.
 */
function stateOnceSettled(
  file: OrderFile | undefined,
  { operation, configuration }: LookUpInput,
): OrderState {
  const payment = file?.order.payment ?? null;
  const held = payment === null ? null : payment.total.minor - payment.refunded.minor;
  const target = file?.order.total?.minor ?? held;
  if (file === undefined || target === null) return 'settled';
  const settled = file.operations
    .filter(
      ({ kind, status, key }) =>
        kind === 'settlement' && (status === 'done' || key === operation.key),
    )
    .reduce((minor, { amount }) => minor + (amount?.minor ?? 0), 0);
  return settled + configuration.policy.toleranceMinor >= target ? 'settled' : 'partly-settled';
}

async function fileOf({ parts, operation }: LookUpInput): Promise<OrderFile | undefined> {
  const { connectionId, orderNumber } = operation;
  return (await parts.journal.readOrders(connectionId, [orderNumber])).get(orderNumber);
}

async function findAtProvider(
  input: LookUpInput,
  work: OrderWork,
  kind: ProviderKind,
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
    if (detail.status === 'success')
      noteMoney(work, { ...operation, transactionPath: detail.path, amount: detail.amount });
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
      noteMoney(work, {
        ...operation,
        transactionPath: found.receipt.path,
        amount: found.receipt.amount,
      });
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

/**
 * pixi lists no bookings, but a matched one changes what is open on its credit note. Settled: done. Nothing paid at all, and the
 * database says so: the booking was not made, once even the slowest call must have ended. Anything between, or a database that does
 * not tell: a person looks, for a booking made twice puts the customer's account wrong. See docs/concepts/uncertainty.md.
 */
async function findBooking({ gateway, operation, configuration }: LookUpInput, work: OrderWork) {
  const creditNote = await gateway.readInvoice(operation.document as InvoiceNumber, work.ctx); // a booking's document is its credit note
  if (creditNote?.settled === true) {
    const bookingCode = configuration.bookingCodeReturn;
    noteCreditNote(work, { invoice: creditNote, bookingCode, operation, fresh: true });
    return done();
  }
  const paid = creditNote?.settledAmount ?? null;
  if (paid !== null && isZero(paid)) return { kind: 'not-there' } as const;
  const state = paid === null ? 'paid sum not told' : `paid sum ${formatMoney(paid)}`;
  return { kind: 'needs-human', evidence: `${operation.reference}, ${state}` } as const;
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
