import { amountText, germanAmount } from '../amount-text.js';
import { orderComment, type CommentCode } from '../comments.js';
import type { Decision, OrderState } from '../decision.js';
import type { CancelReturnFacts } from '../facts.js';
import type { Money } from '../money.js';
import { refusalWords } from '../operation-history.js';
import type { Operation } from '../operation.js';
import { problemAbout } from '../problem-draft.js';
import type { ProblemCode, ProblemDraft } from '../problem-codes.js';
import type { TextParams } from '../render-text.js';
import { nextPatientLook } from '../patience.js';
import { HOUR, plusMs, type Instant } from '../time.js';
import type { CancelReturnReason } from './cancel-return-reasons.js';
import { isCancelledLine, isCreditNote } from './return-case.js';

export type CancelReturnDecision = Decision<CancelReturnReason>;
export type CancelReturnDetails = {
  /** The credit note it is about; left out: the order's cancellation. */
  readonly document?: string | null;
  readonly amounts?: Readonly<Record<string, Money>>;
  readonly params?: TextParams;
};

/** What only time, a receipt or another service changes is looked at this often; whatever wakes us earlier is welcome. */
const WAIT_MS = HOUR;
export const waitUntil = ({ now }: CancelReturnFacts): Instant => plusMs(now, WAIT_MS);

/** A decision that asks for nothing: the fields that matter are given on top. */
export function decisionOf(
  facts: CancelReturnFacts,
  reason: CancelReturnReason,
  fields: Partial<Omit<CancelReturnDecision, 'reason'>> = {},
): CancelReturnDecision {
  return {
    reason,
    state: stateOf(facts),
    commands: [],
    problems: [],
    comment: null,
    lookAgain: null,
    pauseConfiguration: false,
    ...fields,
  };
}

/** A person must act: nothing is sent. */
export function stuck(
  facts: CancelReturnFacts,
  reason: CancelReturnReason,
  { code, ...details }: CancelReturnDetails & { readonly code: ProblemCode },
): CancelReturnDecision {
  return decisionOf(facts, reason, {
    state: 'stuck',
    problems: [problemOf(facts, code, details)],
    comment: commentOf(facts, `cancel-return.${reason}`, { ...details, problem: code }),
    // No queue shows it: that somebody mended it at the provider may be told by nobody.
    lookAgain: nextPatientLook(facts.memory.firstSeenAt, facts.now),
  });
}

export function problemOf(
  { order }: CancelReturnFacts,
  code: ProblemCode,
  { document = null, amounts = {}, params = {} }: CancelReturnDetails = {},
): ProblemDraft {
  return problemAbout(order, code, {
    document,
    params: {
      subject: document ?? order.orderNumber,
      ...mapValues(amounts, amountText),
      ...params,
    },
  });
}

export function commentOf(
  { order }: CancelReturnFacts,
  code: CommentCode,
  {
    document = null,
    amounts = {},
    params = {},
    problem,
  }: CancelReturnDetails & { readonly problem?: ProblemCode } = {},
): CancelReturnDecision['comment'] {
  return orderComment(code, {
    document: document ?? 'order',
    params: {
      paymentId: order.paymentId ?? '-',
      subject: document === null ? 'die Stornierung' : `Gutschrift ${document}`,
      ...params,
      ...mapValues(amounts, germanAmount),
    },
    problem: problem ?? null,
  });
}

/** What the other side said when it refused. */
export const refusalParams = (operation: Operation): TextParams => ({
  message: refusalWords(operation),
});

const mapValues = (
  amounts: Readonly<Record<string, Money>>,
  print: (amount: Money) => string,
): TextParams =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, print(amount)]));

/** Where the order stands apart from what this rule does: cancelled, settled, or on its way. */
export function stateOf({ order, lines, documents, memory }: CancelReturnFacts): OrderState {
  const invoices = documents.filter((one) => !isCreditNote(one));
  const isWhole = lines.length > 0 && lines.every(isCancelledLine);
  if (isWhole && invoices.length === 0) return 'cancelled';
  const settled = invoices.filter(
    ({ settled: inErp, invoiceNumber }) =>
      inErp ||
      memory.operations.some(
        ({ kind, status, document }) =>
          kind === 'settlement' && status === 'done' && document === invoiceNumber,
      ),
  );
  if (settled.length > 0)
    return order.status === 'closed' && settled.length === invoices.length
      ? 'settled'
      : 'partly-settled';
  if (order.locked === true) return 'locked';
  return order.status === 'on-hold' ? 'waiting' : 'released';
}
