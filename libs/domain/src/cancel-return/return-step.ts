import { isZero, type Money } from '../money.js';
import { latestOperation, recheckedSince } from '../operation-history.js';
import type { Operation } from '../operation.js';
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
import type { CreditNote } from './credit-notes.js';
import { giveBack, givable, type GivingBackCommand } from './give-back.js';
import {
  isCreditNote,
  isPaid,
  neverShipped,
  shipmentAnnounced,
  somethingReceived,
  type ReturnCase,
} from './return-case.js';
import { whenBlocked } from './when-blocked.js';

/** Refund what is missing of one credit note, then book it. */
export function returnStep(one: ReturnCase, note: CreditNote, due: Money): CancelReturnDecision {
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
  one: ReturnCase,
  { document, amount }: CreditNote,
  reason: CancelReturnReason,
): CancelReturnDecision {
  const { facts } = one;
  // That its invoice will be captured first may only be said of goods that left, or will.
  const isToCome = reason === 'waiting-for-capture' && neverShipped(one).length === 0;
  const notice = problemOf(facts, 'cancel-return.return-before-capture', {
    document: document.invoiceNumber,
    amounts: { amount },
  });
  return decisionOf(facts, reason, {
    problems: isToCome ? [notice] : [],
    lookAgain: waitUntil(facts),
  });
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
