import type {
  CancelReturnFacts,
  CancelReturnReason,
  Decision,
  OrderFile,
  OrderState,
  ProblemDraft,
} from '@abgleich/domain';
import type { CancelReturnInput } from './cancel-return.js';
import { sameProblems } from './conclude.js';
import type { OrderWork } from './order-work.js';
import { snapshotOf } from './run-commands.js';
import type { Retry } from './try-later.js';
import { resting, waitsAfter } from './waits.js';

type CancelReturnDecision = Decision<CancelReturnReason>;
export type NotedCancelReturn = {
  readonly decision: CancelReturnDecision;
  readonly facts: CancelReturnFacts;
  readonly retry: Retry | null;
  /** Why the order stood where it stood before this decision. */
  readonly before: string | null;
};

/** Reasons that say nothing about the order: another rule's word on it stands. */
const SAYS_NOTHING: readonly CancelReturnReason[] = ['nothing-to-do', 'manual-order'];

/** Nothing to do and nothing to tell, now or before: most changed orders. Or the very decision that the journal holds already. */
export function isNothingNew(
  file: OrderFile | undefined,
  decision: CancelReturnDecision,
  told: readonly ProblemDraft[],
): boolean {
  if (decision.commands.length > 0 || !sameProblems(told, decision.problems)) return false;
  const { reason, state } = decision;
  if (SAYS_NOTHING.includes(reason)) return !isLast(state) || file?.order.state === state;
  return file !== undefined && file.order.reason === reason && file.order.state === state;
}

/** Where an order ends is worth a note even then: it may have been judged on documents that somebody was just settling. */
const isLast = (state: OrderState): boolean => state === 'cancelled' || state === 'settled';

/** Notes what was decided and on which facts. */
export function noteCancelReturn(
  { parts, configuration, file }: CancelReturnInput,
  work: OrderWork,
  { decision, facts, retry, before }: NotedCancelReturn,
): void {
  const { order, documents } = facts;
  const payment = snapshotOf(facts.payment);
  work.changeOrder({
    shopId: order.shopId,
    shopOrderNumber: order.shopOrderNumber,
    paymentCode: order.paymentCode,
    paymentId: order.paymentId,
    methodName: payment?.methodName ?? file?.order.methodName ?? null,
    configurationId: configuration.id,
    configurationVersion: configuration.version,
    state: decision.state,
    reason: reasonOf(decision, before),
    erpStatus: order.status,
    payment: payment ?? file?.order.payment ?? null,
    ...(retry ? resting('cancel-return', retry) : waitsAfter(file, 'cancel-return', decision)),
    ...(file ? {} : { total: order.total }),
  });
  for (const { invoiceNumber, kind, total, settled } of documents)
    if (kind === 'credit-note')
      work.noteInvoice({ invoiceNumber, kind, total, settled, capturedBy: null });
  work.noteDecision({
    service: parts.service,
    reason: decision.reason,
    document: null,
    at: facts.now,
    configurationVersion: configuration.version,
    facts: {
      order,
      lines: facts.lines,
      documents,
      payment: facts.payment,
      policy: facts.policy,
    },
    traceId: work.traceId,
  });
  work.noteProblems({
    area: 'cancel-return',
    document: null,
    open: decision.problems.filter((one) => one.document === null),
  });
}

/** Why the order stands where it stands: where this rule has nothing to say, an earlier word on it stays. */
const reasonOf = ({ reason, state }: CancelReturnDecision, before: string | null): string =>
  SAYS_NOTHING.includes(reason) && state === 'settled' ? (before ?? reason) : reason;

/**
 * A write speaks of the problems of one document, a decision of all of them: those of single credit notes are written one after the
 * other, each whole, where they differ from what was told before.
 */
export async function noteOtherDocuments(
  work: OrderWork,
  told: readonly ProblemDraft[],
  problems: readonly ProblemDraft[],
): Promise<void> {
  const documents = [...told, ...problems].map((one) => one.document);
  for (const document of new Set(documents.filter((one) => one !== null))) {
    const isAbout = (one: ProblemDraft): boolean => one.document === document;
    const open = problems.filter(isAbout);
    if (sameProblems(told.filter(isAbout), open)) continue;
    await work.commit();
    work.noteProblems({ area: 'cancel-return', document, open });
  }
}
