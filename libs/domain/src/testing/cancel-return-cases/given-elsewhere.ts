import {
  booked,
  books,
  type CancelReturnCase,
  CHARGED,
  CN,
  note,
  pays,
  refunded,
  remembers,
  returned,
  row,
  secondNote,
  withNote,
} from './rows.js';

/** Somebody gave it back at the provider, or settled the credit note in the ERP. */
export const givenElsewhere: readonly CancelReturnCase[] = [
  row(
    'returned, refunded by hand at the provider: noticed, not repeated, only booked',
    { ...withNote(note('20.00')), ...pays(...CHARGED, 'refund success 20.00 s-chg-1') },
    {
      reason: 'book-only',
      commands: [books()],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'returned, refunded by hand in two steps: not repeated',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 15.00 s-chg-1', 'refund success 5.00 s-chg-1'),
    },
    {
      reason: 'book-only',
      commands: [books()],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'returned, refunded by hand in part: only the rest',
    { ...withNote(note('20.00')), ...pays(...CHARGED, 'refund success 5.00 s-chg-1') },
    { ...returned, commands: ['refund DEM0000022 15.00 of s-chg-1', books()] },
  ),
  row(
    'returned, the notice of a refund by hand stays after the booking',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(booked()),
    },
    { problems: ['notice cancel-return.refunded-elsewhere'] },
  ),
  row(
    'returned, a credit note that the ERP settled already is left alone with a notice',
    withNote(note('20.00', { settled: true })),
    { reason: 'credit-note-settled', problems: ['notice cancel-return.credit-note-settled'] },
  ),
  row(
    'returned, a settled credit note does not stop the next one',
    withNote(note('20.00', { settled: true }), secondNote('30.00')),
    {
      ...returned,
      commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')],
      problems: ['notice cancel-return.credit-note-settled'],
    },
  ),
  row(
    'returned twice alike, and only the first was refunded by hand: the second is refunded',
    {
      ...withNote(note('20.00', { settled: true }), secondNote('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(booked()),
    },
    {
      ...returned,
      commands: ['refund DEM0000023 20.00 of s-chg-1', books('20.00', 'DEM0000023')],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'returned, a credit note that was settled and refunded by hand does not stop the next one',
    {
      ...withNote(note('20.00', { settled: true }), secondNote('30.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
    },
    {
      ...returned,
      commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')],
      problems: ['notice cancel-return.credit-note-settled'],
    },
  ),
  row(
    'returned, a credit note that is settled because we booked it is no notice',
    {
      ...withNote(note('20.00', { settled: true })),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    {},
  ),
];
