import { add, isZero, smallerOf, subtract, type Money } from '../money.js';
import { latestOperation, mayTryAgain, recheckedSince } from '../operation-history.js';
import type { Operation } from '../operation.js';
import type { ProblemDraft } from '../problem-codes.js';
import {
  commentOf,
  decisionOf,
  problemOf,
  refusalParams,
  stuck,
  waitUntil,
  type CancelReturnDecision,
} from './cancel-return-effects.js';
import type { CancelReturnReason } from './cancel-return-reasons.js';
import { countedAmount, creditNotesOf, type CreditNote } from './credit-notes.js';
import { duesOf, type Dues } from './dues.js';
import {
  giveBack,
  givable,
  reverseAuthorization,
  type GivingBackCommand,
  type Purpose,
} from './give-back.js';
import { isFor } from './own-documents.js';
import {
  isCreditNote,
  isPaid,
  documentsComplete,
  shipmentAnnounced,
  somethingReceived,
  type ReturnCase,
} from './return-case.js';

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
  return {
    ...chosen,
    problems: [...told, ...noticesOf(one, notes), ...surplus(one, notes, dues)],
    // The other steps' turn comes at once when this one is done.
    lookAgain: chosen.commands.length > 0 ? one.facts.now : earliest(steps),
  };
}

const earliest = (steps: readonly CancelReturnDecision[]): CancelReturnDecision['lookAgain'] =>
  steps
    .flatMap(({ lookAgain }) => (lookAgain === null ? [] : [lookAgain]))
    .reduce<CancelReturnDecision['lookAgain']>((a, b) => (a === null || b < a ? b : a), null);

function quiet({ facts }: ReturnCase, notes: readonly CreditNote[]): CancelReturnDecision {
  return decisionOf(
    facts,
    notes.some(({ stage }) => stage === 'left-alone') ? 'credit-note-settled' : 'nothing-to-do',
  );
}

function noticesOf({ facts }: ReturnCase, notes: readonly CreditNote[]): readonly ProblemDraft[] {
  return notes.flatMap((note) => {
    const { amount, stage } = note;
    const document = note.document.invoiceNumber;
    if (stage === 'left-alone')
      return [
        problemOf(facts, 'cancel-return.credit-note-settled', { document, amounts: { amount } }),
      ];
    const isElsewhere =
      stage === 'done' && isZero(note.givenByUs) && amount.minor > facts.policy.toleranceMinor;
    return isElsewhere || note.givenElsewhere
      ? [problemOf(facts, 'cancel-return.refunded-elsewhere', { document, amounts: { amount } })]
      : [];
  });
}

/** The order is closed, nothing is to be given back, and still more lies at the provider than was delivered: a person may look. */
function surplus(
  one: ReturnCase,
  notes: readonly CreditNote[],
  dues: Dues,
): readonly ProblemDraft[] {
  const { facts, invoiced, payment, closed } = one;
  const isOpen = notes.some(({ stage }) => stage === 'to-do') || dues.cancellation.minor > 0;
  if (!closed || isOpen || dues.waits !== null || !documentsComplete(one)) return [];
  const credited = notes.reduce((minor, note) => minor + countedAmount(note).minor, 0);
  const due = { ...invoiced, minor: Math.max(0, invoiced.minor - credited) };
  const amount = subtract(payment.captured, due);
  if (amount.minor <= facts.policy.toleranceMinor) return [];
  const amounts = { charged: payment.captured, due, amount };
  return [problemOf(facts, 'cancel-return.charged-more-than-due', { amounts })];
}

/** Product rules 4.3 and 4.4, once the sum is known. */
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

/** Product rule 4.5: refund what is missing of one credit note, then book it. */
function returnStep(one: ReturnCase, note: CreditNote, due: Money): CancelReturnDecision {
  const { facts } = one;
  const document = note.document.invoiceNumber;
  const waits = isZero(due) ? null : whyReturnWaits(one, note);
  if (waits !== null) return waitForReturn(one, note, waits);
  const available = givable(one);
  if (due.minor > available.minor + facts.policy.toleranceMinor)
    return stuck(facts, 'more-than-charged', {
      code: 'cancel-return.more-than-charged',
      document,
      amounts: { amount: due, available },
    });
  const amount = due.minor > available.minor ? available : due;
  const { corrects } = note.document;
  const refunds = giveBack(one, amount, { base: document, why: 'return', corrects });
  return (
    whenBlocked(one, { commands: refunds, base: document, document }) ??
    bookingStep(one, note, refunds)
  );
}

