import { bookingAnswer, type BookingAnswer, feeRecordsAnswer } from '@abgleich/contracts';
import type { FeePayment } from '@abgleich/domain';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** A booking ends at midnight; nobody needs to know to the second. */
const REFRESH_MS = 60_000;

export const bookingQuery = queryOptions({
  queryKey: ['booking'],
  queryFn: ({ signal }) => request('/api/booking', bookingAnswer, { signal }),
  refetchInterval: REFRESH_MS,
});

export const feeRecordsQuery = queryOptions({
  queryKey: ['booking', 'records'],
  queryFn: ({ signal }) => request('/api/booking/records', feeRecordsAnswer, { signal }),
});

export type BookingStepName = 'trial' | 'order' | 'cancel';

export const takeBookingStep = (step: BookingStepName): Promise<BookingAnswer> =>
  request(`/api/booking/${step}`, bookingAnswer, { method: 'POST', body: {} });

export const chooseFeePayment = (payment: FeePayment): Promise<BookingAnswer> =>
  request('/api/booking/payment', bookingAnswer, { method: 'POST', body: { payment } });
