import { BOOKING_STATES, FEE_PAYMENTS, FEE_STATES } from '@abgleich/domain';
import { z } from 'zod';
import { moneySchema } from './money.js';
import type { Routes } from './route.js';

/** What somebody may do about the booking now. */
export const BOOKING_STEPS = ['start-trial', 'order', 'cancel'] as const;

export const bookingAnswer = z.object({
  readAt: z.iso.datetime(),
  /** As it stands now: a trial or a cancelled booking whose end has passed is `expired`. */
  state: z.enum(BOOKING_STATES),
  /** Whether orders are processed. */
  inForce: z.boolean(),
  endsAt: z.iso.datetime().nullable(),
  trialDays: z.number().int(),
  /** Steps that the state allows; whether the pre-conditions hold is told beside it. */
  steps: z.array(z.enum(BOOKING_STEPS)),
  needs: z.object({
    connection: z.boolean(),
    mailAccount: z.enum(['missing', 'untested', 'accepted']),
  }),
  /** Orders that something has still to happen to. */
  ordersUnderWay: z.number().int(),
  fee: z.object({
    /** Net, for a month; `null`: this installation charges nothing. */
    monthly: moneySchema.nullable(),
    /** From when on it is due; `null`: not ordered. */
    from: z.iso.datetime().nullable(),
    payment: z.enum(FEE_PAYMENTS),
    directDebit: z.enum(['not-asked', 'asked', 'approved']),
  }),
});
export type BookingAnswer = z.infer<typeof bookingAnswer>;

export const feeRecordView = z.object({
  number: z.number().int(),
  /** Days as calendars in Berlin show them; `until` is the last one. */
  from: z.iso.date(),
  until: z.iso.date(),
  amount: moneySchema,
  payment: z.enum(FEE_PAYMENTS),
  state: z.enum(FEE_STATES),
  paidAt: z.iso.datetime().nullable(),
});
export type FeeRecordView = z.infer<typeof feeRecordView>;
export const feeRecordsAnswer = z.object({ records: z.array(feeRecordView) });

export const paymentChoice = z.object({ payment: z.enum(FEE_PAYMENTS) });

const step = (path: string, summary: string) =>
  ({
    method: 'POST',
    path,
    access: 'admin',
    withToken: false,
    summary,
    status: 200,
    answer: bookingAnswer,
  }) as const;

export const BOOKING_ROUTES = {
  readBooking: {
    method: 'GET',
    path: '/api/booking',
    access: 'viewer',
    withToken: true,
    summary: 'Whether the app is booked, until when, and what is needed to book it.',
    status: 200,
    answer: bookingAnswer,
  },
  startTrial: step('/api/booking/trial', 'Begin the trial; once, for 30 days.'),
  orderApp: step('/api/booking/order', 'Order the app, or take a cancellation back.'),
  cancelBooking: step(
    '/api/booking/cancel',
    'Cancel the booking to the end of what is paid for, or of the trial.',
  ),
  choosePayment: {
    ...step('/api/booking/payment', 'Choose how the fee is paid; direct debit needs approval.'),
    body: paymentChoice,
  },
  listFeeRecords: {
    method: 'GET',
    path: '/api/booking/records',
    access: 'admin',
    withToken: false,
    summary: 'The months that were charged, newest first.',
    status: 200,
    answer: feeRecordsAnswer,
  },
} as const satisfies Routes;
