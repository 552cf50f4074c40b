import {
  type CancelReturnFacts,
  type CancelReturnReason,
  type Decision,
  type ErpGateway,
  type ErpInvoice,
  type ErpOrder,
  type ErpOrderLine,
  type Operation,
  type OrderFile,
  type PaymentConfiguration,
  type PaymentFinding,
  type ProblemDraft,
  decideCancelReturn,
  isCancelledLine,
  isCreditNote,
  isManualOrder,
} from '@abgleich/domain';
import { commentAndCommit, openProblems } from './conclude.js';
import { findPayment } from './find-payment.js';
import { isOpenMatter } from './may-concern.js';
import { waitsInVain } from './waits-in-vain.js';
import { isNothingNew, noteCancelReturn, noteOtherDocuments } from './note-cancel-return.js';
import { noteCreditNote } from './note-settlement.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { pauseOn } from './put-off.js';
import { type CommandSubject, runCommands, scopeOf } from './run-commands.js';
import type { Retry } from './try-later.js';
import { onlyWaits, operationsAtStart, visibleOperations } from './visible-operations.js';
import { commitLookOnly } from './waits.js';

export type CancelReturnInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly orderNumber: ErpOrder['orderNumber'];
  /** What the journal holds of it; `undefined` when we never met it. */
  readonly file: OrderFile | undefined;
  /** What was read already to find out whether there is anything to do. */
  readonly known?: { readonly order?: ErpOrder; readonly lines?: readonly ErpOrderLine[] };
};

/** Each credit note and each charge to give back costs a round; an order with more is gone on with at the next look. */
const ROUNDS_MAX = 20;

/** Its own captures and settlements cannot overtake a look more often than this while it looks; whatever else comes wakes it. */
const LOOKS_MAX = 3;

/** What the ERP says of the order: read once, then changed only by what we do ourselves. */
export type ErpSide = {
  readonly order: ErpOrder;
  readonly lines: readonly ErpOrderLine[];
  readonly documents: readonly ErpInvoice[];
};
type Round = {
  readonly erp: ErpSide;
  readonly operations: readonly Operation[];
  /** `null`: to be read (again). */
  readonly finding: PaymentFinding | null;
  readonly retry: Retry | null;
  /** The problems that the journal holds by now. */
  readonly told: readonly ProblemDraft[];
  readonly first: boolean;
  /** Why the order stands where it stands by now. */
  readonly reason: string | null;
};

/**
 * Looks at one order whose goods were cancelled or returned and does what the rules say: gives back, books, waits, tells. Safe to run
 * any number of times, at once, anywhere. `false`: the provider refused the keys, it is still to be judged. Throws `Fault` when the facts
 * cannot be had.
 */
export async function cancelReturn(input: CancelReturnInput): Promise<boolean> {
  const { parts, configuration, orderNumber } = input;
  const { connectionId } = configuration;
  let { file } = input;
  if (!(await lookOnce(input))) return false;
  for (let looks = 1; looks < LOOKS_MAX; looks += 1) {
    const now = (await parts.journal.readOrders(connectionId, [orderNumber])).get(orderNumber);
    if (!waitsInVain(file, now)) return true;
    file = now;
    if (!(await lookOnce({ parts, gateway: input.gateway, configuration, orderNumber, file })))
      return false;
  }
  return true;
}

async function lookOnce(input: CancelReturnInput): Promise<boolean> {
  const { parts, configuration, orderNumber, file } = input;
  const { organisationId, connectionId } = configuration;
  const work = new OrderWork(parts, { organisationId, connectionId, orderNumber });
  const erp = await readErpSide(input, work);
  if (erp === null) return true;
  if (!mayAskForMoney(erp) && !isOpenMatter(file) && !hasProblem(file)) {
    const decision = { lookAgain: null, state: file?.order.state ?? 'waiting' };
    await commitLookOnly(work, { file, name: 'cancel-return', decision });
    return true;
  }
  let round: Round | 'paused' | null = {
    erp,
    operations: operationsAtStart(file?.operations ?? []),
    finding: null,
    retry: null,
    told: file ? openProblems(file, 'cancel-return') : [],
    first: true,
    reason: file?.order.reason ?? null,
  };
  for (let count = 0; round !== null && round !== 'paused' && count < ROUNDS_MAX; count += 1)
    round = await oneRound(input, work, round);
  if (round !== null && round !== 'paused') await work.commit();
  return round !== 'paused';
}

const hasProblem = (file: OrderFile | undefined): boolean =>
  file !== undefined && openProblems(file, 'cancel-return').length > 0;

