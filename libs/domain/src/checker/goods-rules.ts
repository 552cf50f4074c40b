import { minorOf, sumOf, type Figures } from './figures.js';
import { text, toleranceOf, type Judge } from './finding.js';
import { wasCoveredSince } from './good-payment.js';
import type { CheckedDocument } from './ledgers.js';
import { settlesWithoutMoney } from './money-kinds.js';

const documentsOf = ({ order }: Figures): readonly CheckedDocument[] => [
  ...order.erp.invoices,
  ...order.erp.creditNotes,
];

const bookedOnce: Judge = (figures) =>
  documentsOf(figures).flatMap(({ number, bookings }) => {
    const own = (bookings ?? []).filter(({ by }) => by === 'us');
    if (own.length <= 1) return [];
    const amount = sumOf(own.map((one) => Math.abs(one.amount.minor)));
    return [
      {
        rule: 'document-booked-twice',
        document: number,
        amounts: { amount },
        sentence: `${number} has ${own.length} bookings of ours over ${text(figures, amount)}.`,
      },
    ];
  });

const bookedAtMostTotal: Judge = (figures) =>
  documentsOf(figures).flatMap((document) => {
    const { number, bookings, booked } = document;
    const listed = bookings?.map(({ amount }) => Math.abs(amount.minor));
    const amount = listed === undefined ? Math.abs(booked?.minor ?? 0) : sumOf(listed);
    if (amount <= minorOf(document) + toleranceOf(figures)) return [];
    return [
      {
        rule: 'document-booked-too-much',
        document: number,
        amounts: { booked: amount, total: minorOf(document) },
        sentence: `${number} of ${text(figures, minorOf(document))} has bookings over ${text(figures, amount)}.`,
      },
    ];
  });

const settledWithMoney: Judge = (figures) => {
  const { kind, bookedByUsOnInvoices: booked, captured } = figures;
  if (settlesWithoutMoney(kind) || booked <= captured + toleranceOf(figures)) return [];
  return [
    {
      rule: 'settled-without-money',
      amounts: { booked, captured },
      sentence: `Invoices are settled with ${text(figures, booked)}, captured were ${text(figures, captured)}.`,
    },
  ];
};

const creditNotesBookedWithRefund: Judge = (figures) => {
  const { bookedByUsOnCreditNotes: booked, refunded, reversed } = figures;
  const given = refunded + reversed;
  if (booked <= given + toleranceOf(figures)) return [];
  return [
    {
      rule: 'credit-note-booked-without-refund',
      amounts: { booked, given },
      sentence: `Credit notes are booked with ${text(figures, booked)}, given back were ${text(figures, given)}.`,
    },
  ];
};

/** We released it, it is not locked, no person lifted our lock, and no payment has covered it at any moment since. */
const releasedWithGoodPayment: Judge = (figures, { oversightMs }) => {
  const { erp } = figures.order;
  const { releasedByUsAt, locked, unlockedByOthers } = erp;
  if (releasedByUsAt === null || locked !== false || unlockedByOthers) return [];
  if (wasCoveredSince(figures, releasedByUsAt - oversightMs)) return [];
  const { deliverable } = figures;
  return [
    {
      rule: 'released-without-good-payment',
      amounts: { deliverable },
      sentence: `Released unlocked, and no payment covers ${text(figures, deliverable)}.`,
    },
  ];
};

/** Rules about goods and bookings that hold at every moment. */
export const GOODS_RULES: readonly Judge[] = [
  bookedOnce,
  bookedAtMostTotal,
  settledWithMoney,
  creditNotesBookedWithRefund,
  releasedWithGoodPayment,
];
