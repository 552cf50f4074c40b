import { printCents } from '../pixi/ledger/units.js';
import type { LedgerPayment, LedgerTransaction } from '../unzer/ledger-state.js';
import type { OrderFacts } from './order-facts.js';
import { moneyKindOf, needsMoneyToSettle } from './payment-traits.js';

/** A finding of the judge: which order, which rule it breaks, and the numbers. */
export type Finding = { readonly orderNr: string; readonly rule: string; readonly detail: string };
type Rule = {
  readonly rule: string;
  /** The numbers when the rule is broken, else `null`. `tolerance` in ten-thousandths. */
  readonly broken: (facts: OrderFacts, tolerance: number) => string | null;
};

const amount = printCents;
const paymentsOf = (payment: LedgerPayment | null): readonly LedgerTransaction[] =>
  (payment?.transactions ?? []).filter(
    ({ effect, status }) => effect === 'payment' && status === 'success',
  );

/** What must hold at every moment, also between two steps of the app. Each one is wrong money when broken. */
export const ALWAYS: readonly Rule[] = [
  {
    rule: 'refunded <= captured',
    broken: ({ refunded, chargedBack, captured }) =>
      refunded + chargedBack <= captured
        ? null
        : `refunded ${amount(refunded)} and charged back ${amount(chargedBack)} of ${amount(captured)}`,
  },
  {
    rule: 'an invoice is charged once',
    broken: chargedTooMuchForAnInvoice,
  },
  {
    rule: 'pay-later charges <= invoices',
    broken: ({ payment, chargedByApp, invoiced }, tolerance) =>
      payment === null ||
      moneyKindOf(payment.apiType) !== 'paylater' ||
      chargedByApp <= invoiced + tolerance
        ? null
        : `charged ${amount(chargedByApp)}, invoiced ${amount(invoiced)}`,
  },
  {
    rule: 'charged <= invoiced, nothing cancelled',
    broken: ({ isClosed, hasCancelledLines, chargedByApp, invoiced }, tolerance) => {
      if (!isClosed || hasCancelledLines || chargedByApp <= invoiced + tolerance) return null;
      return `charged ${amount(chargedByApp)}, invoiced ${amount(invoiced)}`;
    },
  },
  {
    rule: 'every refund has a credit note or a cancellation behind it',
    broken: (facts, tolerance) => {
      const given = facts.refunded - facts.refundedByPeople;
      const due = facts.credited + Math.max(0, facts.captured - facts.deliverable);
      return given <= due + tolerance ? null : `refunded ${amount(given)}, due were ${amount(due)}`;
    },
  },
  {
    rule: 'a document is booked once',
    broken: ({ invoices, creditNotes, bookings }, tolerance) => {
      for (const document of [...invoices, ...creditNotes]) {
        const booked = bookings
          .filter(({ invoiceKey }) => invoiceKey === document.invoiceKey)
          .reduce((sum, event) => sum + event.amount, 0);
        if (Math.abs(booked) > Math.abs(document.total) + tolerance)
          return `${document.invoiceNr} of ${amount(document.total)} has bookings of ${amount(booked)}`;
      }
      return null;
    },
  },
  {
    rule: 'invoices are settled with money that came in',
    broken: ({ payment, bookedOnInvoices, captured }, tolerance) => {
      if (payment !== null && !needsMoneyToSettle(moneyKindOf(payment.apiType))) return null;
      return bookedOnInvoices <= captured + tolerance
        ? null
        : `booked ${amount(bookedOnInvoices)}, captured ${amount(captured)}`;
    },
  },
  {
    rule: 'credit notes are settled with money that went back',
    broken: ({ bookedOnCreditNotes, refunded, reversed }, tolerance) =>
      bookedOnCreditNotes <= refunded + reversed + tolerance
        ? null
        : `booked ${amount(bookedOnCreditNotes)}, given back ${amount(refunded + reversed)}`,
  },
  { rule: 'released unlocked only with a good payment', broken: releasedWithoutGoodPayment },
];

