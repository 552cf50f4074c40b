import { amountText, germanAmount } from '../amount-text.js';
import { orderComment, type CommentCode } from '../comments.js';
import type { Decision, OrderState } from '../decision.js';
import type { CaptureFacts } from '../facts.js';
import type { Money } from '../money.js';
import { isBlocked, latestOperation, nextLookAfter, refusalWords } from '../operation-history.js';
import type { Operation } from '../operation.js';
import { problemAbout } from '../problem-draft.js';
import type { ProblemCode, ProblemDraft, Severity } from '../problem-codes.js';
import type { TextParams } from '../render-text.js';
import type { CaptureReason } from './capture-reasons.js';

export type CaptureDecision = Decision<CaptureReason>;
export type CaptureAmounts = Readonly<Record<string, Money>>;
export type CaptureDetails = {
  readonly amounts?: CaptureAmounts;
  readonly params?: TextParams;
  readonly severity?: Severity;
};

/** A decision about this invoice that asks for nothing: the fields that matter are given on top. */
export function decisionOf(
  reason: CaptureReason,
  fields: Partial<Omit<CaptureDecision, 'reason'>> & { readonly state: OrderState },
): CaptureDecision {
  return {
    reason,
    commands: [],
    problems: [],
    comment: null,
    lookAgain: null,
    pauseConfiguration: false,
    ...fields,
  };
}

/** A person must act: nothing is sent, the invoice stays open, and the error names the open amount, because the goods are gone. */
export function stuck(
  facts: CaptureFacts,
  reason: CaptureReason,
  { code, ...details }: CaptureDetails & { readonly code: ProblemCode },
): CaptureDecision {
  return decisionOf(reason, {
    state: 'stuck',
    problems: [captureProblem(facts, code, details)],
    comment: captureComment(facts, `capture.${reason}`, { ...details, problem: code }),
  });
}

/** Records the invoice as paid in the ERP, once; the ERP refuses a second time. */
export function settle(
  facts: CaptureFacts,
  reason: CaptureReason,
  problems: readonly ProblemDraft[] = [],
): CaptureDecision {
  const { invoice, memory } = facts;
  const settlement = latestOperation(memory.operations, 'settlement', invoice.invoiceNumber);
  if (isBlocked(memory, settlement)) return settlementFailed(facts, settlement);
  return decisionOf(reason, {
    state: stateOf(facts, { settlesThis: true }),
    commands: [{ kind: 'settle', invoiceNumber: invoice.invoiceNumber, amount: invoice.total }],
    problems,
    comment: captureComment(facts, `capture.${reason}`),
  });
}

function settlementFailed(facts: CaptureFacts, settlement: Operation): CaptureDecision {
  if (settlement.status === 'abandoned')
    return stuck(facts, 'settlement-needs-human', { code: 'operation.needs-human' });
  return stuck(facts, 'settlement-refused', {
    code: 'capture.settlement-refused',
    ...refusalDetails(settlement),
  });
}

/** A capture is under way, ours or somebody else's: until it ends, nobody knows what is left to capture. */
export function waitForCapture(
  facts: CaptureFacts,
  capture: Operation | null,
  open: Money,
): CaptureDecision {
  const details = { amounts: { open } };
  return decisionOf('capture-pending', {
    state: 'waiting',
    problems: [captureProblem(facts, 'capture.pending', details)],
    comment: captureComment(facts, 'capture.capture-pending', details),
    lookAgain: nextLookAfter(capture, facts.now),
  });
}

/** What the other side said when it refused. */
export const refusalDetails = (operation: Operation): { readonly params: TextParams } => ({
  params: { message: refusalWords(operation) },
});

export function captureProblem(
  { invoice }: CaptureFacts,
  code: ProblemCode,
  { amounts = {}, params = {}, severity }: CaptureDetails = {},
): ProblemDraft {
  const texts = mapValues({ amount: invoice.total, open: invoice.total, ...amounts }, amountText);
  return problemAbout(invoice, code, {
    document: invoice.invoiceNumber,
    params: { ...texts, ...params },
    ...(severity === undefined ? {} : { severity }),
  });
}

export function captureComment(
  { invoice }: CaptureFacts,
  code: CommentCode,
  { amounts = {}, params = {}, problem }: CaptureDetails & { readonly problem?: ProblemCode } = {},
): CaptureDecision['comment'] {
  const texts = mapValues({ amount: invoice.total, open: invoice.total, ...amounts }, germanAmount);
  return orderComment(code, {
    document: invoice.invoiceNumber,
    params: { paymentId: invoice.paymentId ?? '-', ...params, ...texts },
    problem: problem ?? null,
  });
}

const mapValues = (amounts: CaptureAmounts, print: (amount: Money) => string): TextParams =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, print(amount)]));

/**
 * Where the order stands as far as its invoices tell: `settled` when the settled ones add up to the order, or, where its total is
 * not known, to what the payment still holds.
 */
export function stateOf(
  facts: CaptureFacts,
  { settlesThis }: { readonly settlesThis: boolean },
): OrderState {
  const { invoice, payment, policy, orderTotal } = facts;
  const settled = settledMinor(facts);
  if (settlesThis) settled.set(invoice.invoiceNumber, invoice.total.minor);
  if (settled.size === 0) return 'released';
  const found = payment.kind === 'found' ? payment.payment : null;
  const held = found === null ? null : found.total.minor - found.refunded.minor;
  const targets = [orderTotal?.minor, held].filter((minor) => typeof minor === 'number');
  if (targets.length === 0) return 'settled';
  const total = [...settled.values()].reduce((a, b) => a + b, 0);
  return total + policy.toleranceMinor >= Math.min(...targets) ? 'settled' : 'partly-settled';
}

/** Minor units per settled invoice, as the ERP shows it or as we settled it since. */
function settledMinor({ invoice, otherInvoices, memory }: CaptureFacts): Map<string, number> {
  const settled = new Map<string, number>();
  for (const { kind, status, document, amount } of memory.operations)
    if (kind === 'settlement' && status === 'done') settled.set(document, amount?.minor ?? 0);
  for (const other of [...(otherInvoices ?? []), invoice])
    if (other.kind === 'invoice' && other.settled)
      settled.set(other.invoiceNumber, other.total.minor);
  return settled;
}
