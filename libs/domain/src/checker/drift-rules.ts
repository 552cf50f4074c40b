import { mayBeGivenBack, moved, type Figures } from './figures.js';
import { text, toleranceOf, type Judge } from './finding.js';

/** More went back than credit notes and cancellations ask for, and not through us. */
const refundedByOthers: Judge = (figures) => {
  const { entries, refunded } = figures;
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
  return [...invoices, ...creditNotes].flatMap(({ number, booked, recordedByUs }) => {
    if (booked === null || recordedByUs === null) return [];
    const recorded = Math.abs(recordedByUs.minor);
    const there = Math.abs(booked.minor);
    if (there >= recorded) return [];
    return [
      {
        rule: 'booking-missing',
        document: number,
        amounts: { recorded, booked: there, missing: recorded - there },
        sentence: `We booked ${text(figures, recorded)} on ${number}, the ERP shows ${text(figures, there)}.`,
      },
    ];
  });
};

/** What somebody else changed on one side only. */
export const DRIFT_RULES: readonly Judge[] = [refundedByOthers, bookingThere];