function whyReturnWaits(one: ReturnCase, { document }: CreditNote): CancelReturnReason | null {
  const { traits, closed, facts } = one;
  switch (traits.family) {
    case 'prepayment':
      return closed || somethingReceived(one) ? null : 'waiting-for-receipt';
    case 'invoice-secured':
      return shipmentAnnounced(one) || one.open.minor === 0 ? null : 'waiting-for-shipment';
    case 'invoice':
    case 'shop-charged':
      return null;
    case 'direct':
    case 'paylater': {
      if (one.open.minor === 0) return null;
      const invoices = facts.documents.filter((other) => !isCreditNote(other));
      if (invoices.length === 0) return closed ? null : 'waiting-for-capture';
      if (one.invoicesCovered) return null;
      const corrected = invoices.filter(({ invoiceNumber }) => invoiceNumber === document.corrects);
      // Which invoice it corrects is not known: then all of them must be paid.
      const concerned = corrected.length > 0 ? corrected : invoices;
      return concerned.every((invoice) => isPaid(facts, invoice)) ? null : 'waiting-for-capture';
    }
  }
}

function waitForReturn(
  { facts }: ReturnCase,
  { document, amount }: CreditNote,
  reason: CancelReturnReason,
): CancelReturnDecision {
  const notice = problemOf(facts, 'cancel-return.return-before-capture', {
    document: document.invoiceNumber,
    amounts: { amount },
  });
  return decisionOf(facts, reason, {
    problems: reason === 'waiting-for-capture' ? [notice] : [],
    lookAgain: waitUntil(facts),
  });
}

type Attempt = {
  readonly commands: readonly GivingBackCommand[];
  readonly base: string;
  readonly document: string | null;
};

/** The provider said no to this very step, or nobody can find out: it is not sent again under another name. */
function whenBlocked(
  { facts, own }: ReturnCase,
  { commands, base, document }: Attempt,
): CancelReturnDecision | null {
  for (const { kind, amount } of commands) {
    const earlier = own.filter(
      (operation) =>
        operation.kind === (kind === 'reverse' ? 'reversal' : 'refund') && isFor(operation, base),
    );
    if (earlier.some(({ status }) => status === 'abandoned'))
      return stuck(facts, 'needs-human', {
        code: 'operation.needs-human',
        document,
        amounts: { amount },
      });
    const refused = earlier.find(
      (operation) =>
        operation.status === 'refused' && !mayTryAgain(facts.memory, operation, amount),
    );
    if (refused !== undefined)
      return stuck(facts, 'give-back-refused', {
        code: 'cancel-return.refused',
        document,
        amounts: { amount },
        params: refusalParams(refused),
      });
  }
  return null;
}

/** The refund, if there is one, and then the booking event for returns: negative, matched to the credit note, once. */
function bookingStep(
  one: ReturnCase,
  note: CreditNote,
  refunds: readonly GivingBackCommand[],
): CancelReturnDecision {
  const { facts } = one;
  const creditNoteNumber = note.document.invoiceNumber;
  const customerKey = note.document.customerKey ?? facts.order.customerKey;
  const booking = latestOperation(facts.memory.operations, 'booking', creditNoteNumber);
  const obstacle = whyNotBooked(one, { note, booking, customerKey });
  if (obstacle !== null || customerKey === null) {
    const decision = obstacle ?? decisionOf(facts, 'customer-missing');
    return { ...decision, commands: refunds };
  }
  const amounts = { amount: note.amount };
  const reason = refunds.length > 0 ? 'return' : 'book-only';
  const amount = { ...note.amount, minor: -note.amount.minor };
  return decisionOf(facts, reason, {
    commands: [...refunds, { kind: 'book', creditNoteNumber, amount, customerKey }],
    comment: commentOf(facts, `cancel-return.${reason}`, { document: creditNoteNumber, amounts }),
  });
}

type BookingFacts = {
  readonly note: CreditNote;
  readonly booking: Operation | null;
  readonly customerKey: string | null;
};

function whyNotBooked(
  { facts }: ReturnCase,
  { note, booking, customerKey }: BookingFacts,
): CancelReturnDecision | null {
  const about = { document: note.document.invoiceNumber, amounts: { amount: note.amount } };
  if (booking?.status === 'abandoned')
    return stuck(facts, 'needs-human', { code: 'operation.needs-human', ...about });
  if (booking?.status === 'refused' && !recheckedSince(facts.memory, booking))
    return stuck(facts, 'booking-refused', {
      code: 'cancel-return.booking-refused',
      ...about,
      params: refusalParams(booking),
    });
  if (customerKey === null)
    return stuck(facts, 'customer-missing', { code: 'cancel-return.customer-missing', ...about });
  return null;
}
