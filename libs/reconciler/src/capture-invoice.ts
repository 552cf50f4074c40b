import {
  type CaptureFacts,
  type CaptureReason,
  type Decision,
  type ErpGateway,
  type ErpInvoice,
  type ErpOrder,
  type Operation,
  type OrderFile,
  type PaymentConfiguration,
  type PaymentFinding,
  captureNeedsFreshPayment,
  decideCapture,
  isManualOrder,
} from '@abgleich/domain';
import { commentAndCommit, isUnchanged } from './conclude.js';
import { findPayment } from './find-payment.js';
import { noteSettlement } from './note-settlement.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { pauseOn } from './put-off.js';
import { type CommandSubject, runCommands, scopeOf } from './run-commands.js';
import type { Retry } from './try-later.js';
import {
  onlyWaits,
  operationsAtStart,
  visibleOperations,
  withOperation,
} from './visible-operations.js';
import { commitLookOnly, invoiceWait, waitsAfter, resting } from './waits.js';

export type CaptureInput = {
  readonly parts: ReconcilerParts;
  readonly gateway: ErpGateway;
  readonly configuration: PaymentConfiguration;
  readonly invoice: ErpInvoice;
  readonly file: OrderFile | undefined;
};

/** Needs of the rule (other invoices, a fresh payment) and refusals each cost a round; more would be going in circles. */
const ROUNDS_MAX = 6;

type Round = {
  readonly operations: readonly Operation[];
  /** `null`: not looked for yet. */
  readonly finding: PaymentFinding | null;
  readonly otherInvoices: readonly ErpInvoice[] | null;
  readonly orderStatus: ErpOrder['status'] | null;
  readonly settled: boolean;
  /** A refused step of the ERP comes again then. */
  readonly retry: Retry | null;
};

/**
 * Takes the money for one shipped invoice and settles it in the ERP, as the rules say. Safe to run any number of times.
 * Throws `Fault` when the facts cannot be had.
 */
export async function captureInvoice(input: CaptureInput): Promise<void> {
  const { parts, configuration, invoice, file } = input;
  const ref = {
    organisationId: configuration.organisationId,
    connectionId: configuration.connectionId,
    orderNumber: invoice.orderNumber,
  };
  const work = new OrderWork(parts, ref);
  let round: Round | null = {
    operations: operationsAtStart(file?.operations ?? []),
    finding: rememberedPayment(input),
    otherInvoices: null,
    orderStatus: null,
    settled: invoice.settled,
    retry: null,
  };
  for (let count = 0; round !== null && count < ROUNDS_MAX; count += 1)
    round = await oneRound(input, work, round);
  if (round !== null) await work.commit();
}

/**
 * The payment as we remember it, where that is enough. A capture of all that is left needs no fresh look: the provider itself
 * refuses more than was authorised. See docs/adr/0011.
 */
function rememberedPayment({ invoice, configuration, file }: CaptureInput): PaymentFinding | null {
  const payment = file?.order.payment ?? null;
  if (
    payment === null ||
    payment.paymentId !== invoice.paymentId ||
    configuration.policy.mode !== 'expert'
  )
    return null;
  const operations = visibleOperations(file?.operations ?? []);
  const stale = captureNeedsFreshPayment({
    invoice,
    payment,
    operations,
    policy: configuration.policy,
  });
  return stale ? null : { kind: 'found', payment };
}

async function oneRound(input: CaptureInput, work: OrderWork, round: Round): Promise<Round | null> {
  const finding = round.finding ?? (await readPayment(input, work));
  const facts = captureFacts(input, { ...round, finding });
  const decision = decideCapture(facts);
  if (decision.pauseConfiguration) {
    await pauseOn(work, input.configuration, input.file);
    return null;
  }
  if (decision.reason === 'needs-other-invoices')
    return withOtherInvoices(input, work, { ...round, finding });
  if (decision.reason === 'needs-order-status')
    return { ...round, finding, orderStatus: await orderStatus(input, work) };
  const document = input.invoice.invoiceNumber;
  const known = input.file?.invoices.some((one) => one.invoiceNumber === document) === true;
  if (known && isUnchanged(input.file, decision, { area: 'capture', document })) {
    await commitLookOnly(work, { file: input.file, name: invoiceWait(document), decision });
    return null;
  }
  if (onlyWaits(decision, round.operations)) {
    work.discardCalls();
    return null;
  }
  noteDecision(input, work, { decision, facts, round });
  return execute(input, work, { decision, round: { ...round, finding } });
}

function readPayment(
  { configuration, invoice }: CaptureInput,
  work: OrderWork,
): Promise<PaymentFinding> {
  if (invoice.kind === 'credit-note') return Promise.resolve({ kind: 'no-payment-id' }); // not decided by the payment
  if (
    invoice.shopOrderNumber !== null &&
    isManualOrder({ ...invoice, shopOrderNumber: invoice.shopOrderNumber })
  ) {
    return Promise.resolve({ kind: 'no-payment-id' });
  }
  return findPayment(work, configuration, invoice.paymentId);
}

const UNENDED: readonly string[] = ['open', 'pending'];

/**
 * Asked for before money that lies at the provider is divided among the invoices. Our own operations are read once more, younger than the
 * payment: what another worker captured meanwhile would look like somebody else's money.
 */
