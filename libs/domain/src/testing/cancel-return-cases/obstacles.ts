import { eur } from '../../money.js';
import { anOperation } from '../builders.js';
import {
  asked,
  AUTHORIZED,
  books,
  type CancelReturnCase,
  CHARGED,
  CN,
  I1,
  note,
  PART,
  pays,
  refunded,
  refusal,
  remembers,
  returned,
  row,
  secondNote,
  WHOLE,
  withNote,
} from './rows.js';

export const obstacles: readonly CancelReturnCase[] = [
  row(
    'a refund whose answer was lost blocks everything else',
    {
      ...withNote(note('20.00'), secondNote('30.00')),
      ...remembers(
        refunded(CN, '20.00', { status: 'open', transactionPath: null, finishedAt: null }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'a refund that was looked for in vain once is told',
    {
      ...withNote(note('20.00')),
      ...remembers(
        refunded(CN, '20.00', {
          status: 'open',
          transactionPath: null,
          finishedAt: null,
          lookUps: 1,
        }),
      ),
    },
    { reason: 'operation-uncertain', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'a pending refund of ours is waited for',
    {
      ...withNote(note('20.00')),
      ...remembers(refunded(CN, '20.00', { status: 'pending', finishedAt: null })),
    },
    { reason: 'give-back-pending', state: 'waiting', problems: ['notice cancel-return.pending'] },
  ),
  row(
    "a pending refund of somebody else's is waited for",
    { ...withNote(note('20.00')), ...pays(...CHARGED, 'refund pending 20.00 s-chg-1') },
    { reason: 'give-back-pending', state: 'waiting', problems: ['notice cancel-return.pending'] },
  ),
  row(
    'a capture under way is waited for',
    {
      ...PART,
      ...pays(...AUTHORIZED),
      ...remembers(
        anOperation({
          kind: 'capture',
          document: I1,
          amount: eur('60.00'),
          status: 'pending',
          finishedAt: null,
        }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'a refused refund is an error with amount and document, and is not sent again',
    {
      ...withNote(note('20.00')),
      ...remembers(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    { reason: 'give-back-refused', state: 'stuck', problems: ['error cancel-return.refused'] },
  ),
  row(
    'a refused refund is sent once more when somebody asks',
    {
      ...withNote(note('20.00')),
      ...asked(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'a refused refund that somebody made by hand is only booked',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    {
      reason: 'book-only',
      commands: [books()],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'a refused refund does not stop the next credit note',
    {
      ...withNote(note('20.00'), secondNote('30.00')),
      ...remembers(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    {
      ...returned,
      commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')],
      problems: ['error cancel-return.refused'],
    },
  ),
  row(
    'a refund that nobody can find out about goes to a person',
    {
      ...withNote(note('20.00')),
      ...remembers(refunded(CN, '20.00', { status: 'abandoned', transactionPath: null })),
    },
    { reason: 'needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  row(
    'a refused reversal of the authorisation is an error',
    {
      ...WHOLE,
      ...pays(...AUTHORIZED),
      ...remembers(
        anOperation({ kind: 'reversal', amount: eur('100.00'), status: 'refused', refusal }),
      ),
    },
    { reason: 'give-back-refused', state: 'stuck', problems: ['error cancel-return.refused'] },
  ),
  row(
    'a refused booking is an error',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'refused', refusal }),
      ),
    },
    {
      reason: 'booking-refused',
      state: 'stuck',
      problems: ['error cancel-return.booking-refused'],
    },
  ),
  row(
    'a refused booking is made once more when somebody asks',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...asked(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'refused', refusal }),
      ),
    },
    { reason: 'book-only', commands: [books()] },
  ),
  row(
    'a booking that nobody can find out about goes to a person and is not repeated',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'abandoned' }),
      ),
    },
    { reason: 'needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  row(
    'a booking that nobody could find out about and the ERP shows settled is done',
    {
      ...withNote(note('20.00', { settled: true })),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'abandoned' }),
      ),
    },
    {},
  ),
  row(
    "somebody else's capture under way is waited for",
    { ...PART, ...pays('authorization success 100.00', 'capture pending 60.00') },
    { reason: 'payment-busy', state: 'waiting' },
  ),
];
