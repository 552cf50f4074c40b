import { keptOf, lostBooking, minorOf, moved, type Figures } from './figures.js';
import { text, toleranceOf, type Judge } from './finding.js';
import { isCoveredNow } from './good-payment.js';
import type { CheckedDocument } from './ledgers.js';
import { comesByTransfer, settlesWithoutMoney } from './money-kinds.js';

const isClosed = ({ order }: Figures): boolean => order.erp.status === 'closed';
const isOpenDocument = (one: CheckedDocument): boolean =>
  !one.settled && minorOf(one) > 0 && !lostBooking(one);

/** All documents settled by us alone: what we booked is what remains of the customer's money. */
const bookedIsKept: Judge = (figures) => {
  const { order, kind, entries } = figures;
  const documents = [...order.erp.invoices, ...order.erp.creditNotes];
  if (!isClosed(figures) || documents.length === 0) return [];
  if (kind === null || settlesWithoutMoney(kind) || documents.some(isOpenDocument)) return [];
  if (documents.some((one) => lostBooking(one) || isSettledByOthers(one))) return [];
  if (moved(entries, { effect: 'refund' }) !== moved(entries, { effect: 'refund', by: 'us' }))
    return [];
  const booked = figures.bookedByUsOnInvoices - figures.bookedByUsOnCreditNotes;
  const kept = keptOf(figures);
  // What the shop took beyond the order may have gone back with the rest, or not.
  const keptMost = figures.captured - figures.refunded - figures.chargedBack;
  const tolerance = toleranceOf(figures);
  if (booked >= kept - tolerance && booked <= Math.max(kept, keptMost) + tolerance) return [];
  return [
    {
      rule: 'booked-differs-from-kept',
      amounts: { booked, kept },
      sentence: `Booked ${text(figures, booked)}, kept ${text(figures, kept)}.`,
    },
  ];
};

/** Somebody else booked on it, or nobody did: settled by a mark in the ERP. */
function isSettledByOthers({ bookings, recordedByUs, settled, total }: CheckedDocument): boolean {
  if (total.minor === 0) return false;
  if (bookings !== null) return bookings.length === 0 || bookings.some(({ by }) => by === 'others');
  return settled && recordedByUs === null;
}

const keptAtMostDue: Judge = (figures) => {
  const kept = keptOf(figures);
  const due = figures.invoiced - figures.credited;
  if (!isClosed(figures) || kept <= due + toleranceOf(figures)) return [];
  return [
    {
      rule: 'kept-more-than-due',
      amounts: { kept, due },
      sentence: `The order is closed, ${text(figures, kept)} of its money are kept, due are ${text(figures, due)}.`,
    },
  ];
};

const notOnHold: Judge = ({ order }) =>
  order.erp.status === 'on-hold'
    ? [{ rule: 'left-on-hold', sentence: 'The order is on hold, and nobody was told why.' }]
    : [];

/** Kinds that settle with the end of the order wait for it; an option waits for the receipt. */
function maySettleLater(figures: Figures): boolean {
  const { kind, order, captured, invoiced } = figures;
  if (comesByTransfer(kind) && !isClosed(figures)) return true;
  const { settlesAfterReceipt, toleranceMinor } = order.agreement;
  return kind === 'invoiced' && settlesAfterReceipt && captured + toleranceMinor < invoiced;
}

const invoicesSettled: Judge = (figures) =>
  figures.order.erp.invoices
    .filter((one) => one.shipped && isOpenDocument(one) && !maySettleLater(figures))
    .map((invoice) => ({
      rule: 'invoice-left-open',
      document: invoice.number,
      amounts: { open: minorOf(invoice) },
      sentence: `Invoice ${invoice.number} of ${text(figures, minorOf(invoice))} is not settled, and nobody was told why.`,
    }));

const creditNotesSettled: Judge = (figures) =>
  figures.order.erp.creditNotes
    .filter((one) => isOpenDocument(one) && !(comesByTransfer(figures.kind) && !isClosed(figures)))
    .map((note) => ({
      rule: 'credit-note-left-open',
      document: note.number,
      amounts: { open: minorOf(note) },
      sentence: `Credit note ${note.number} of ${text(figures, minorOf(note))} is not settled, and nobody was told why.`,
    }));

/** Goods were cancelled and the order is closed: nobody may be able to capture, or be asked to pay, what will never come. */
const nothingReserved: Judge = (figures) => {
  const { order, kind, invoiced, credited, captured, refunded } = figures;
  const { erp, payments } = order;
  if (!isClosed(figures) || erp.someCancelled !== true) return [];
  // What was never reported of a pay-later purchase lapses by itself, once a part was.
  if (kind === null || (kind === 'pay-later' && captured + invoiced > 0)) return [];
  const remaining = payments.reduce((minor, payment) => minor + payment.remaining.minor, 0);
  const owed = Math.max(0, invoiced - credited - (captured - refunded));
  if (remaining <= owed + toleranceOf(figures)) return [];
  return [
    {
      rule: 'reservation-left-open',
      amounts: { remaining, owed },
      sentence: `The order is closed, and ${text(figures, remaining)} can still be taken or are asked for; owed are ${text(figures, owed)}.`,
    },
  ];
};

/** Problems that say why a lock of ours stays although the payment is good. */
const LOCK_EXPLAINED = [
  'release.unlock-refused',
  'release.lock-left',
  'operation.uncertain',
  'operation.needs-human',
];

const noLockLeft: Judge = (figures) => {
  const { erp, said } = figures.order;
  if (erp.locked !== true || !erp.lockedByUs || isClosed(figures)) return [];
  if (!isCoveredNow(figures))
    return [{ rule: 'locked-untold', sentence: 'Our lock is on the order, and nobody was told.' }];
  if (said.told.some((code) => LOCK_EXPLAINED.includes(code))) return [];
  return [
    {
      rule: 'lock-left-behind',
      amounts: { deliverable: figures.deliverable },
      sentence: 'Our lock is on the order although its payment is good.',
    },
  ];
};

const chargebackTold: Judge = (figures) =>
  figures.chargedBack > 0
    ? [
        {
          rule: 'chargeback-untold',
          amounts: { chargedBack: figures.chargedBack },
          sentence: `${text(figures, figures.chargedBack)} were charged back, and nobody was told.`,
        },
      ]
    : [];

const nothingUnfinished: Judge = ({ order }) =>
  order.said.unfinished.map((name) => ({
    rule: 'operation-left-open',
    sentence: `The outcome of "${name}" was never found out.`,
  }));

/** Rules that hold once nobody has anything left to do. */
export const REST_RULES: readonly Judge[] = [
  bookedIsKept,
  keptAtMostDue,
  notOnHold,
  invoicesSettled,
  creditNotesSettled,
  nothingReserved,
  noLockLeft,
  chargebackTold,
  nothingUnfinished,
];