/** While the order is open and nothing of it is gone, no figure of the payment could ask for anything. */
const mayAskForMoney = ({ order, lines, documents }: ErpSide): boolean =>
  order.status === 'closed' || lines.some(isCancelledLine) || documents.some(isCreditNote);

/** Lines before documents: a delivery in between shows as an invoice too many, which gives nothing back, instead of one too few. */
async function readErpSide(
  { gateway, orderNumber, known }: CancelReturnInput,
  work: OrderWork,
): Promise<ErpSide | null> {
  const lines = known?.lines ?? (await gateway.readOrderLines(orderNumber, work.ctx));
  const order = known?.order ?? (await gateway.readOrder(orderNumber, work.ctx));
  if (order === null) return null;
  const documents = await gateway.invoicesOfOrder(orderNumber, work.ctx);
  return { order, lines, documents };
}

async function oneRound(
  input: CancelReturnInput,
  work: OrderWork,
  round: Round,
): Promise<Round | 'paused' | null> {
  const { file, configuration } = input;
  const finding = round.finding ?? (await readPayment(input, work, round.erp.order));
  const facts = factsOf(input, { ...round, finding });
  const decision = decideCancelReturn(facts);
  if (decision.pauseConfiguration) {
    await pauseOn(work, configuration, file);
    return 'paused';
  }
  if (round.first && isNothingNew(file, decision, round.told)) {
    await commitLookOnly(work, { file, name: 'cancel-return', decision });
    return null;
  }
  if (onlyWaits(decision, round.operations)) {
    await commitLookOnly(work, { file, name: 'cancel-return', decision });
    return null;
  }
  noteCancelReturn(input, work, { decision, facts, retry: round.retry, before: round.reason });
  await noteOtherDocuments(work, round.told, decision.problems);
  return execute(input, work, { decision, round: { ...round, finding } });
}

const readPayment = (
  { configuration }: CancelReturnInput,
  work: OrderWork,
  order: ErpOrder,
): Promise<PaymentFinding> =>
  isManualOrder(order)
    ? Promise.resolve({ kind: 'no-payment-id' })
    : findPayment(work, configuration, order.paymentId);

function factsOf(
  { parts, configuration, file }: CancelReturnInput,
  { erp, operations, finding }: Round & { finding: PaymentFinding },
): CancelReturnFacts {
  const now = parts.clock.now();
  const memory = {
    firstSeenAt: file?.order.firstSeenAt ?? now,
    operations: visibleOperations(operations),
    recheckRequestedAt: file?.order.recheckRequestedAt ?? null,
  };
  return { ...erp, policy: configuration.policy, payment: finding, memory, now };
}

type Decided = {
  readonly decision: Decision<CancelReturnReason>;
  readonly round: Round & { finding: PaymentFinding };
};

/** Runs the commands. Returns the next round while there is something to do, `null` when the order is done for now. */
async function execute(
  input: CancelReturnInput,
  work: OrderWork,
  { decision, round }: Decided,
): Promise<Round | null> {
  const { gateway, configuration, file, orderNumber } = input;
  let { erp } = round;
  const after = { told: decision.problems, first: false, reason: decision.reason };
  const { paymentId } = erp.order;
  const onDone: CommandSubject['onDone'] = (command, operation, fresh) => {
    if (command.kind === 'lock') erp = { ...erp, order: { ...erp.order, locked: true } };
    if (command.kind !== 'book') return;
    const invoice = erp.documents.find((one) => one.invoiceNumber === command.creditNoteNumber);
    const bookingCode = configuration.bookingCodeReturn;
    if (invoice) noteCreditNote(work, { invoice, bookingCode, operation, fresh });
    erp = { ...erp, documents: withSettled(erp.documents, command.creditNoteNumber) };
  };
  const area = 'cancel-return';
  const subject: CommandSubject = {
    gateway,
    area,
    configuration,
    file,
    orderNumber,
    paymentId,
    onDone,
  };
  const result = await runCommands(work, { subject, commands: decision.commands, progress: round });
  if (result.kind === 'ended') return null;
  const { operations, finding } = result;
  // A refusal or a pending answer of the provider is news: what we read of the payment no longer holds.
  if (result.kind === 'ask-again')
    return {
      ...after,
      erp,
      operations,
      finding: result.retry ? finding : null,
      retry: result.retry,
    };
  await commentAndCommit(work, scopeOf(work, subject, result), decision.comment);
  return decision.commands.length > 0 ? { ...after, erp, operations, finding, retry: null } : null;
}

const withSettled = (
  documents: readonly ErpInvoice[],
  settled: ErpInvoice['invoiceNumber'],
): readonly ErpInvoice[] =>
  documents.map((one) => (one.invoiceNumber === settled ? { ...one, settled: true } : one));
