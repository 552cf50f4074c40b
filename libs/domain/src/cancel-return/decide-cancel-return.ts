import { assertNever } from '../assert.js';
import { isManualOrder, type ErpInvoice } from '../erp.js';
import type { CancelReturnFacts } from '../facts.js';
import { isZero, zero } from '../money.js';
import { busyOperation, latestOperation, nextLookAfter } from '../operation-history.js';
import { movedBy, operationsOn, samePaymentId, withOwnOperations } from '../own-money.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import { standingOf, type PaymentStanding } from '../payment-standing.js';
import type { PaymentSnapshot, PaymentTransaction } from '../payment.js';
import { HOUR, plusMs } from '../time.js';
import {
  commentOf,
  decisionOf,
  problemOf,
  stuck,
  type CancelReturnDecision,
} from './cancel-return-effects.js';
import { nextGivingBack } from './next-giving-back.js';
import { isCancelledLine, isCreditNote, magnitude, returnCase } from './return-case.js';

/**
 * What cancelled goods and credit notes ask for: give money back, book it, wait, or tell a person. Every
 * family: `docs/reference/rules.md`. What is due follows from both sides' own figures; one purpose at a time, so the caller asks again until no command
 * is left. Problems of all documents of the order are in one decision. With `pauseConfiguration` nothing may be written.
 */
export function decideCancelReturn(facts: CancelReturnFacts): CancelReturnDecision {
  if (isManualOrder(facts.order)) return decisionOf(facts, 'manual-order', { state: 'ignored' });
  const { payment } = facts;
  switch (payment.kind) {
    case 'keys-rejected':
      return decisionOf(facts, 'keys-rejected', { state: 'waiting', pauseConfiguration: true });
    case 'no-payment-id':
      return withoutPayment(facts, 'payment-id-missing');
    case 'unknown-to-keys':
      return withoutPayment(facts, 'payment-unknown');
    case 'found':
      return judgePayment(facts, payment.payment);
    default:
      return assertNever(payment);
  }
}

const openCreditNotes = ({ documents, memory }: CancelReturnFacts) =>
  documents.filter(
    (document) =>
      isCreditNote(document) &&
      !document.settled &&
      !isZero(document.total) &&
      latestOperation(memory.operations, 'booking', document.invoiceNumber)?.status !== 'done',
  );
const asksForSomething = (facts: CancelReturnFacts): boolean =>
  facts.lines.some(isCancelledLine) ||
  facts.documents.some((one) => isCreditNote(one) && !isZero(one.total));

/** Without a payment nothing can have been taken through it, unless we took something ourselves before the id was changed. */
function withoutPayment(
  facts: CancelReturnFacts,
  reason: 'payment-id-missing' | 'payment-unknown',
): CancelReturnDecision {
  const { order, memory } = facts;
  const taken = movedBy(memory.operations, 'capture', order.total.currency);
  const given = movedBy(memory.operations, 'refund', order.total.currency);
  const [creditNote] = openCreditNotes(facts);
  const isOurs = facts.lines.some(isCancelledLine) && taken.minor > given.minor;
  if (creditNote === undefined && !isOurs) return decisionOf(facts, 'nothing-to-do');
  const document = creditNote?.invoiceNumber ?? null;
  return stuck(facts, reason, { code: `cancel-return.${reason}`, document });
}

function judgePayment(facts: CancelReturnFacts, found: PaymentSnapshot): CancelReturnDecision {
  // The provider also finds payments by the shop's order number; that is not the id we were asked to trust.
  if (!samePaymentId(found.paymentId, facts.order.paymentId))
    return withoutPayment(
      facts,
      facts.order.paymentId === null ? 'payment-id-missing' : 'payment-unknown',
    );
  const payment = withOwnOperations(found, facts.memory.operations);
  const standing = standingOf(payment);
  if (standing.kind === 'charged-back') return chargedBack(facts);
  if (!asksForSomething(facts) && standing.kind !== 'overpaid')
    return decisionOf(facts, 'nothing-to-do');
  if (found.method === null)
    return stuck(facts, 'method-unsupported', {
      code: 'cancel-return.method-unsupported',
      params: { method: found.methodName },
    });
  return judgeStanding(facts, { payment, standing, method: found.method });
}

type Judged = {
  readonly payment: PaymentSnapshot;
  readonly standing: PaymentStanding;
  readonly method: PaymentMethodCode;
};

function judgeStanding(facts: CancelReturnFacts, judged: Judged): CancelReturnDecision {
  const { standing, method, payment } = judged;
  switch (standing.kind) {
    case 'unclear':
      return stuck(facts, 'payment-state-unclear', { code: 'cancel-return.payment-state-unclear' });
    case 'not-finished':
    case 'in-review':
    case 'nothing':
      return unfinished(facts, payment);
    case 'failed':
      return withoutMoney(facts, payment);
    case 'cancelled':
    case 'charged-back':
    case 'charged-in-shop':
    case 'awaiting-transfer':
    case 'transfer-received':
    case 'overpaid':
      break;
    case 'authorized':
      // A method that cannot authorise shows an authorisation: not a picture to act on.
      if (!traitsOf(method).authorizes)
        return stuck(facts, 'payment-state-unclear', {
          code: 'cancel-return.payment-state-unclear',
        });
      break;
    default:
      return assertNever(standing);
  }
  if (mixesCurrencies(facts, payment))
    return stuck(facts, 'currency-differs', { code: 'cancel-return.currency-differs' });
  return whenBusy(facts, judged) ?? nextGivingBack(returnCase(facts, payment, method));
}