/** What must hold once nobody has anything left to do; between two steps of the app it may be broken. */
export const AT_REST: readonly Rule[] = [
  {
    rule: 'captured - refunded <= invoiced - credited, order closed',
    broken: (facts, tolerance) => {
      const kept = keptOf(facts) - facts.chargedBack;
      const due = facts.invoiced - facts.credited;
      const paidByTransfer = facts.payment?.transactions[0]?.effect === 'request';
      if (!facts.isClosed || paidByTransfer || kept <= due + tolerance) return null;
      return `kept ${amount(kept)}, due ${amount(due)}`;
    },
  },
  {
    rule: 'booked = captured - refunded, all documents settled',
    broken: (facts, tolerance) => {
      const documents = [...facts.invoices, ...facts.creditNotes];
      const open = documents.some((one) => !one.captureMarked && one.paidSum !== one.total);
      const byPeople = facts.bookings.some(({ source }) => source === 'person');
      const kind = facts.payment === null ? null : moneyKindOf(facts.payment.apiType);
      if (!facts.isClosed || open || byPeople || facts.refundedByPeople > 0) return null;
      if (documents.length === 0 || kind === null || !needsMoneyToSettle(kind)) return null;
      const booked = facts.bookedOnInvoices - facts.bookedOnCreditNotes;
      const kept = keptOf(facts);
      return Math.abs(booked - kept) <= tolerance
        ? null
        : `booked ${amount(booked)}, kept ${amount(kept)}`;
    },
  },
];

/** What remains of the customer's money. What the shop took beyond the order is the shop's affair. */
const keptOf = ({ captured, refunded, ordered }: OrderFacts): number =>
  Math.min(captured, ordered) - refunded;

/** Charges that name an invoice of the order may not come to more than that invoice. */
function chargedTooMuchForAnInvoice(
  { payment, invoices }: OrderFacts,
  tolerance: number,
): string | null {
  for (const { invoiceNr, total } of invoices) {
    const named = paymentsOf(payment).filter(
      ({ invoiceId }) => invoiceId.toLowerCase() === invoiceNr.toLowerCase(),
    );
    const charged = named.reduce((sum, one) => sum + one.amount, 0);
    if (charged > total + tolerance)
      return `${invoiceNr} of ${amount(total)} was charged ${amount(charged)}`;
  }
  return null;
}

/**
 * The app released the order, it is not locked now, nobody unlocked it by hand, and at no moment since the release was
 * there a payment that covers it. What became of a payment after a good release is not the app's fault.
 */
function releasedWithoutGoodPayment(facts: OrderFacts, tolerance: number): string | null {
  const { order, payment, deliverable } = facts;
  const release = order.paymentLog.find((one) => one.call === 'authorization' && one.success);
  if (!release || order.locked || order.lockUser === 'person') return null;
  if (payment === null) return 'no payment';
  if (payment.currency !== order.currency)
    return `order in ${order.currency}, payment in ${payment.currency}`;
  const moments = payment.transactions.map(({ at }) => Date.parse(at));
  const since = [release.at, ...moments.filter((at) => at > release.at)];
  const cover = Math.max(...since.map((at) => coverAt(payment, at)));
  if (deliverable <= cover + tolerance) return null;
  return `to deliver ${amount(deliverable)}, covered ${amount(cover)}`;
}

/** What was promised or paid up to a moment. A request to transfer is a promise where the customer may pay later. */
function coverAt({ apiType, transactions }: LedgerPayment, until: number): number {
  const kind = moneyKindOf(apiType);
  const counted = transactions.filter(({ at }) => Date.parse(at) <= until);
  const total = (fits: (entry: LedgerTransaction) => boolean): number =>
    counted.filter(fits).reduce((sum, entry) => sum + entry.amount, 0);
  const success = (effect: LedgerTransaction['effect']) =>
    total((entry) => entry.effect === effect && entry.status === 'success');
  const paid = success('payment') - success('refund') - success('chargeback');
  const reserved = success('reservation') - success('reversal');
  const requested = total(({ effect, status }) => effect === 'request' && status !== 'error');
  const promised = kind === 'invoice' || kind === 'secured' ? requested - success('reversal') : 0;
  return Math.max(paid, reserved, promised);
}

export function findings(rules: readonly Rule[], facts: OrderFacts, tolerance: number): Finding[] {
  return rules.flatMap(({ rule, broken }) => {
    const detail = broken(facts, tolerance);
    return detail === null ? [] : [{ orderNr: String(facts.order.orderNr), rule, detail }];
  });
}
