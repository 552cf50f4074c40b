import type { ErpOrderLine } from '../erp.js';
import { add, money, smallerOf, subtract, sum, zero, type Money } from '../money.js';
import { movedBy } from '../own-money.js';
import { countedAmount, type CreditNote } from './credit-notes.js';
import { isForCancellation } from './own-documents.js';
import {
  documentsComplete,
  isCancelledLine,
  notNegative,
  shipmentAnnounced,
  somethingReceived,
  type ReturnCase,
} from './return-case.js';

/** What cancelled goods ask for now. `waits`: nothing yet, and for what. */
export type CancellationWait =
  'waiting-for-closed' | 'waiting-for-documents' | 'waiting-for-capture' | 'waiting-for-shipment';
export type CancellationDue = {
  /** To be given back in all because goods were cancelled, what was given already not deducted; `null`: it is too early to say. */
  readonly amount: Money | null;
  /** The authorisation that nobody may capture any more. */
  readonly reverse: Money;
  readonly waits: CancellationWait | null;
};

/** What is still to be given back, split by what for. */
export type Dues = {
  readonly perNote: ReadonlyMap<CreditNote, Money>;
  readonly cancellation: Money;
  readonly reverse: Money;
  readonly waits: CancellationWait | null;
};

/** How much of the money the cancelled goods take back, and whether its time has come. */
export function cancellationDue(one: ReturnCase): CancellationDue {
  const none = zero(one.payment.currency);
  const nothing = { amount: none, reverse: none, waits: null };
  if (!one.someCancelled) return nothing;
  if (one.whole) return wholeOrder(one);
  switch (one.traits.family) {
    case 'paylater':
      // Only invoiced amounts were ever reported: the rest lapses.
      return nothing;
    case 'direct':
    case 'shop-charged':
      return restOfCharge(one);
    case 'prepayment':
    case 'invoice':
    case 'invoice-secured':
      return restOfRequest(one);
  }
}

function wholeOrder(one: ReturnCase): CancellationDue {
  const { charged, open, requested, traits } = one;
  const none = zero(charged.currency);
  if (traits.paidByTransfer) {
    const everything = charged.minor > requested.minor ? charged : requested;
    return { amount: everything, reverse: none, waits: null };
  }
  if (traits.reversibleAfterCapture || !traits.authorizes)
    return { amount: charged, reverse: traits.authorizes ? open : none, waits: null };
  return { amount: none, reverse: charged.minor > 0 ? none : open, waits: null };
}

const early = (one: ReturnCase, waits: CancellationWait): CancellationDue => ({
  amount: null,
  reverse: zero(one.payment.currency),
  waits,
});

function restOfCharge(one: ReturnCase): CancellationDue {
  if (!one.closed) return early(one, 'waiting-for-closed');
  if (!documentsComplete(one)) return early(one, 'waiting-for-documents');
  const { traits, open, charged, invoiced, facts } = one;
  if (traits.authorizes && open.minor > 0 && !one.invoicesCovered)
    return early(one, 'waiting-for-capture');
  // An invoice that somebody settled by hand may still be captured by hand: only what no invoice asks for goes back.
  const surplus = smallerOf(open, notNegative(subtract(add(charged, open), invoiced)));
  const isRest = traits.authorizes && surplus.minor > facts.policy.toleranceMinor;
  return {
    amount: notNegative(subtract(charged, invoiced)),
    reverse: isRest ? surplus : zero(open.currency),
    waits: null,
  };
}

function restOfRequest(one: ReturnCase): CancellationDue {
  const { family } = one.traits;
  // What somebody settled by hand is never announced by us: nothing is waited for then.
  const isToCome = !shipmentAnnounced(one) && !(one.closed && one.invoicesSettled);
  if (family === 'invoice-secured' && isToCome) return early(one, 'waiting-for-shipment');
  const mayBeOpen =
    family === 'invoice-secured' || (family === 'prepayment' && somethingReceived(one));
  if (!one.closed && !mayBeOpen) return early(one, 'waiting-for-closed');
  if (!one.closed)
    return { ...early(one, 'waiting-for-closed'), amount: cancelledLines(one), waits: null };
  if (!documentsComplete(one)) return early(one, 'waiting-for-documents');
  const amount = notNegative(subtract(one.requested, one.invoiced));
  return { amount, reverse: zero(amount.currency), waits: null };
}

/**
 * While the order is open its invoices do not tell: what the cancelled lines cost, as far as what was asked for still covers the rest of
 * the order: its lines, or what the ERP totals for it with shipping cost. With a voucher the lines cost more than was asked for; the
 * exact sum follows when the order is closed.
 */
function cancelledLines({ facts, payment, requested, invoiced }: ReturnCase): Money {
  const priced = (isCounted: (line: ErpOrderLine) => boolean): Money =>
    sum(
      facts.lines
        .filter(isCounted)
        .map(({ price, quantity }) => money(Math.round(price.minor * quantity), price.currency)),
      payment.currency,
    );
  const cancelled = notNegative(priced(isCancelledLine));
  const others = priced((line) => !isCancelledLine(line));
  const needed = Math.max(others.minor, facts.order.total.minor, invoiced.minor);
  return smallerOf(cancelled, notNegative(subtract(requested, { ...others, minor: needed })));
}

/**
 * What is due in all, less what both sides show as given back already, whoever did it. The tolerance counts once, over the order's
 * sum. Credit notes come first, oldest first; what is then left is for cancelled goods.
 */
export function duesOf(one: ReturnCase, notes: readonly CreditNote[]): Dues {
  const { currency } = one.payment;
  const { amount: cancelled, reverse, waits } = cancellationDue(one);
  const credited = sum(notes.map(countedAmount), currency);
  const total = add(credited, cancelled ?? zero(currency));
  const given = cancelled === null ? givenForNotes(one) : givenInAll(one);
  const outstanding = notNegative(subtract(total, given));
  let budget = outstanding.minor > one.facts.policy.toleranceMinor ? outstanding : zero(currency);
  const perNote = new Map<CreditNote, Money>();
  for (const note of notes.filter(({ stage }) => stage === 'to-do')) {
    const missing = notNegative(subtract(note.amount, note.givenByUs));
    const due = note.givenElsewhere ? zero(currency) : smallerOf(missing, budget);
    budget = subtract(budget, due);
    perNote.set(note, due);
  }
  const isWorthIt = cancelled !== null && budget.minor > one.facts.policy.toleranceMinor;
  return { perNote, cancellation: isWorthIt ? budget : zero(currency), reverse, waits };
}

function givenInAll({ payment, requested, traits }: ReturnCase): Money {
  if (!traits.paidByTransfer) return payment.refunded;
  return add(payment.refunded, notNegative(subtract(requested, payment.total)));
}

/** As long as cancelled goods are not counted, what we gave back for them does not count either. */
function givenForNotes(one: ReturnCase): Money {
  const { currency } = one.payment;
  const cancellations = one.own.filter(isForCancellation);
  const reversed = one.traits.paidByTransfer
    ? movedBy(cancellations, 'reversal', currency)
    : zero(currency);
  const own = add(movedBy(cancellations, 'refund', currency), reversed);
  return notNegative(subtract(givenInAll(one), own));
}
