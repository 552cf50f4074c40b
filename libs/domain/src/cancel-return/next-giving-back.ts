import { add, isZero, smallerOf, subtract } from '../money.js';
import { nextPatientLook } from '../patience.js';
import type { ProblemDraft } from '../problem-codes.js';
import {
  commentOf,
  decisionOf,
  problemOf,
  waitUntil,
  type CancelReturnDecision,
} from './cancel-return-effects.js';
import { countedAmount, creditNotesOf, type CreditNote } from './credit-notes.js';
import { duesOf, type Dues } from './dues.js';
import { giveBack, givable, reverseAuthorization, type Purpose } from './give-back.js';
import { documentsComplete, neverShipped, type ReturnCase } from './return-case.js';
import { returnStep } from './return-step.js';
import { whenBlocked } from './when-blocked.js';

/** One step of the order: credit notes oldest first, then what cancelled goods are due. Notices and errors of all others go with it. */
export function nextGivingBack(one: ReturnCase): CancelReturnDecision {
  const notes = creditNotesOf(one);
  const dues = duesOf(one, notes);
  const steps = [
    ...notes
      .filter(({ stage }) => stage === 'to-do')
      .map((note) => returnStep(one, note, dues.perNote.get(note) ?? note.amount)),
    ...cancellationStep(one, dues),
  ];
  const chosen =
    steps.find(({ commands }) => commands.length > 0) ??
    steps.find(({ state }) => state === 'stuck') ??
    steps[0] ??
    quiet(one, notes);
  const told = steps.flatMap(({ problems }) => problems);
  const left = surplus(one, notes, dues);
  const unshipped = unshippedOf(one);
  return {
    ...chosen,
    problems: [
      ...told,
      ...noticesOf(one, notes),
      ...unshipped,
      ...(left === null ? [] : [left.problem]),
    ],
    comment: chosen.comment ?? left?.comment ?? null,
    // The other steps' turn comes at once when this one is done.
    lookAgain:
      chosen.commands.length > 0 ? one.facts.now : (earliest(steps) ?? watchOver(one, unshipped)),
  };
}

const earliest = (steps: readonly CancelReturnDecision[]): CancelReturnDecision['lookAgain'] =>
  steps
    .flatMap(({ lookAgain }) => (lookAgain === null ? [] : [lookAgain]))
    .reduce<CancelReturnDecision['lookAgain']>((a, b) => (a === null || b < a ? b : a), null);

function quiet({ facts }: ReturnCase, notes: readonly CreditNote[]): CancelReturnDecision {
  const leftAlone = notes.findLast(({ stage }) => stage === 'left-alone');
  if (leftAlone === undefined) return decisionOf(facts, 'nothing-to-do');
  const { amount, document } = leftAlone;
  return decisionOf(facts, 'credit-note-settled', {
    comment: commentOf(facts, 'cancel-return.credit-note-settled', {
      document: document.invoiceNumber,
      amounts: { amount },
      problem: 'cancel-return.credit-note-settled',
    }),
  });
}

function noticesOf({ facts }: ReturnCase, notes: readonly CreditNote[]): readonly ProblemDraft[] {
  return notes.flatMap((note) => {
    const { amount, stage } = note;
    const document = note.document.invoiceNumber;
    if (stage === 'left-alone')
      return [
        problemOf(facts, 'cancel-return.credit-note-settled', { document, amounts: { amount } }),
      ];
    const byOthers = subtract(amount, note.givenByUs);
    const isElsewhere = stage === 'done' && byOthers.minor > facts.policy.toleranceMinor;
    return isElsewhere || note.givenElsewhere
      ? [problemOf(facts, 'cancel-return.refunded-elsewhere', { document, amounts: { amount } })]
      : [];
  });
}

/** Money lies at the provider for an invoice whose goods will not leave any more. */
function unshippedOf(one: ReturnCase): readonly ProblemDraft[] {
  const { facts, payment, open } = one;
  const held = add(payment.captured, open);
  if (held.minor <= facts.policy.toleranceMinor) return [];
  return neverShipped(one).map(({ invoiceNumber, total }) =>
    problemOf(facts, 'cancel-return.invoice-not-shipped', {
      document: invoiceNumber,
      amounts: { amount: total, available: held },
    }),
  );
}

/** What a person does about it at the provider may be told by nobody. */
const watchOver = (
  { facts }: ReturnCase,
  told: readonly ProblemDraft[],
): CancelReturnDecision['lookAgain'] =>
  told.length === 0 ? null : nextPatientLook(facts.memory.firstSeenAt, facts.now);

/** The order is closed, nothing is to be given back, and still more lies at the provider than was delivered: a person may look. */
function surplus(
  one: ReturnCase,
  notes: readonly CreditNote[],
  dues: Dues,
): { problem: ProblemDraft; comment: CancelReturnDecision['comment'] } | null {
  const { facts, invoiced, payment, closed } = one;
  const isOpen = notes.some(({ stage }) => stage === 'to-do') || dues.cancellation.minor > 0;
  if (!closed || isOpen || dues.waits !== null || !documentsComplete(one)) return null;
  const credited = notes.reduce((minor, note) => minor + countedAmount(note).minor, 0);
  const due = { ...invoiced, minor: Math.max(0, invoiced.minor - credited) };
  const amount = subtract(payment.captured, due);
  if (amount.minor <= facts.policy.toleranceMinor) return null;
  const amounts = { charged: payment.captured, due, amount };
  const code = 'cancel-return.charged-more-than-due';
  return {
    problem: problemOf(facts, code, { amounts }),
    comment: commentOf(facts, code, { amounts: { amount }, problem: code }),
  };
}

/** What cancelled goods give back, once the sum is known. */
function cancellationStep(one: ReturnCase, dues: Dues): readonly CancelReturnDecision[] {
  const { facts, whole } = one;
  if (dues.waits !== null) return [decisionOf(facts, dues.waits, { lookAgain: waitUntil(facts) })];
  const back = smallerOf(dues.cancellation, givable(one));
  const amount = add(back, dues.reverse);
  if (isZero(amount)) return [];
  const purpose: Purpose = { base: whole ? 'order' : 'rest', why: 'cancel', corrects: null };
  const commands = [
    ...reverseAuthorization(one, dues.reverse, purpose),
    ...giveBack(one, back, purpose),
  ];
  const refusal = whenBlocked(one, { commands, base: purpose.base, document: null });
  if (refusal !== null) return [refusal];
  const reason = whole ? 'cancel-order' : 'cancel-rest';
  return [
    decisionOf(facts, reason, {
      commands,
      comment: commentOf(facts, `cancel-return.${reason}`, { amounts: { amount } }),
    }),
  ];
}