function mixesCurrencies(
  { documents, lines }: CancelReturnFacts,
  payment: PaymentSnapshot,
): boolean {
  // Nothing was ever invoiced and nothing will be: all of it goes back, and nothing need be added up.
  if (documents.length === 0 && lines.every(isCancelledLine)) return false;
  return [...documents.map(({ total }) => total), ...lines.map(({ price }) => price)].some(
    ({ currency }) => currency !== payment.currency,
  );
}

/** A payment that may still be finished is waited for; after the grace nobody expects it, and its end would wake us. */
function unfinished(facts: CancelReturnFacts, payment: PaymentSnapshot): CancelReturnDecision {
  const { memory, policy, now } = facts;
  const graceEnd = plusMs(memory.firstSeenAt, policy.graceHours * HOUR);
  if (now < graceEnd) return decisionOf(facts, 'payment-not-finished', { lookAgain: graceEnd });
  return withoutMoney(facts, payment);
}

/** Nothing was ever reserved or taken: a credit note has nothing to be refunded from. */
function withoutMoney(facts: CancelReturnFacts, payment: PaymentSnapshot): CancelReturnDecision {
  const [creditNote] = openCreditNotes(facts);
  if (creditNote === undefined) return decisionOf(facts, 'nothing-to-do');
  return stuck(facts, 'more-than-charged', {
    code: 'cancel-return.more-than-charged',
    document: creditNote.invoiceNumber,
    amounts: { amount: magnitude(creditNote), available: zero(payment.currency) },
  });
}

/** Money is on its way on this payment, by us or by somebody else: until it ends, nobody knows what is left to give back. */
function whenBusy(
  facts: CancelReturnFacts,
  { payment, method }: Judged,
): CancelReturnDecision | null {
  const own = operationsOn(payment, facts.memory.operations);
  const busy = busyOperation(own, null);
  if (busy !== null) {
    const lookAgain = nextLookAfter(busy, facts.now);
    const isGiving = busy.kind === 'refund' || busy.kind === 'reversal';
    if (busy.status === 'open') {
      const told = busy.lookUps > 0 ? [problemOf(facts, 'operation.uncertain')] : [];
      const reason = busy.lookUps > 0 ? 'operation-uncertain' : 'payment-busy';
      return decisionOf(facts, reason, { state: 'waiting', problems: told, lookAgain });
    }
    if (isGiving && busy.amount !== null) return givingBackPending(facts, busy.amount, lookAgain);
    return decisionOf(facts, 'payment-busy', { state: 'waiting', lookAgain });
  }
  const pending = payment.transactions.find((entry) => isOnItsWay(entry, method));
  if (pending === undefined) return null;
  if (pending.kind === 'capture')
    return decisionOf(facts, 'payment-busy', {
      state: 'waiting',
      lookAgain: nextLookAfter(null, facts.now),
    });
  return givingBackPending(facts, pending.amount, nextLookAfter(null, facts.now));
}

/** A request to transfer stays pending for weeks: that is no money on its way. */
function isOnItsWay({ kind, status }: PaymentTransaction, method: PaymentMethodCode): boolean {
  if (status !== 'pending' && status !== 'resumed') return false;
  if (kind === 'refund' || kind === 'reversal') return true;
  return kind === 'capture' && !traitsOf(method).paidByTransfer;
}

function givingBackPending(
  facts: CancelReturnFacts,
  amount: PaymentTransaction['amount'],
  lookAgain: CancelReturnDecision['lookAgain'],
): CancelReturnDecision {
  return decisionOf(facts, 'give-back-pending', {
    state: 'waiting',
    problems: [problemOf(facts, 'cancel-return.pending', { amounts: { amount } })],
    lookAgain,
  });
}

/**
 * Product rule: a chargeback is told, goods that are still there are locked, and nothing else happens by itself. One cause, one problem:
 * while the order is open the release rules tell it, of an invoice that is not settled the capture rules, and else this one.
 */
function chargedBack(facts: CancelReturnFacts): CancelReturnDecision {
  const reason = 'payment-charged-back';
  const { order, memory, documents, now } = facts;
  if (order.status !== 'closed') {
    const isKnown = order.locked === true || memory.operations.some(({ kind }) => kind === 'lock');
    if (isKnown) return decisionOf(facts, reason);
    const text = commentOf(facts, 'cancel-return.locked', {
      problem: 'release.payment-charged-back',
    })?.text;
    // The release rules are asked at once, too: they tell.
    return decisionOf(facts, reason, {
      commands: [{ kind: 'lock', reason: text ?? '' }],
      lookAgain: now,
    });
  }
  if (documents.some((one) => isToBeSettled(facts, one))) return decisionOf(facts, reason);
  return stuck(facts, reason, { code: 'cancel-return.payment-charged-back' });
}

/** A shipped invoice that the capture rules still look at. */
const isToBeSettled = ({ memory }: CancelReturnFacts, document: ErpInvoice): boolean =>
  !isCreditNote(document) &&
  document.shipped &&
  !document.settled &&
  !isZero(document.total) &&
  latestOperation(memory.operations, 'settlement', document.invoiceNumber)?.status !== 'done';