async function withOtherInvoices(
  { parts, gateway, invoice }: CaptureInput,
  work: OrderWork,
  round: Round,
): Promise<Round> {
  const all = await gateway.invoicesOfOrder(invoice.orderNumber, work.ctx);
  const otherInvoices = all.filter((one) => one.invoiceNumber !== invoice.invoiceNumber);
  const { connectionId, orderNumber } = work.ref;
  const file = (await parts.journal.readOrders(connectionId, [orderNumber])).get(orderNumber);
  const known = new Map(round.operations.map((one) => [one.key, one.status]));
  // What this very work has ended may not be saved yet: of that the journal knows less.
  const news = operationsAtStart(file?.operations ?? []).filter(({ key }) =>
    UNENDED.includes(known.get(key) ?? 'open'),
  );
  return { ...round, otherInvoices, operations: news.reduce(withOperation, round.operations) };
}

/** An order that the ERP no longer knows is not closed. */
const orderStatus = async (
  { gateway, invoice }: CaptureInput,
  work: OrderWork,
): Promise<ErpOrder['status']> =>
  (await gateway.readOrder(invoice.orderNumber, work.ctx))?.status ?? 'open';

function captureFacts(
  { parts, configuration, invoice, file }: CaptureInput,
  round: Round & { finding: PaymentFinding },
): CaptureFacts {
  const now = parts.clock.now();
  const memory = {
    firstSeenAt: file?.order.firstSeenAt ?? now,
    operations: visibleOperations(round.operations),
    recheckRequestedAt: file?.order.recheckRequestedAt ?? null,
  };
  return {
    invoice: { ...invoice, settled: round.settled },
    otherInvoices: round.otherInvoices,
    orderTotal: file?.order.total ?? null,
    orderStatus: round.orderStatus,
    policy: configuration.policy,
    payment: round.finding,
    memory,
    now,
  };
}

type Decided = {
  readonly decision: Decision<CaptureReason>;
  readonly round: Round & { finding: PaymentFinding };
};

async function execute(
  input: CaptureInput,
  work: OrderWork,
  { decision, round }: Decided,
): Promise<Round | null> {
  const { gateway, configuration, file, invoice } = input;
  const { orderNumber, paymentId } = invoice;
  let { settled } = round;
  const onDone: CommandSubject['onDone'] = (command, operation, fresh) => {
    if (command.kind !== 'settle') return;
    settled = true;
    const bookingCode = configuration.bookingCodeInvoice;
    noteSettlement(work, { invoice, bookingCode, operation, fresh });
    // Shipped invoices cover the whole order: every line is final, which is what the ERP calls CLOSED.
    if (decision.state === 'settled' && file?.order.total)
      work.changeOrder({ erpStatus: 'closed' });
  };
  const area = 'capture';
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
  const next = { ...round, operations, finding, settled, retry: null };
  // A refusal or a pending answer of the provider is news: what we remembered of the payment no longer holds.
  if (result.kind === 'ask-again')
    return result.retry ? { ...next, retry: result.retry } : { ...next, finding: null };
  const moved = decision.commands.some(
    (one) => one.kind === 'capture' || one.kind === 'announce-shipment',
  );
  if (moved && !settled) return next;
  await commentAndCommit(work, scopeOf(work, subject, result), decision.comment);
  return null;
}

function noteDecision(
  input: CaptureInput,
  work: OrderWork,
  {
    decision,
    facts,
    round,
  }: { decision: Decision<CaptureReason>; facts: CaptureFacts; round: Round },
): void {
  const { parts, configuration, invoice, file } = input;
  const payment = facts.payment.kind === 'found' ? facts.payment.payment : null;
  const settles = decision.commands.some((one) => one.kind === 'settle');
  work.changeOrder({
    // What others may tell of a new order meanwhile (its total, its status) is not named: it would be overwritten with nothing.
    ...(file
      ? {}
      : {
          shopId: invoice.shopId,
          shopOrderNumber: invoice.shopOrderNumber,
          paymentCode: invoice.paymentCode,
        }),
    paymentId: invoice.paymentId,
    methodName: payment?.methodName ?? file?.order.methodName ?? null,
    payment: payment ?? file?.order.payment ?? null,
    configurationId: configuration.id,
    configurationVersion: configuration.version,
    state: decision.state,
    reason: decision.reason,
    ...(round.retry
      ? resting('capture', round.retry)
      : waitsAfter(file, invoiceWait(invoice.invoiceNumber), decision)),
  });
  const { invoiceNumber, kind, total } = invoice;
  if (!settles)
    work.noteInvoice({
      invoiceNumber,
      kind,
      total,
      settled: facts.invoice.settled,
      capturedBy: null,
    });
  work.noteDecision({
    service: parts.service,
    reason: decision.reason,
    document: invoiceNumber,
    at: facts.now,
    configurationVersion: configuration.version,
    facts: {
      invoice,
      otherInvoices: facts.otherInvoices,
      orderStatus: facts.orderStatus ?? null,
      payment: facts.payment,
      policy: facts.policy,
    },
    traceId: work.traceId,
  });
  work.noteProblems({ area: 'capture', document: invoiceNumber, open: decision.problems });
}
