import { lostBooking, mayBeGivenBack, moved, type Figures } from './figures.js';
import { text, toleranceOf, type Judge } from './finding.js';

/** Problems that tell of the same refund already: one cause, one problem. */
const TELL_OF_REFUNDS = [
  'cancel-return.refunded-elsewhere',
  'cancel-return.more-than-charged',
  'capture.invoiced-more-than-charged',
  'capture.payment-cancelled',
  'release.payment-cancelled',
  'release.charged-too-little',
];

/** More went back than credit notes and cancellations ask for, and not through us. */
const refundedByOthers: Judge = (figures) => {
  const { entries, refunded, order } = figures;
  if (order.said.told.some((code) => TELL_OF_REFUNDS.includes(code))) return [];
  const byOthers = refunded - moved(entries, { effect: 'refund', by: 'us' });
  const due = mayBeGivenBack(figures);
  const extra = Math.min(byOthers, refunded + reversedRequest(figures) - due);
  if (extra <= toleranceOf(figures)) return [];
  return [
    {
      rule: 'refunded-by-others',
      amounts: { amount: extra, refunded, due },
      sentence: `${text(figures, extra)} were refunded by others for no credit note and no cancellation.`,
    },
  ];
};

const reversedRequest = ({ requested, reversed }: Figures): number =>
  requested > 0 ? reversed : 0;

/** We booked it, and the ERP adds up less: somebody deleted the booking. */
const bookingThere: Judge = (figures) => {
  const { invoices, creditNotes } = figures.order.erp;
  return [...invoices, ...creditNotes].filter(lostBooking).map((document) => {
    const { number, booked, recordedByUs } = document;
    const recorded = Math.abs(recordedByUs?.minor ?? 0);
    const there = Math.abs(booked?.minor ?? 0);
    return {
      rule: 'booking-missing',
      document: number,
      amounts: { recorded, booked: there, missing: recorded - there },
      sentence: `We booked ${text(figures, recorded)} on ${number}, the ERP shows ${text(figures, there)}.`,
    };
  });
};

/** What somebody else changed on one side only. */
export const DRIFT_RULES: readonly Judge[] = [refundedByOthers, bookingThere];
